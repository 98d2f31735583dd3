/** Calls in the words of the shared tables: programs that are started, pools of connections, clients that are told an address, slots for secrets. */
import type { ts } from 'ts-morph';
import type { CodeFact } from '../../facts/code.ts';
import type { Argument, CallSite, Value } from '../code/program.ts';
import { factsAround } from '../code/services.ts';
import { nameOf } from '../code/values.ts';
import { guardOf, runsOnLoad } from './guards.ts';
import { libraryOf } from './match.ts';
import { meaningOf } from './meaning.ts';
import { around, aroundNames } from './tables/around.ts';
import type { Meaning, Unit } from './unit.ts';
import { bare } from './unit.ts';
import { evaluate, keyOf } from './values.ts';

type Call = ts.CallExpression | ts.NewExpression;

const deepest = 8;

/** The shared tables have no module for what the language brings itself. */
const shared = ({ module, path }: Meaning): Meaning => ({ module: module === 'global' ? '' : module, path });

/** What an expression comes to, for the shared engine. */
export function sharedValue(unit: Unit, expression: ts.Expression, depth = 0): Value {
  const { compiler } = unit;
  if (depth > deepest) return { kind: 'unknown' };
  const node = bare(unit, expression);
  if (compiler.isArrayLiteralExpression(node))
    return { kind: 'list', items: node.elements.map((element) => sharedValue(unit, element, depth + 1)) };
  if (compiler.isObjectLiteralExpression(node)) {
    const { given } = propertiesOf(unit, node, '', depth);
    return { kind: 'map', entries: given.map(({ name = '', value }) => ({ key: name, value })) };
  }
  if (compiler.isIdentifier(node)) {
    const declared = unit.scopes.resolve(node);
    if (declared?.how === 'variable' && declared.constant && declared.initializer && declared.path.length === 0) {
      const inner = bare(unit, declared.initializer);
      if (compiler.isObjectLiteralExpression(inner) || compiler.isArrayLiteralExpression(inner))
        return sharedValue(unit, inner, depth + 1);
    }
  }
  const { literal, variable } = evaluate(unit, node);
  const together = compiler.isTemplateExpression(node) && literal === undefined;
  const written: Value | undefined = literal === undefined ? undefined : { kind: 'literal', literal };
  if (variable !== undefined && !together)
    return {
      kind: 'environment',
      name: variable,
      need: written ? 'defaulted' : 'optional',
      ...(written ? { fallback: written } : {}),
    };
  if (written) return written;
  if (compiler.isTemplateExpression(node))
    return {
      kind: 'joined',
      by: '',
      parts: [
        { kind: 'literal', literal: node.head.text },
        ...node.templateSpans.flatMap((part): readonly Value[] => [
          sharedValue(unit, part.expression, depth + 1),
          { kind: 'literal', literal: part.literal.text },
        ]),
      ],
    };
  if (compiler.isBinaryExpression(node) && node.operatorToken.kind === compiler.SyntaxKind.PlusToken)
    return {
      kind: 'joined',
      by: '',
      parts: [sharedValue(unit, node.left, depth + 1), sharedValue(unit, node.right, depth + 1)],
    };
  const meaning = meaningOf(unit, node);
  return meaning ? { kind: 'member', meaning: shared(meaning) } : { kind: 'unknown' };
}

/** Properties of an options object as named arguments: `a.b` for one inside another. */
function propertiesOf(
  unit: Unit,
  object: ts.ObjectLiteralExpression,
  before: string,
  depth: number,
): { readonly given: readonly Argument[]; readonly open: boolean } {
  const { compiler } = unit;
  const given: Argument[] = [];
  let open = false;
  for (const property of object.properties) {
    const key = property.name && keyOf(unit, property.name);
    if (compiler.isPropertyAssignment(property) && key !== undefined) {
      const name = before === '' ? key : `${before}.${key}`;
      const value = bare(unit, property.initializer);
      given.push({ name, value: sharedValue(unit, value, depth + 1) });
      if (compiler.isObjectLiteralExpression(value) && depth < deepest) {
        const inner = propertiesOf(unit, value, name, depth + 1);
        given.push(...inner.given);
        open ||= inner.open;
      }
    } else if (compiler.isShorthandPropertyAssignment(property))
      given.push({ name: before + property.name.text, value: sharedValue(unit, property.name, depth + 1) });
    else open = true;
  }
  return { given, open };
}

