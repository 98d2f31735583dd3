/** What a module, or the one instance of a class, keeps between calls. */
import type { ts } from 'ts-morph';
import type { StateFact } from '../../facts/code.ts';
import { factsOfState, wordsOf } from '../code/state.ts';
import { guardOf } from './guards.ts';
import { meaningOf } from './meaning.ts';
import { isOnDemand } from './requests.ts';
import { bound, changing, filling, inMemory, makers, singletons } from './tables/state.ts';
import type { Unit } from './unit.ts';
import { bare, isFunction } from './unit.ts';

interface Kept {
  readonly name: string;
  readonly at: ts.Node;
  /** May be replaced as a whole: a count, an object or nothing under `let`. */
  readonly replaceable: boolean;
  readonly changes: Set<ts.Node>;
  readonly reads: Set<ts.Node>;
  requests: boolean;
  counted: boolean;
  free: boolean;
}

const kept = (name: string, at: ts.Node, replaceable: boolean): Kept => ({
  name,
  at,
  replaceable,
  changes: new Set(),
  reads: new Set(),
  requests: false,
  counted: false,
  free: false,
});

function isContainer(unit: Unit, value: ts.Expression | undefined): boolean {
  const { compiler } = unit;
  if (value === undefined) return false;
  const node = bare(unit, value);
  if (compiler.isObjectLiteralExpression(node)) return node.properties.length === 0;
  if (compiler.isArrayLiteralExpression(node)) return node.elements.length === 0;
  if (!compiler.isNewExpression(node) && !compiler.isCallExpression(node)) return false;
  return makers.has(node.expression.getText(unit.file)) && !isBoundType(unit, node.typeArguments?.at(-1));
}

const isBoundType = (unit: Unit, type: ts.Node | undefined): boolean =>
  type !== undefined &&
  /Promise|Socket|WebSocket|Response|Timeout|Timer|Controller|=>|Function|Subject|Stream|Worker|Client|Connection/.test(
    type.getText(unit.file),
  );

/** Names of classes of which the file makes one instance for all, or which the framework makes once. */
function isSingle(unit: Unit, node: ts.ClassDeclaration): boolean {
  const { compiler } = unit;
  const decorators = (compiler.getDecorators(node) ?? []).map(({ expression }) => expression.getText(unit.file));
  if (decorators.some((text) => singletons.test(text) && !/Scope\.(?:REQUEST|TRANSIENT)/.test(text))) return true;
  const name = node.name?.text;
  const isMade = (value: ts.Expression | undefined): boolean =>
    value !== undefined && compiler.isNewExpression(value) && value.expression.getText(unit.file) === name;
  return (
    name !== undefined &&
    unit.file.statements.some(
      (statement) =>
        (compiler.isVariableStatement(statement) &&
          statement.declarationList.declarations.some(({ initializer }) => isMade(initializer))) ||
        (compiler.isExportAssignment(statement) && isMade(statement.expression)),
    )
  );
}

function* variablesOf(unit: Unit): Generator<readonly [node: ts.Node, kept: Kept]> {
  const { compiler } = unit;
  for (const statement of unit.file.statements) {
    if (!compiler.isVariableStatement(statement)) continue;
    const constant = (statement.declarationList.flags & compiler.NodeFlags.Const) !== 0;
    for (const declaration of statement.declarationList.declarations) {
      const { name, initializer, type } = declaration;
      if (!compiler.isIdentifier(name) || isBoundType(unit, type)) continue;
      const empty =
        !constant &&
        (initializer === undefined ||
          /^(?:null|undefined|true|false|-?\d+|''|""|``)$/.test(initializer.getText(unit.file)));
      if (isContainer(unit, initializer) || empty) yield [declaration, kept(name.text, declaration, !constant)];
    }
  }
}

