/** Compares calls with the rows of the tables. Knows no library: all that differs is in the rows. */
import type { ts } from 'ts-morph';
import type { StateFact } from '../../facts/code.ts';
import { guardOf, runsOnLoad } from './guards.ts';
import { meaningOf } from './meaning.ts';
import { stateRows } from './tables/index.ts';
import { locks } from './tables/locks.ts';
import { random } from './tables/random.ts';
import type { Choice, Condition, Row, Scope, Slot } from './tables/row.ts';
import { scopeOfStore } from './tables/stores.ts';
import type { Meaning, Unit } from './unit.ts';
import { bare, functionOf } from './unit.ts';
import type { Property, Value } from './values.ts';
import { evaluate, propertyOf } from './values.ts';

/** Rows in lists of one kind each: a call states at most one fact of a kind. */
function grouped(rows: readonly Row[], key: (row: Row) => string): ReadonlyMap<string, readonly (readonly Row[])[]> {
  const groups = new Map<string, Map<string, Row[]>>();
  for (const row of rows) {
    const kinds = groups.get(key(row)) ?? new Map<string, Row[]>();
    groups.set(key(row), kinds);
    kinds.set(row.kind, [...(kinds.get(row.kind) ?? []), row]);
  }
  return new Map([...groups].map(([name, kinds]) => [name, [...kinds.values()]]));
}

const byLibrary = grouped(
  stateRows.filter((row) => row.how !== 'member'),
  (row) => row.module,
);
const byMember = grouped(
  stateRows.filter((row) => row.how === 'member'),
  (row) => row.callee[0] ?? '',
);
const pluginMethods = new Set(['register', 'use', 'plugin']);

type Call = ts.CallExpression | ts.NewExpression;

/** The library as facts name it. */
export const libraryOf = (module: string): string =>
  module === 'global' || module.startsWith('node:') ? 'runtime' : module;

function slotOf(unit: Unit, call: Call, row: Row, slot: Slot): Property {
  const given = call.arguments ?? [];
  if (given.some(unit.compiler.isSpreadElement)) return { state: 'unknown' };
  const index = typeof slot === 'number' ? slot : (row.options ?? (row.how === 'plugin' ? 1 : 0));
  const argument = given[index];
  if (argument === undefined) return { state: 'absent' };
  if (typeof slot === 'number') return { state: 'present', expression: argument };
  let found: Property = { state: 'present', expression: argument };
  for (const name of slot.split('.')) {
    if (found.state !== 'present') return found;
    found = propertyOf(unit, found.expression, name);
  }
  return found;
}

const isNothing = (unit: Unit, expression: ts.Expression): boolean => evaluate(unit, expression).literal === null;

export function isRandom(unit: Unit, expression: ts.Expression, depth = 0): boolean {
  const { compiler } = unit;
  if (depth > 10) return false;
  const node = bare(unit, expression);
  if (compiler.isBinaryExpression(node)) return isRandom(unit, node.right, depth + 1);
  // Of a list of keys the first one signs.
  if (compiler.isArrayLiteralExpression(node)) {
    const first = node.elements[0];
    return first !== undefined && isRandom(unit, first, depth + 1);
  }
  if (compiler.isIdentifier(node)) {
    const declaration = unit.scopes.resolve(node);
    if (declaration?.how !== 'variable' || declaration.initializer === undefined || declaration.path.length > 0)
      return false;
    // Made anew on every call: not a key of the process.
    return runsOnLoad(unit, declaration.node) && isRandom(unit, declaration.initializer, depth + 1);
  }
  const meaning = meaningOf(unit, node);
  if (
    meaning !== undefined &&
    random.some((row) => row.module === meaning.module && row.paths.some((path) => meaning.path.startsWith(path)))
  )
    return true;
  return false;
}

/** True, false, or undefined when the text does not tell. A variable of the environment that decides is reported beside it. */
function holds(
  unit: Unit,
  call: Call,
  row: Row,
  condition: Condition,
): { readonly is?: boolean; readonly variable?: string } {
  const slot = slotOf(unit, call, row, condition.slot);
  if (slot.state === 'unknown') return {};
  const { is } = condition;
  if (is === 'absent' || is === 'present') {
    const absent = slot.state === 'absent' || isNothing(unit, slot.expression);
    return { is: absent === (is === 'absent') };
  }
  if (slot.state === 'absent') return { is: false };
  if (is === 'random')
    return { is: isRandom(unit, slot.expression), ...variableIn(evaluate(unit, bareLeft(unit, slot.expression))) };
  if (is === 'file') return { is: writesFile(unit, slot.expression) };
  const value = evaluate(unit, slot.expression);
  if (is === 'text') return value.literal === undefined ? {} : { is: typeof value.literal === 'string' };
  if (value.literal === undefined || value.literal === null) return {};
  return { is: is.includes(value.literal), ...variableIn(value) };
}

