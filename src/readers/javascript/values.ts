/** Values the text itself decides: literals, constants, and variables of the environment with their defaults. */
import type { ts } from 'ts-morph';
import { directoryOf, joinPath } from '../../source/index.ts';
import { meaningOf } from './meaning.ts';
import { environmentObjects } from './tables/environment.ts';
import type { Unit } from './unit.ts';
import { bare } from './unit.ts';

export interface Value {
  /** Absent: cannot be known. `null` stands for `null` and `undefined`. */
  readonly literal?: string | number | boolean | null;
  /** Variable of the environment that decides; `literal` is then its default. */
  readonly variable?: string;
  /** Below the system's temporary folder. */
  readonly temporary?: boolean;
}

const unknown: Value = {};

/** What a bundler replaces holds variables as well. */
const environments = [...environmentObjects, { module: 'global', path: 'import.meta.env' }];

/** Name of the variable an expression reads, seen through names and destructuring. */
export function variableOf(unit: Unit, expression: ts.Expression): string | undefined {
  const meaning = meaningOf(unit, expression);
  if (meaning === undefined) return undefined;
  for (const { module, path } of environments) {
    const inside = meaning.module === module && meaning.path.startsWith(`${path}.`);
    const name = inside ? meaning.path.slice(path.length + 1) : '';
    if (/^[A-Za-z_]\w*$/.test(name)) return name;
  }
  if (meaning.module !== 'global') return undefined;
  const node = bare(unit, expression);
  const first = unit.compiler.isCallExpression(node) ? node.arguments[0] : undefined;
  return meaning.path === 'Deno.env.get()' && first !== undefined && unit.compiler.isStringLiteralLike(first)
    ? first.text
    : undefined;
}

/** Calls that answer their first argument in another form. */
const conversions = new Set([
  'Number',
  'parseInt',
  'parseFloat',
  'String',
  'Number.parseInt',
  'Number.parseFloat',
  'Boolean',
]);

function ofCall(unit: Unit, node: ts.CallExpression, depth: number): Value {
  const { compiler } = unit;
  const meaning = meaningOf(unit, node.expression);
  const values = () => node.arguments.map((argument) => evaluate(unit, argument, depth + 1));
  if (meaning?.module === 'global' && conversions.has(meaning.path)) {
    const value = values()[0] ?? unknown;
    if (meaning.path === 'String' || meaning.path === 'Boolean' || typeof value.literal !== 'string') return value;
    const number = Number.parseFloat(value.literal);
    return Number.isNaN(number) ? { ...value, literal: null } : { ...value, literal: number };
  }
  if (meaning?.module === 'global' && meaning.path === 'process.cwd') return { literal: '.' };
  if (meaning?.module === 'node:os' && meaning.path === 'tmpdir') return { literal: '/tmp', temporary: true };
  if (meaning?.module === 'node:path' && /^(?:posix\.)?(?:join|resolve)$/.test(meaning.path)) return joined(values());
  if (
    compiler.isPropertyAccessExpression(node.expression) &&
    ['trim', 'toString', 'toLowerCase'].includes(node.expression.name.text)
  )
    return evaluate(unit, node.expression.expression, depth + 1);
  const variable = variableOf(unit, node);
  return variable === undefined ? unknown : { variable };
}

/** `path.join`: all parts known, or at least known to be temporary. */
function joined(parts: readonly Value[]): Value {
  const temporary = parts.some((part) => part.temporary === true);
  const variable = parts.find((part) => part.variable !== undefined)?.variable;
  const base = { ...(temporary ? { temporary } : {}), ...(variable === undefined ? {} : { variable }) };
  let text = '';
  for (const part of parts) {
    if (typeof part.literal !== 'string') return base;
    text = part.literal.startsWith('/') || text === '' ? part.literal : `${text}/${part.literal}`;
  }
  if (text.startsWith('/')) return { ...base, literal: `/${joinPath('', text.slice(1)) ?? text.slice(1)}` };
  const path = joinPath('', text);
  return path === undefined ? base : { ...base, literal: path };
}

