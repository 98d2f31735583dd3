/** Variables described by a schema: zod, Joi, envalid, t3-env. */
import type { ts } from 'ts-morph';
import type { EnvRead } from '../../facts/code.ts';
import { envRead, isVariableName } from './env-reads.ts';
import { meaningOf } from './meaning.ts';
import { builders, defaultWords, optionalWords, requiredWords, schemas } from './tables/environment.ts';
import type { Unit } from './unit.ts';
import { bare } from './unit.ts';
import { evaluate, keyOf, propertyOf } from './values.ts';

type Need = Pick<EnvRead, 'need' | 'fallback'>;

const fallbackOf = (unit: Unit, expression: ts.Expression | undefined): Need => {
  const literal = expression === undefined ? undefined : evaluate(unit, expression).literal;
  return literal === undefined || literal === null
    ? { need: 'defaulted' }
    : { need: 'defaulted', fallback: String(literal) };
};

/** Reads the words chained on one entry: `z.string().min(1).default('x')`, `str({ default: 'x' })`. */
function needOf(unit: Unit, entry: ts.Expression, otherwise: Need['need']): Need {
  const { compiler } = unit;
  let need: Need = { need: otherwise };
  let node = bare(unit, entry);
  while (compiler.isCallExpression(node)) {
    const options = node.arguments[0];
    if (options !== undefined && compiler.isObjectLiteralExpression(bare(unit, options))) {
      const value = propertyOf(unit, options, 'default');
      if (value.state === 'present') return fallbackOf(unit, value.expression);
    }
    const callee = bare(unit, node.expression);
    if (!compiler.isPropertyAccessExpression(callee)) break;
    const word = callee.name.text;
    if (defaultWords.has(word)) return fallbackOf(unit, options);
    if (optionalWords.has(word)) need = { need: 'optional' };
    if (requiredWords.has(word)) need = { need: 'required' };
    node = bare(unit, callee.expression);
  }
  return need;
}

function entriesOf(
  unit: Unit,
  object: ts.Expression,
  module: string,
  otherwise: Need['need'],
): readonly (EnvRead | undefined)[] {
  const { compiler } = unit;
  let node = bare(unit, object);
  if (compiler.isIdentifier(node)) {
    const declaration = unit.scopes.resolve(node);
    if (declaration?.how === 'variable' && declaration.initializer !== undefined)
      node = bare(unit, declaration.initializer);
  }
  if (!compiler.isObjectLiteralExpression(node)) return [];
  return node.properties.map((property) => {
    const name = property.name === undefined ? undefined : keyOf(unit, property.name);
    if (name === undefined || !isVariableName(name) || !compiler.isPropertyAssignment(property)) return undefined;
    return envRead(unit, property, name, module, needOf(unit, property.initializer, otherwise));
  });
}

/** The object a chain like `z.object({…}).strict()` was built from. */
function built(
  unit: Unit,
  expression: ts.Expression,
  depth = 0,
): { readonly object: ts.Expression; readonly row: (typeof builders)[number] } | undefined {
  const { compiler } = unit;
  if (depth > 20) return undefined;
  const node = bare(unit, expression);
  if (compiler.isIdentifier(node)) {
    const declaration = unit.scopes.resolve(node);
    return declaration?.how === 'variable' && declaration.initializer !== undefined
      ? built(unit, declaration.initializer, depth + 1)
      : undefined;
  }
  if (!compiler.isCallExpression(node)) return undefined;
  const meaning = meaningOf(unit, node.expression);
  const row =
    meaning === undefined
      ? undefined
      : builders.find((one) => one.module === meaning.module && one.callee.includes(meaning.path));
  const object = node.arguments[0];
  if (row !== undefined && object !== undefined) return { object, row };
  return compiler.isPropertyAccessExpression(node.expression)
    ? built(unit, node.expression.expression, depth + 1)
    : undefined;
}

const isEnvironment = (unit: Unit, expression: ts.Expression | undefined): boolean => {
  const meaning = expression === undefined ? undefined : meaningOf(unit, expression);
  return meaning?.module === 'global' && meaning.path === 'process.env';
};

export function envSchema(unit: Unit, call: ts.CallExpression): readonly (EnvRead | undefined)[] {
  const { compiler } = unit;
  const callee = call.expression;
  const meaning = meaningOf(unit, callee);
  const row =
    meaning === undefined
      ? undefined
      : schemas.find((one) => one.module === meaning.module && one.callee.includes(meaning.path));
  if (row !== undefined) {
    let object = call.arguments[row.argument];
    for (const name of row.inside ?? []) {
      const found = object === undefined ? undefined : propertyOf(unit, object, name);
      object = found?.state === 'present' ? found.expression : undefined;
    }
    return object === undefined ? [] : entriesOf(unit, object, row.module, row.need);
  }
  if (
    meaning?.module === '@nestjs/config' &&
    meaning.path === 'ConfigModule.forRoot' &&
    call.arguments[0] !== undefined
  ) {
    const schema = propertyOf(unit, call.arguments[0], 'validationSchema');
    const found = schema.state === 'present' ? built(unit, schema.expression) : undefined;
    return found === undefined ? [] : entriesOf(unit, found.object, found.row.module, found.row.need);
  }
  if (!compiler.isPropertyAccessExpression(callee) || !isEnvironment(unit, call.arguments[0])) return [];
  const found = built(unit, callee.expression);
  return found?.row.checks.includes(callee.name.text) === true
    ? entriesOf(unit, found.object, found.row.module, found.row.need)
    : [];
}
