/** What every name of a file stands for: lexical scopes, without types. */
import type { ts } from 'ts-morph';

export type Declaration =
  /** `path` is the member of the module: empty for the module itself and its default export. */
  | { readonly how: 'import'; readonly module: string; readonly path: string; readonly typeOnly: boolean }
  | {
      readonly how: 'variable';
      readonly initializer?: ts.Expression;
      /** Members taken out of the initializer by destructuring. */
      readonly path: readonly string[];
      /** Default of the destructuring. */
      readonly fallback?: ts.Expression;
      readonly constant: boolean;
      readonly type?: ts.TypeNode;
      readonly node: ts.Node;
    }
  | {
      readonly how: 'parameter';
      readonly type?: ts.TypeNode;
      readonly node: ts.ParameterDeclaration;
      readonly path: readonly string[];
    }
  | { readonly how: 'other'; readonly node: ts.Node };

export interface Scopes {
  readonly resolve: (name: ts.Identifier) => Declaration | undefined;
  /** Expressions assigned to a plain name after its declaration, anywhere in the file. */
  readonly assignedTo: (name: string) => readonly ts.Expression[];
  /** Whether the file assigns `name.member = …`. */
  readonly assignsMember: (name: string, member: string) => boolean;
}

export const libraryName = (specifier: string): string =>
  specifier.startsWith('node:') ? specifier : (nodeModules.get(specifier) ?? specifier);

const nodeModules = new Map(
  [
    'assert',
    'child_process',
    'cluster',
    'crypto',
    'fs',
    'fs/promises',
    'http',
    'http2',
    'https',
    'net',
    'os',
    'path',
    'process',
    'stream',
    'timers',
    'util',
  ].map((name) => [name, `node:${name}`]),
);