function ofName(unit: Unit, node: ts.Identifier, depth: number): Value {
  if (node.text === 'undefined') return { literal: null };
  const declaration = unit.scopes.resolve(node);
  if (declaration === undefined) {
    if (node.text === '__dirname') return { literal: directoryOf(unit.path) || '.' };
    return unknown;
  }
  if (declaration.how !== 'variable') return unknown;
  const variable = variableOf(unit, node);
  if (variable !== undefined) {
    const fallback = declaration.fallback === undefined ? unknown : evaluate(unit, declaration.fallback, depth + 1);
    return fallback.literal === undefined ? { variable } : { variable, literal: fallback.literal };
  }
  if (declaration.initializer === undefined || unit.scopes.assignedTo(node.text).length > 0) return unknown;
  if (declaration.path.length === 0) return evaluate(unit, declaration.initializer, depth + 1);
  return ofMember(unit, declaration.initializer, declaration.path, depth);
}

/** A member of an object literal. */
function ofMember(unit: Unit, object: ts.Expression, path: readonly string[], depth: number): Value {
  const value = propertyOf(unit, object, path[0] ?? '');
  if (value.state !== 'present') return unknown;
  return path.length === 1
    ? evaluate(unit, value.expression, depth + 1)
    : ofMember(unit, value.expression, path.slice(1), depth + 1);
}

/** The operand an expression falls back to: `left || right`, `left ?? right`. */
function either(left: Value, right: Value): Value {
  if (left.variable !== undefined) {
    const literal = left.literal === undefined || left.literal === null ? right.literal : left.literal;
    return literal === undefined ? { variable: left.variable } : { ...right, literal, variable: left.variable };
  }
  if (left.literal === undefined) return unknown;
  return left.literal === null || left.literal === '' || left.literal === 0 || left.literal === false ? right : left;
}

function arithmetic(unit: Unit, node: ts.BinaryExpression, left: Value, right: Value): Value {
  const { SyntaxKind } = unit.compiler;
  const [a, b] = [left.literal, right.literal];
  const kind = node.operatorToken.kind;
  const variable = left.variable ?? right.variable;
  const more = {
    ...(left.temporary === true ? { temporary: true } : {}),
    ...(variable === undefined ? {} : { variable }),
  };
  if (
    kind === SyntaxKind.PlusToken &&
    (typeof a === 'string' || typeof b === 'string') &&
    a !== undefined &&
    b !== undefined
  )
    return { ...more, literal: `${a}${b}` };
  if (typeof a !== 'number' || typeof b !== 'number') return more;
  if (kind === SyntaxKind.PlusToken) return { ...more, literal: a + b };
  if (kind === SyntaxKind.MinusToken) return { ...more, literal: a - b };
  if (kind === SyntaxKind.AsteriskToken) return { ...more, literal: a * b };
  if (kind === SyntaxKind.SlashToken && b !== 0) return { ...more, literal: a / b };
  return more;
}

function ofTemplate(unit: Unit, node: ts.TemplateExpression, depth: number): Value {
  let literal: string | undefined = node.head.text;
  let temporary = false;
  let variable: string | undefined;
  for (const part of node.templateSpans) {
    const value = evaluate(unit, part.expression, depth + 1);
    temporary ||= value.temporary === true;
    variable ??= value.variable;
    literal =
      literal === undefined || value.literal === undefined || value.literal === null
        ? undefined
        : `${literal}${value.literal}${part.literal.text}`;
  }
  return {
    ...(literal === undefined ? {} : { literal }),
    ...(temporary ? { temporary } : {}),
    ...(variable === undefined ? {} : { variable }),
  };
}