/** The object literal an argument is, or the constant that holds one. */
function optionsIn(unit: Unit, expression: ts.Expression): ts.ObjectLiteralExpression | 'unknown' | undefined {
  const { compiler } = unit;
  const node = bare(unit, expression);
  if (compiler.isObjectLiteralExpression(node)) return node;
  if (!compiler.isIdentifier(node)) {
    const { literal, variable } = evaluate(unit, node);
    const plain = literal !== undefined || variable !== undefined || compiler.isFunctionLike(node);
    return plain || compiler.isTemplateExpression(node) || compiler.isArrayLiteralExpression(node)
      ? undefined
      : 'unknown';
  }
  const declared = unit.scopes.resolve(node);
  if (declared?.how === 'variable' && declared.initializer && declared.path.length === 0) {
    const changed = unit.scopes.assignedTo(node.text).length > 0;
    return changed ? 'unknown' : optionsIn(unit, declared.initializer);
  }
  return 'unknown';
}

/** `promisify(exec)` is `exec`. */
function calleeOf(unit: Unit, callee: ts.Expression): Meaning | undefined {
  const { compiler } = unit;
  const meaning = meaningOf(unit, callee);
  if (meaning?.module !== 'node:util' || meaning.path !== 'promisify()') return meaning;
  const node = bare(unit, callee);
  const declared = compiler.isIdentifier(node) ? unit.scopes.resolve(node) : undefined;
  const made = declared?.how === 'variable' && declared.initializer ? bare(unit, declared.initializer) : node;
  const first = compiler.isCallExpression(made) ? made.arguments[0] : undefined;
  return first && meaningOf(unit, first);
}

export function aroundFacts(unit: Unit, call: Call): readonly CodeFact[] {
  const { compiler } = unit;
  const meaning = calleeOf(unit, call.expression);
  if (meaning === undefined || unit.tool) return [];
  const found = shared(meaning);
  const name = nameOf(found);
  if (!aroundNames.has(name)) return [];
  const positional: Argument[] = [];
  const named: Argument[] = [];
  let open = false;
  for (const argument of call.arguments ?? []) {
    if (compiler.isSpreadElement(argument)) {
      open = true;
      continue;
    }
    positional.push({ value: sharedValue(unit, argument) });
    const options = optionsIn(unit, argument);
    if (options === 'unknown') open = true;
    else if (options) {
      const inner = propertiesOf(unit, options, '', 0);
      named.push(...inner.given);
      open ||= inner.open;
    }
  }
  const site: CallSite = {
    site: 'call',
    how: 'call',
    at: unit.at(call),
    guard: guardOf(unit, call).guard,
    onLoad: runsOnLoad(unit, call),
    entryOnly: false,
    meaning: found,
    name: name.slice(name.lastIndexOf('.') + 1),
    arguments: [...positional, ...named],
    open,
  };
  return factsAround(site, unit, around).map((fact) => ({ ...fact, module: libraryOf(fact.module) }));
}

/** `` $`ffmpeg -i …` `` of zx, execa and Bun. */
export function taggedFact(unit: Unit, node: ts.TaggedTemplateExpression): CodeFact | undefined {
  const { compiler } = unit;
  const meaning = meaningOf(unit, node.tag);
  if (meaning === undefined || unit.tool || !/^(?:zx|execa|bun)$/.test(meaning.module) || !/^\$/.test(meaning.path))
    return undefined;
  const text = compiler.isNoSubstitutionTemplateLiteral(node.template) ? node.template.text : node.template.head.text;
  const program = /^\s*([\w./+-]+)(?=\s|$)/.exec(text)?.[1];
  return program === undefined
    ? undefined
    : {
        kind: 'spawn',
        at: unit.at(node),
        module: meaning.module,
        label: `${meaning.module} $`,
        confidence: 'high',
        guard: guardOf(unit, node).guard,
        program: program.slice(program.lastIndexOf('/') + 1),
      };
}