const variableIn = (value: Value): { readonly variable?: string } =>
  value.variable === undefined ? {} : { variable: value.variable };

const bareLeft = (unit: Unit, expression: ts.Expression): ts.Expression => {
  let node = bare(unit, expression);
  if (unit.compiler.isArrayLiteralExpression(node) && node.elements[0] !== undefined)
    node = bare(unit, node.elements[0]);
  if (unit.compiler.isIdentifier(node)) {
    const declaration = unit.scopes.resolve(node);
    if (declaration?.how === 'variable' && declaration.initializer !== undefined)
      node = bare(unit, declaration.initializer);
  }
  return unit.compiler.isBinaryExpression(node) ? node.left : node;
};

/** A stream made by `fs.createWriteStream` or a rotating one. */
function writesFile(unit: Unit, expression: ts.Expression): boolean {
  const meaning = meaningOf(unit, expression);
  return (
    (meaning?.module === 'node:fs' && meaning.path === 'createWriteStream()') ||
    meaning?.module === 'rotating-file-stream'
  );
}

/** What a value says about where state is: `absent` for nothing. */
function scopeOf(unit: Unit, expression: ts.Expression, choice: Choice, depth = 0): Scope | 'absent' {
  const { compiler } = unit;
  const { SyntaxKind } = compiler;
  const other = choice.other ?? 'unknown';
  if (depth > 10) return 'unknown';
  const node = bare(unit, expression);
  const agree = (one: ts.Expression, two: ts.Expression): Scope | 'absent' => {
    const first = scopeOf(unit, one, choice, depth + 1);
    return first === scopeOf(unit, two, choice, depth + 1) ? first : 'unknown';
  };
  if (compiler.isConditionalExpression(node)) return agree(node.whenTrue, node.whenFalse);
  if (
    compiler.isBinaryExpression(node) &&
    [SyntaxKind.BarBarToken, SyntaxKind.QuestionQuestionToken, SyntaxKind.AmpersandAmpersandToken].includes(
      node.operatorToken.kind,
    )
  ) {
    const value = evaluate(unit, node);
    if (value.variable !== undefined && typeof value.literal === 'string') return 'unknown';
    return agree(node.left, node.right);
  }
  if (compiler.isArrayLiteralExpression(node)) {
    const scopes = node.elements.map((element) =>
      scopeOf(unit, compiler.isSpreadElement(element) ? element.expression : element, choice, depth + 1),
    );
    return scopes.includes('shared') ? 'shared' : scopes.includes('unknown') ? 'unknown' : (scopes[0] ?? 'absent');
  }
  const value = evaluate(unit, node);
  if (value.variable !== undefined) return 'unknown';
  if (value.literal === null) return 'absent';
  if (typeof value.literal === 'string')
    return Object.hasOwn(choice.words ?? {}, value.literal) ? (choice.words?.[value.literal] ?? other) : other;
  if (compiler.isIdentifier(node)) {
    const declaration = unit.scopes.resolve(node);
    if (declaration?.how === 'variable') {
      if (unit.scopes.assignedTo(node.text).length > 0) return 'unknown';
      if (declaration.initializer !== undefined && declaration.path.length === 0)
        return scopeOf(unit, declaration.initializer, choice, depth + 1);
    }
  }
  const meaning = meaningOf(unit, node);
  if (meaning === undefined) return other;
  return scopeOfStore(meaning) ?? other;
}

/** The path a slot names, also when it is handed to a callback: `(req, file, cb) => cb(null, 'uploads')`. */
function pathIn(unit: Unit, expression: ts.Expression): Value {
  const { compiler } = unit;
  const written = functionOf(unit, expression);
  const last = written?.parameters.at(-1)?.name;
  if (written?.body === undefined || last === undefined || !compiler.isIdentifier(last))
    return evaluate(unit, expression);
  let found: Value = {};
  const visit = (node: ts.Node): void => {
    if (
      compiler.isCallExpression(node) &&
      compiler.isIdentifier(node.expression) &&
      node.expression.text === last.text
    ) {
      const second = node.arguments[1];
      if (second !== undefined && found.literal === undefined) found = evaluate(unit, second);
    }
    compiler.forEachChild(node, visit);
  };
  visit(written.body);
  return found;
}