export function readScopes(compiler: typeof ts, file: ts.SourceFile): Scopes {
  const scopes = new Map<ts.Node, Map<string, Declaration>>();
  const assigned = new Map<string, ts.Expression[]>();
  const members = new Set<string>();

  const declare = (scope: ts.Node, name: string, declaration: Declaration): void => {
    const names = scopes.get(scope) ?? new Map<string, Declaration>();
    scopes.set(scope, names);
    if (!names.has(name)) names.set(name, declaration);
  };
  const isFunctionScope = (node: ts.Node): boolean =>
    compiler.isFunctionLike(node) || compiler.isSourceFile(node) || compiler.isModuleBlock(node);
  const isBlockScope = (node: ts.Node): boolean =>
    isFunctionScope(node) ||
    compiler.isBlock(node) ||
    compiler.isCaseBlock(node) ||
    compiler.isForStatement(node) ||
    compiler.isForOfStatement(node) ||
    compiler.isForInStatement(node) ||
    compiler.isClassStaticBlockDeclaration(node);
  const enclosing = (node: ts.Node, fits: (node: ts.Node) => boolean): ts.Node => {
    let at = node.parent;
    while (at !== undefined && !fits(at)) at = at.parent;
    return at ?? file;
  };

  /** Calls `found` for every name a pattern binds, with the members that lead to it. */
  const bind = (
    name: ts.BindingName,
    path: readonly string[],
    fallback: ts.Expression | undefined,
    found: (name: string, path: readonly string[], fallback: ts.Expression | undefined) => void,
  ): void => {
    if (compiler.isIdentifier(name)) {
      found(name.text, path, fallback);
      return;
    }
    for (const [index, element] of name.elements.entries()) {
      if (!compiler.isBindingElement(element)) continue;
      const key = element.propertyName ?? (compiler.isIdentifier(element.name) ? element.name : undefined);
      const member = compiler.isArrayBindingPattern(name)
        ? String(index)
        : key !== undefined && (compiler.isIdentifier(key) || compiler.isStringLiteral(key))
          ? key.text
          : '?';
      bind(element.name, [...path, element.dotDotDotToken === undefined ? member : '...'], element.initializer, found);
    }
  };

  const declareImport = (node: ts.ImportDeclaration): void => {
    if (!compiler.isStringLiteral(node.moduleSpecifier)) return;
    const module = libraryName(node.moduleSpecifier.text);
    const clause = node.importClause;
    if (clause === undefined) return;
    const typeOnly = clause.isTypeOnly;
    if (clause.name !== undefined) declare(file, clause.name.text, { how: 'import', module, path: '', typeOnly });
    const bindings = clause.namedBindings;
    if (bindings === undefined) return;
    if (compiler.isNamespaceImport(bindings)) {
      declare(file, bindings.name.text, { how: 'import', module, path: '', typeOnly });
      return;
    }
    for (const element of bindings.elements) {
      const member = (element.propertyName ?? element.name).text;
      const path = member === 'default' ? '' : member;
      declare(file, element.name.text, { how: 'import', module, path, typeOnly: typeOnly || element.isTypeOnly });
    }
  };

  const visit = (node: ts.Node): void => {
    if (compiler.isImportDeclaration(node)) declareImport(node);
    else if (compiler.isImportEqualsDeclaration(node)) {
      const reference = node.moduleReference;
      if (compiler.isExternalModuleReference(reference) && compiler.isStringLiteral(reference.expression))
        declare(file, node.name.text, {
          how: 'import',
          module: libraryName(reference.expression.text),
          path: '',
          typeOnly: node.isTypeOnly,
        });
    } else if (compiler.isVariableDeclaration(node)) {
      const list = node.parent;
      const flags = compiler.isVariableDeclarationList(list) ? list.flags : compiler.NodeFlags.Let;
      const scope = enclosing(node, flags & compiler.NodeFlags.BlockScoped ? isBlockScope : isFunctionScope);
      const constant = (flags & compiler.NodeFlags.Const) !== 0;
      const loop =
        compiler.isVariableDeclarationList(list) &&
        (compiler.isForOfStatement(list.parent) || compiler.isForInStatement(list.parent));
      bind(node.name, [], undefined, (name, path, fallback) =>
        declare(scope, name, {
          how: 'variable',
          path,
          constant: constant && !loop,
          node,
          ...(node.initializer === undefined ? {} : { initializer: node.initializer }),
          ...(fallback === undefined ? {} : { fallback }),
          ...(node.type === undefined ? {} : { type: node.type }),
        }),
      );
    } else if (compiler.isParameter(node)) {
      bind(node.name, [], undefined, (name, path) =>
        declare(node.parent, name, {
          how: 'parameter',
          node,
          path,
          ...(node.type === undefined ? {} : { type: node.type }),
        }),
      );
    } else if (
      compiler.isFunctionDeclaration(node) ||
      compiler.isClassDeclaration(node) ||
      compiler.isEnumDeclaration(node)
    ) {
      if (node.name !== undefined) declare(enclosing(node, isBlockScope), node.name.text, { how: 'other', node });
    } else if (compiler.isBinaryExpression(node) && node.operatorToken.kind === compiler.SyntaxKind.EqualsToken) {
      const left = node.left;
      if (compiler.isIdentifier(left)) {
        const all = assigned.get(left.text) ?? [];
        all.push(node.right);
        assigned.set(left.text, all);
      } else if (compiler.isPropertyAccessExpression(left) && compiler.isIdentifier(left.expression)) {
        members.add(`${left.expression.text}.${left.name.text}`);
      }
    }
    compiler.forEachChild(node, visit);
  };
  visit(file);

  return {
    resolve: (identifier) => {
      for (let node: ts.Node | undefined = identifier; node !== undefined; node = node.parent) {
        const found = scopes.get(node)?.get(identifier.text);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    assignedTo: (name) => assigned.get(name) ?? [],
    assignsMember: (name, member) => members.has(`${name}.${member}`),
  };
}
