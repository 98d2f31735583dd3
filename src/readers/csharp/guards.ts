/** Under which condition a piece of C# runs, as far as the code says so itself. */
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
import { type Circumstances, stricter } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { nameOf, textOf, variableIn } from '../code/values.ts';
import { operatorOf, type Scope } from './scopes.ts';
import { argumentsOf, evaluate, meaningOf, partsOf, plainName } from './values.ts';

/** Methods of the environment of a host. */
const methods = new Map<string, Test>([
  ['IsDevelopment', isDevelopment],
  ['IsProduction', isProduction],
  ['IsStaging', { yes: 'conditional', no: 'always' }],
  ['IsLocal', isDevelopment],
  ['IsTest', isTest],
  ['IsTesting', isTest],
]);
const undecided: Test = { yes: 'conditional', no: 'conditional' };
/** A word of the command line decides: what people run by hand, or as a job. */
const commanded = /(?:^|[^\w.])args\b|\bGetCommandLineArgs\b/;
/** Names of options, wherever they come from. */
const configured =
  /(?<!\w)(?:\w*settings|\w*config(?:uration)?|\w*options|(?:\w*_)?(?:features?|flags))(?:\.\w+)+$|(^|\.)_?(?:use|enable|is)[A-Z_]\w*(?:Enabled|Database|InMemory|Redis|Cache|Sqlite)\w*$/i;
/** Names of what a program is told to use. */
const chooser = /(?:provider|driver|engine|backend|databasetype|dbtype|storagetype|cachetype|mode|transport)$/i;

function testOf(node: Node, scope: Scope): Test | undefined {
  if (commanded.test(node.text)) return { yes: 'conditional', no: 'always' };
  switch (node.type) {
    case 'parenthesized_expression':
    case 'postfix_unary_expression': {
      const inside = childrenOf(node)[0];
      return inside && testOf(inside, scope);
    }
    case 'prefix_unary_expression': {
      const inside = childrenOf(node)[0];
      const test = inside && testOf(inside, scope);
      return test && (node.text.startsWith('!') ? inverted(test) : undefined);
    }
    case 'binary_expression':
      return ofBinary(node, scope);
    case 'invocation_expression':
      return ofMethod(node, scope);
    case 'is_pattern_expression': {
      const asked = field(node, 'expression');
      return (
        asked && ofComparison(asked, field(node, 'pattern'), /\bnot\b/.test(field(node, 'pattern')?.text ?? ''), scope)
      );
    }
    default:
      return ofValue(node, scope);
  }
}

function ofValue(node: Node, scope: Scope): Test | undefined {
  const value = evaluate(node, scope);
  const variable = variableIn(value);
  if (variable !== undefined) return switchedBy(variable);
  // `var isDevelopment = env.IsDevelopment();`
  if (value.kind === 'member') {
    const name = nameOf(value.meaning);
    const known = methods.get(name.slice(name.lastIndexOf('.') + 1).replace('()', ''));
    if (known && name.endsWith('()')) return known;
  }
  if (/^is_?dev(?:elopment)?$/i.test(node.text)) return isDevelopment;
  if (/^is_?prod(?:uction)?$/i.test(node.text)) return isProduction;
  return configured.test(node.text) ? undecided : undefined;
}

function ofMethod(node: Node, scope: Scope): Test | undefined {
  const callee = field(node, 'function');
  const parts = callee && partsOf(callee);
  const name = plainName(parts?.name) ?? '';
  const known = methods.get(name);
  if (known) return known;
  const { given } = argumentsOf(node, scope);
  if (name === 'IsEnvironment')
    return modeOf(given[0] && textOf(given[0].value)) ?? { yes: 'conditional', no: 'always' };
  if (/^(?:IsNullOrEmpty|IsNullOrWhiteSpace)$/.test(name)) return switchedBy(given[0] && variableIn(given[0].value));
  // `environment.Equals("Development", …)`
  if (parts && name === 'Equals') return ofWord(parts.object, given[0] && textOf(given[0].value), false, scope);
  return ofValue(node, scope);
}

function ofBinary(node: Node, scope: Scope): Test | undefined {
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  const operator = operatorOf(node);
  if (!left || !right) return undefined;
  if (operator === '&&') return bothOf(testOf(left, scope), testOf(right, scope));
  if (operator === '||') return eitherOf(testOf(left, scope), testOf(right, scope));
  if (operator !== '==' && operator !== '!=') return undefined;
  if (right.type === 'boolean_literal') {
    const test = testOf(left, scope);
    return test && (right.text === 'true') === (operator === '==') ? test : test && inverted(test);
  }
  return ofComparison(left, right, operator === '!=', scope) ?? ofComparison(right, left, operator === '!=', scope);
}

function ofComparison(asked: Node, other: Node | undefined, negated: boolean, scope: Scope): Test | undefined {
  const literal = other?.descendantsOfType(['string_literal', 'verbatim_string_literal'])[0] ?? other;
  const word = literal ? textOf(evaluate(literal, scope)) : undefined;
  return ofWord(asked, word, negated, scope);
}

function ofWord(asked: Node, word: string | undefined, negated: boolean, scope: Scope): Test | undefined {
  const variable = variableIn(evaluate(asked, scope));
  const meaning = meaningOf(asked, scope);
  const mode =
    (variable !== undefined && modeVariable.test(variable)) ||
    /(?:^|\.)EnvironmentName$/.test(asked.text) ||
    (meaning && nameOf(meaning) === 'IHostEnvironment().EnvironmentName')
      ? modeOf(word)
      : undefined;
  if (mode) return { ...(negated ? inverted(mode) : mode), ...(variable === undefined ? {} : { variable }) };
  if (variable !== undefined) return switchedBy(variable);
  return configured.test(asked.text) || chooser.test(asked.text) ? undecided : undefined;
}

/** What holds inside an `if` and in its `else`. */
export const branches = (condition: Node | undefined, scope: Scope, around: Circumstances) =>
  branchesOf(condition && testOf(condition, scope), around);

/** `switch (provider) { case "sqlite": … }` */
export function casesOf(value: Node | undefined, scope: Scope, around: Circumstances): Circumstances {
  const variable = value && variableIn(evaluate(value, scope));
  if (variable === undefined && !(value && (chooser.test(value.text) || configured.test(value.text)))) return around;
  return { ...around, guard: stricter(around.guard, 'conditional'), ...(variable === undefined ? {} : { variable }) };
}

/** `#if DEBUG`, `#if !DEBUG`, `#if RELEASE`: what is published is a release. */
export function symbolTest(condition: string): Test | undefined {
  const text = condition.replaceAll(/\s+/g, '');
  if (text === 'DEBUG') return { ...isDevelopment, never: true };
  if (text === '!DEBUG' || text === 'RELEASE') return isProduction;
  if (text === '!RELEASE') return { ...isDevelopment, never: true };
  return /^[A-Z0-9_!&|()]+$/i.test(text) ? undecided : undefined;
}

/** Methods a start-up class has for one environment alone: `ConfigureDevelopmentServices`. */
export function guardOfMethod(name: string): 'always' | 'development' | 'test' | 'conditional' {
  const word = /^Configure(\w+?)(?:Services|Container)?$/.exec(name)?.[1];
  if (word === undefined || /^(?:Services|Container)$/.test(word)) return 'always';
  if (/^(?:Development|Local|Debug)$/.test(word)) return 'development';
  if (/^Test(?:ing)?$/.test(word)) return 'test';
  return /^(?:Docker|Staging)$/.test(word) ? 'conditional' : 'always';
}