export function evaluate(unit: Unit, expression: ts.Expression, depth = 0): Value {
  const { compiler } = unit;
  const { SyntaxKind } = compiler;
  if (depth > 20) return unknown;
  const node = bare(unit, expression);
  if (compiler.isStringLiteralLike(node)) return { literal: node.text };
  if (compiler.isNumericLiteral(node)) return { literal: Number(node.text) };
  if (node.kind === SyntaxKind.TrueKeyword) return { literal: true };
  if (node.kind === SyntaxKind.FalseKeyword) return { literal: false };
  if (node.kind === SyntaxKind.NullKeyword) return { literal: null };
  if (compiler.isIdentifier(node)) return ofName(unit, node, depth);
  if (compiler.isTemplateExpression(node)) return ofTemplate(unit, node, depth);
  if (compiler.isPrefixUnaryExpression(node) && node.operator === SyntaxKind.PlusToken) {
    const value = evaluate(unit, node.operand, depth + 1);
    return typeof value.literal === 'string' ? { ...value, literal: Number(value.literal) } : value;
  }
  if (compiler.isBinaryExpression(node)) {
    const left = evaluate(unit, node.left, depth + 1);
    const right = evaluate(unit, node.right, depth + 1);
    const kind = node.operatorToken.kind;
    if (kind === SyntaxKind.BarBarToken || kind === SyntaxKind.QuestionQuestionToken) return either(left, right);
    return arithmetic(unit, node, left, right);
  }
  if (compiler.isConditionalExpression(node)) {
    const yes = evaluate(unit, node.whenTrue, depth + 1);
    const no = evaluate(unit, node.whenFalse, depth + 1);
    // `X ? Number(X) : 3000` is a default written the long way.
    if (yes.variable !== undefined && variableOf(unit, node.condition) === yes.variable) return either(yes, no);
    return yes.literal !== undefined && yes.literal === no.literal ? yes : unknown;
  }
  if (compiler.isCallExpression(node)) return ofCall(unit, node, depth);
  if (compiler.isPropertyAccessExpression(node) || compiler.isElementAccessExpression(node)) {
    const variable = variableOf(unit, node);
    if (variable !== undefined) return { variable };
    if (compiler.isPropertyAccessExpression(node)) {
      if (node.getText(unit.file) === 'import.meta.dirname') return { literal: directoryOf(unit.path) || '.' };
      return ofMember(unit, node.expression, [node.name.text], depth);
    }
  }
  return unknown;
}

export type Property =
  | { readonly state: 'present'; readonly expression: ts.Expression }
  | { readonly state: 'absent' }
  | { readonly state: 'unknown' };

/** One property of an object literal, seen through names, spreads and `Object.assign`-free constants. */
export function propertyOf(unit: Unit, object: ts.Expression, name: string, depth = 0): Property {
  const { compiler } = unit;
  const node = bare(unit, object);
  if (depth > 10) return { state: 'unknown' };
  if (compiler.isIdentifier(node)) {
    if (node.text === 'undefined') return { state: 'absent' };
    const declaration = unit.scopes.resolve(node);
    if (declaration?.how !== 'variable' || declaration.initializer === undefined || declaration.path.length > 0)
      return { state: 'unknown' };
    if (unit.scopes.assignedTo(node.text).length > 0 || unit.scopes.assignsMember(node.text, name))
      return { state: 'unknown' };
    return propertyOf(unit, declaration.initializer, name, depth + 1);
  }
  if (node.kind === unit.compiler.SyntaxKind.NullKeyword || compiler.isArrayLiteralExpression(node))
    return { state: 'absent' };
  if (!compiler.isObjectLiteralExpression(node)) return { state: 'unknown' };
  let spread: Property = { state: 'absent' };
  for (const property of [...node.properties].reverse()) {
    if (compiler.isSpreadAssignment(property)) {
      const inner = propertyOf(unit, property.expression, name, depth + 1);
      if (inner.state === 'present' && spread.state === 'absent') return inner;
      if (inner.state === 'unknown') spread = inner;
    } else if (property.name !== undefined && keyOf(unit, property.name) === name) {
      if (compiler.isPropertyAssignment(property)) return { state: 'present', expression: property.initializer };
      if (compiler.isShorthandPropertyAssignment(property)) return { state: 'present', expression: property.name };
      // A method or accessor: there, but no expression to look at.
      return { state: 'unknown' };
    }
  }
  return spread;
}

export const keyOf = (unit: Unit, name: ts.PropertyName): string | undefined =>
  unit.compiler.isIdentifier(name) || unit.compiler.isStringLiteralLike(name) || unit.compiler.isNumericLiteral(name)
    ? name.text
    : undefined;
