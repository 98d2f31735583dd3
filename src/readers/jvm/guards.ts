/** Under which condition a piece of a JVM program runs, as far as the code says so itself. */
import type { Node } from 'web-tree-sitter';
import {
  bothOf,
  branchesOf,
  eitherOf,
  inverted,
  isDevelopment,
  isProduction,
  isTest,
  modeOf,
  modeVariable,
  switchedBy,
  type Test,
} from '../code/guards.ts';
import { type Circumstances, stricter, type Value } from '../code/program.ts';
import { textOf, variableIn } from '../code/values.ts';
import { underscored, variableOfKey } from './placeholders.ts';
import type { Scope } from './scopes.ts';
import type { Annotation } from './shape.ts';
import { argumentsOf, classOf, evaluate } from './values.ts';

const deepest = 12;

/** Names that say what they hold, wherever they come from. */
const names: readonly (readonly [RegExp, Test])[] = [
  [/^is_?(?:prod|production)$/i, isProduction],
  [/^(?:is_?(?:dev|development|local|debug)|developmentMode|devMode|debugMode)$/i, isDevelopment],
  [/^is_?test(?:ing)?$/i, isTest],
];
const ofName = (name: string): Test | undefined => names.find(([pattern]) => pattern.test(name))?.[1];

function testOf(node: Node, scope: Scope, depth = 0): Test | undefined {
  if (depth > deepest) return undefined;
  const shape = scope.file.shapeOf(node);
  const inner = (one: Node): Test | undefined => testOf(one, scope, depth + 1);
  switch (shape.kind) {
    case 'inside':
      return inner(shape.node);
    case 'not': {
      const test = inner(shape.node);
      return test && inverted(test);
    }
    case 'operation':
      if (shape.operator === '&&') return bothOf(inner(shape.left), inner(shape.right));
      if (shape.operator === '||') return eitherOf(inner(shape.left), inner(shape.right));
      return ofComparison(shape.operator, shape.left, shape.right, scope);
    case 'call':
      return ofCall(node, scope);
    case 'name':
    case 'member':
      return ofName(shape.name) ?? switchedBy(variableIn(evaluate(node, scope)));
    default:
      return undefined;
  }
}

function ofComparison(operator: string, left: Node, right: Node, scope: Scope): Test | undefined {
  if (!/^[!=]==?$/.test(operator)) return undefined;
  const test = compared(left, right, scope);
  return test && operator.startsWith('!') ? inverted(test) : test;
}

/** One side names the mode, the other says which. */
function compared(left: Node, right: Node, scope: Scope): Test | undefined {
  const values = [evaluate(left, scope), evaluate(right, scope)];
  const variable = values.map(variableIn).find((one) => one !== undefined);
  const word = values.map((one) => (one.kind === 'literal' ? textOf(one) : undefined)).find((one) => one !== undefined);
  const asked = values[0]!.kind === 'literal' ? right : left;
  const named = variable ?? asked.text.slice(asked.text.lastIndexOf('.') + 1);
  const isMode = modeVariable.test(named) || /^(?:env|environment|profile|activeProfile|stage|mode)$/i.test(named);
  const mode = isMode ? modeOf(word) : undefined;
  if (mode) return { ...mode, ...(variable === undefined ? {} : { variable }) };
  // Nobody switches anything on by asking whether a value is there.
  return values.some(({ kind, ...value }) => kind === 'literal' && 'literal' in value && value.literal === null)
    ? undefined
    : switchedBy(variable);
}

const profileMethods = /^(?:acceptsProfiles|matchesProfiles|contains|of)$/;

/** `"prod".equals(env)`, `environment.acceptsProfiles(Profiles.of("dev"))` */
function ofCall(node: Node, scope: Scope): Test | undefined {
  const shape = scope.file.shapeOf(node);
  if (shape.kind !== 'call') return undefined;
  const first = shape.given[0]?.node;
  if (/^equals(?:IgnoreCase)?$/.test(shape.name) && shape.object && first) return compared(shape.object, first, scope);
  if (profileMethods.test(shape.name) && /rofiles/.test(node.text)) {
    const text = /["']!?([\w-]+)["']/.exec(node.text);
    const test = modeOf(text?.[1]);
    return test && text?.[0].includes('!') ? inverted(test) : test;
  }
  return ofName(shape.name) ?? switchedBy(variableIn(evaluate(node, scope)));
}

/** What holds inside an `if` and in its `else`. */
export const branches = (condition: Node, scope: Scope, around: Circumstances) =>
  branchesOf(testOf(condition, scope), around);

const profiles = 'SPRING_PROFILES_ACTIVE';

/** What the names of profiles say: those of development and tests by their words, production always, others by the variable. */
export function underProfiles(written: readonly string[], around: Circumstances, variable = profiles): Circumstances {
  const listed = written.flatMap((text) => text.split(/[,&|()\s]+/)).filter(Boolean);
  if (listed.length === 0) return around;
  const tests = listed.map((name) => {
    const test = modeOf(name.replace(/^!/, ''));
    return test && (name.startsWith('!') ? inverted(test) : test);
  });
  const guards = tests.map((test) => test?.yes ?? 'conditional');
  const guard = guards.includes('always') ? 'always' : guards.includes('conditional') ? 'conditional' : guards[0]!;
  const negative = guard === 'conditional' && listed.every((name) => name.startsWith('!'));
  return {
    ...around,
    guard: stricter(around.guard, negative ? 'always' : guard),
    profile: { variable, names: listed.map((name) => name.toLowerCase()) },
  };
}

/** What an annotation in front of a class or a method says about when it is there. */
export function guarded(annotations: readonly Annotation[], scope: Scope, around: Circumstances): Circumstances {
  let now = around;
  for (const annotation of annotations) {
    const name = annotation.name.slice(annotation.name.lastIndexOf('.') + 1);
    const { given } = argumentsOf(annotation.given, scope);
    const texts = (slot: string): readonly string[] =>
      given.filter((one) => (one.name ?? 'value') === slot).flatMap(({ value }) => textsIn(value));
    if (name === 'Profile') now = underProfiles(texts('value'), now);
    else if (name === 'IfBuildProfile')
      now = underProfiles([...texts('value'), ...texts('anyOf')], now, 'QUARKUS_PROFILE');
    else if (name === 'UnlessBuildProfile')
      now = underProfiles(
        texts('value').map((one) => `!${one}`),
        now,
        'QUARKUS_PROFILE',
      );
    else if (name === 'ConditionalOnProperty' || name === 'ConditionalOnBooleanProperty')
      now = switched(now, texts('prefix'), [...texts('name'), ...texts('value')]);
    else if (name === 'Requires' && classOf(name, scope).startsWith('io.micronaut'))
      now = switched(
        now,
        [],
        texts('property').map((one) => one),
        underscored,
      );
    else if (name === 'ConditionalOnExpression' || name === 'ConditionalOnCloudPlatform')
      now = { ...now, guard: stricter(now.guard, 'conditional') };
  }
  return now;
}

function switched(
  now: Circumstances,
  [prefix]: readonly string[],
  [name]: readonly string[],
  variable = variableOfKey,
): Circumstances {
  if (name === undefined) return { ...now, guard: stricter(now.guard, 'conditional') };
  const key = prefix ? `${prefix.replace(/\.$/, '')}.${name}` : name;
  return { ...now, guard: stricter(now.guard, 'conditional'), variable: variable(key) };
}

const textsIn = (value: Value): readonly string[] =>
  value.kind === 'list' ? value.items.flatMap(textsIn) : [textOf(value)].filter((text) => text !== undefined);