function* fieldsOf(unit: Unit): Generator<readonly [node: ts.Node, kept: Kept]> {
  const { compiler } = unit;
  for (const statement of unit.file.statements) {
    if (!compiler.isClassDeclaration(statement)) continue;
    const single = isSingle(unit, statement);
    for (const member of statement.members) {
      if (!compiler.isPropertyDeclaration(member) || !isContainer(unit, member.initializer)) continue;
      const fixed = member.modifiers?.some(({ kind }) => kind === compiler.SyntaxKind.StaticKeyword) === true;
      if ((single || fixed) && !isBoundType(unit, member.type)) {
        const name = member.name.getText(unit.file).replace(/^#/, '');
        yield [member, kept(name, member, false)];
      }
    }
  }
}

/** The function a node stands in, unless it runs once to fill tables. */
function functionAround(unit: Unit, node: ts.Node): ts.Node | undefined {
  const { compiler } = unit;
  for (let at = node.parent; at !== undefined; at = at.parent) {
    if (compiler.isConstructorDeclaration(at)) return undefined;
    if (!isFunction(unit, at)) continue;
    const named = at.name ?? (compiler.isVariableDeclaration(at.parent) ? at.parent.name : undefined);
    return named !== undefined && filling.test(named.getText(unit.file)) ? undefined : at;
  }
  return undefined;
}

/** `new Queue('mail')` of bullmq: what it stands for is kept elsewhere, or cannot be handed to others. */
function isHandle(unit: Unit, made: ts.Expression): boolean {
  const module = meaningOf(unit, made)?.module;
  return module !== undefined && module !== 'global' && !/^[./@~#]\/|^\.{1,2}$/.test(module) && !inMemory.test(module);
}

function isBound(unit: Unit, value: ts.Expression | undefined): boolean {
  const { compiler } = unit;
  if (value === undefined) return false;
  const node = bare(unit, value);
  if (isFunction(unit, node)) return true;
  if (compiler.isObjectLiteralExpression(node))
    return node.properties.some((property) => {
      const inner = compiler.isPropertyAssignment(property) ? property.initializer : property.name;
      return (
        inner !== undefined &&
        (compiler.isIdentifier(inner) || compiler.isCallExpression(inner) || isFunction(unit, inner)) &&
        isBound(unit, inner as ts.Expression)
      );
    });
  if (compiler.isNewExpression(node) && isHandle(unit, node.expression)) return true;
  const named = compiler.isCallExpression(node) || compiler.isNewExpression(node) ? node.expression : node;
  const name = compiler.isPropertyAccessExpression(named)
    ? named.name.text
    : compiler.isIdentifier(named)
      ? named.text
      : '';
  return wordsOf(name).some((word) => bound.has(word));
}

interface Change {
  readonly value?: ts.Expression;
  readonly counts?: boolean;
  readonly replaces?: boolean;
}

/** What happens to the thing `node` names: undefined when it is only read. */
function changeOf(unit: Unit, node: ts.Expression): Change | undefined {
  const { compiler } = unit;
  const { SyntaxKind } = compiler;
  const isAssigned = (target: ts.Node): Change | undefined => {
    const around = target.parent;
    if (compiler.isBinaryExpression(around) && around.left === target) {
      const kind = around.operatorToken.kind;
      if (kind === SyntaxKind.EqualsToken) return { value: around.right };
      if (kind >= SyntaxKind.FirstCompoundAssignment && kind <= SyntaxKind.LastCompoundAssignment)
        return { counts: true };
    }
    if (compiler.isPrefixUnaryExpression(around) || compiler.isPostfixUnaryExpression(around))
      return [SyntaxKind.PlusPlusToken, SyntaxKind.MinusMinusToken].includes(around.operator)
        ? { counts: true }
        : undefined;
    return compiler.isDeleteExpression(around) ? {} : undefined;
  };
  const whole = isAssigned(node);
  if (whole) return { ...whole, replaces: true };
  const around = node.parent;
  const isItem =
    (compiler.isElementAccessExpression(around) || compiler.isPropertyAccessExpression(around)) &&
    around.expression === node;
  if (!isItem) return undefined;
  if (
    compiler.isPropertyAccessExpression(around) &&
    compiler.isCallExpression(around.parent) &&
    around.parent.expression === around
  )
    return changing.has(around.name.text) ? { value: around.parent.arguments.at(-1) } : undefined;
  return isAssigned(around);
}

/** A module of SvelteKit that browsers load as well keeps its state there: what is for servers alone says so in its name. */
const isUniversal = ({ compiler, file, path }: Unit): boolean =>
  !/\bserver\b/i.test(path) &&
  file.statements.some(
    (one) =>
      compiler.isImportDeclaration(one) &&
      compiler.isStringLiteral(one.moduleSpecifier) &&
      one.moduleSpecifier.text.startsWith('$app/'),
  );

export function moduleState(unit: Unit): readonly StateFact[] {
  if (unit.tool || isUniversal(unit)) return [];
  const { compiler } = unit;
  const all = new Map([...variablesOf(unit), ...fieldsOf(unit)]);
  if (all.size === 0) return [];
  const ownerOf = (node: ts.Node): Kept | undefined => {
    if (compiler.isIdentifier(node)) {
      const declaration = unit.scopes.resolve(node);
      return declaration?.how === 'variable' && declaration.path.length === 0 ? all.get(declaration.node) : undefined;
    }
    if (!compiler.isPropertyAccessExpression(node)) return undefined;
    const name = node.name.text.replace(/^#/, '');
    for (let at: ts.Node | undefined = node; at !== undefined; at = at.parent)
      if (compiler.isClassDeclaration(at)) {
        const own =
          node.expression.kind === compiler.SyntaxKind.ThisKeyword ||
          node.expression.getText(unit.file) === at.name?.text;
        const member = at.members.find((one) => one.name?.getText(unit.file).replace(/^#/, '') === name);
        return own && member !== undefined ? all.get(member) : undefined;
      }
    return undefined;
  };
  const visit = (node: ts.Node): void => {
    const one = ownerOf(node);
    if (one === undefined || node.parent === one.at) {
      compiler.forEachChild(node, visit);
      return;
    }
    const around = functionAround(unit, node);
    if (around === undefined) return;
    const change = changeOf(unit, node as ts.Expression);
    if (change === undefined) one.reads.add(around);
    else if (change.replaces !== true || one.replaceable) {
      one.changes.add(around);
      if (isOnDemand(unit, node)) one.requests = true;
      if (change.counts === true) one.counted = true;
      if (!isBound(unit, change.value)) one.free = true;
    }
  };
  visit(unit.file);
  return [...all.values()].flatMap((one) =>
    one.changes.size > 0 && one.free
      ? factsOfState({
          at: unit.at(one.at),
          guard: guardOf(unit, one.at).guard,
          onLoad: true,
          entryOnly: false,
          name: one.name,
          readBack: one.counted || [...one.reads].some((read) => [...one.changes].some((change) => change !== read)),
          requests: one.requests,
        })
      : [],
  );
}