export const isTemporary = (value: Value): boolean =>
  value.temporary === true ||
  (typeof value.literal === 'string' &&
    /^(?:\/tmp|\/var\/tmp|\/dev\/(?:shm|null|stdout|stderr|fd))(?:\/|$)/.test(value.literal));

/** Databases that live in memory only, by the names people give instead of a path. */
const inMemory = (value: Value): boolean =>
  value.literal === '' ||
  (typeof value.literal === 'string' &&
    /^(?:sqlite:(?:\/\/)?)?:memory:$|^file::memory:|[?&]mode=(?:memory|ro)\b|[?&]immutable=1\b/.test(value.literal));

function factOf(unit: Unit, call: Call, at: ts.Node, row: Row): StateFact | undefined {
  if (row.once === true && !runsOnLoad(unit, call)) return undefined;
  let chosenBy: string | undefined;
  for (const condition of row.when ?? []) {
    const { is, variable } = holds(unit, call, row, condition);
    if (is !== true) return undefined;
    chosenBy ??= variable;
  }
  let scope: Scope;
  if (typeof row.scope === 'string')
    scope = chosenBy !== undefined && row.kind !== 'instance-secret' ? 'unknown' : row.scope;
  else {
    const slot = slotOf(unit, call, row, row.scope.option);
    const found = slot.state === 'present' ? scopeOf(unit, slot.expression, row.scope) : slot.state;
    const settled = found === 'absent' ? row.scope.absent : found;
    if (settled === undefined) return undefined;
    scope = settled;
  }
  const path = row.path === undefined ? undefined : slotOf(unit, call, row, row.path);
  const value = path?.state === 'present' ? pathIn(unit, path.expression) : {};
  if (isTemporary(value) || inMemory(value)) return undefined;
  const guarded = guardOf(unit, call);
  if (scope === 'local' && row.sharedBy?.some((name) => unit.packages.has(name)) === true)
    scope = guarded.guard === 'always' ? 'shared' : 'unknown';
  const variable = guarded.variable ?? value.variable ?? chosenBy;
  const lockable = row.kind === 'scheduler' || row.kind === 'migration';
  const locked = row.locked ?? (locks.some((name) => unit.packages.has(name)) || unit.advisoryLock);
  return {
    kind: row.kind,
    module: libraryOf(row.module),
    guard: guarded.guard,
    label: row.label,
    confidence: row.confidence,
    at: unit.at(at),
    scope,
    ...(typeof value.literal === 'string' ? { path: value.literal } : {}),
    ...(variable === undefined ? {} : { variable }),
    ...(lockable ? { locked } : {}),
    ...(row.destroys === true ? { destroys: true } : {}),
    ...(row.ships === true ? { ships: true } : {}),
  };
}

function first(
  unit: Unit,
  call: Call,
  at: ts.Node,
  rows: readonly Row[],
  fits: (row: Row) => boolean,
): StateFact | undefined {
  for (const row of rows) {
    const found = fits(row) ? factOf(unit, call, at, row) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

const matches = (row: Row, meaning: Meaning): boolean => row.callee.includes(meaning.path);

/** The facts one call or decorator states: at most one of each kind, by the first row that fits. */
export function stateFacts(unit: Unit, call: Call): readonly StateFact[] {
  const { compiler } = unit;
  const how = compiler.isNewExpression(call) ? 'new' : compiler.isDecorator(call.parent) ? 'decorator' : 'call';
  const at = how === 'decorator' ? call.parent : call;
  const found: (StateFact | undefined)[] = [];
  const meaning = meaningOf(unit, call.expression);
  if (meaning !== undefined)
    for (const rows of byLibrary.get(meaning.module) ?? [])
      found.push(
        first(
          unit,
          call,
          at,
          rows,
          (row) => (row.how === how || (row.how === 'any' && how !== 'decorator')) && matches(row, meaning),
        ),
      );
  const callee = call.expression;
  if (compiler.isPropertyAccessExpression(callee)) {
    const plugin = call.arguments?.[0];
    if (pluginMethods.has(callee.name.text) && plugin !== undefined) {
      const handed = meaningOf(unit, plugin);
      if (handed !== undefined)
        for (const rows of byLibrary.get(handed.module) ?? [])
          found.push(first(unit, call, at, rows, (row) => row.how === 'plugin' && matches(row, handed)));
    }
    if (meaning === undefined || meaning.module === 'global')
      for (const rows of byMember.get(callee.name.text) ?? [])
        found.push(first(unit, call, at, rows, (row) => unit.packages.has(row.module)));
  }
  return found.filter((fact) => fact !== undefined);
}
