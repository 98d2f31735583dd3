/**
 * Takes out of the compiler that ts-morph carries what reading one file needs: the parser, and questions about nodes. The whole of it is nine
 * megabytes, a second of start-up on a slow machine, and a hundred megabytes of memory; the part is a twentieth.
 *
 * The compiler is one function with thousands of declarations. Those that the names asked for reach stay, in their order; the rest goes, with
 * the statements that fill it. `test/bundle.test.ts` holds the part to the whole.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const { ts } = require('ts-morph');

const home = createRequire(require.resolve('ts-morph')).resolve('@ts-morph/common');
const file = createRequire(home).resolve('./typescript.js');

/** What the compiler adds to nodes for its editor services, as far as readers use it: their text, where it starts, and names as text. */
const METHODS = `
const { getNodeConstructor, getTokenConstructor, getIdentifierConstructor, getSourceFileConstructor } = objectAllocator;
class PrivateName extends getNodeConstructor() {}
objectAllocator.getPrivateIdentifierConstructor = () => PrivateName;
for (const one of [getNodeConstructor(), getTokenConstructor(), getIdentifierConstructor(), getSourceFileConstructor()]) {
  one.prototype.getStart = function (file, withComment) { return getTokenPosOfNode(this, file, withComment); };
  one.prototype.getText = function (file) { return (file ?? getSourceFileOfNode(this)).text.substring(this.getStart(file), this.end); };
}
for (const one of [getIdentifierConstructor(), PrivateName])
  Object.defineProperty(one.prototype, 'text', { get() { return idText(this); } });
`;
const METHODS_USE = ['objectAllocator', 'getTokenPosOfNode', 'getSourceFileOfNode', 'idText'];

/** What readers call of the compiler, as they write it. */
export function namesUsed(folder) {
  const texts = readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  return [...new Set(texts.flatMap((text) => text.match(/(?<=\bcompiler\.)[A-Za-z]\w*/g) ?? []))].sort();
}

/** `names`: what is used of the compiler. Returns an ES module that exports them. */
export function partOfCompiler(names) {
  const text = readFileSync(file, 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
  const wrapper = source.statements.findLast(ts.isExpressionStatement);
  const body = wrapper?.expression.expression?.expression?.body;
  if (!body || !ts.isBlock(body)) throw new Error(`${file} is not built as expected`);

  /** Name → the statements that declare or fill it. */
  const homes = new Map();
  const uses = new Map();
  const add = (name, statement) => homes.set(name, [...(homes.get(name) ?? []), statement]);
  for (const statement of body.statements) {
    if ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name)
      add(statement.name.text, statement);
    else if (ts.isVariableStatement(statement)) {
      for (const { name } of statement.declarationList.declarations)
        for (const one of ts.isIdentifier(name) ? [name] : name.elements.map((element) => element.name))
          add(one.text, statement);
    } else if (ts.isExpressionStatement(statement)) {
      const filled = filledBy(statement.expression);
      if (filled) add(filled, statement);
    }
  }
  const usesOf = (statement) => {
    if (!uses.has(statement)) {
      const found = new Set();
      const visit = (node) => {
        // Names of members say nothing about what is declared.
        if (ts.isIdentifier(node)) found.add(node.text);
        else if (ts.isPropertyAccessExpression(node)) return visit(node.expression);
        else if (ts.isPropertyAssignment(node)) {
          if (ts.isComputedPropertyName(node.name)) visit(node.name);
          return visit(node.initializer);
        }
        ts.forEachChild(node, visit);
      };
      visit(statement);
      uses.set(statement, found);
    }
    return uses.get(statement);
  };

  const kept = new Set();
  const reach = [...names, ...METHODS_USE];
  const known = new Set(reach);
  for (const name of reach) {
    if (!homes.has(name) && (names.includes(name) || METHODS_USE.includes(name)))
      throw new Error(`the compiler declares no ${name}`);
    for (const statement of homes.get(name) ?? []) {
      if (kept.has(statement)) continue;
      kept.add(statement);
      for (const used of usesOf(statement)) {
        if (known.has(used)) continue;
        known.add(used);
        reach.push(used);
      }
    }
  }
  const lines = body.statements.filter((one) => kept.has(one)).map((one) => text.slice(one.pos, one.end));
  return [text.slice(0, text.indexOf('*/') + 2), ...lines, METHODS, `export { ${names.join(', ')} };`].join('\n');
}

/** `((X) => { … })(X || (X = {}))` and `__export(x, { … })` fill what they are given. */
function filledBy(expression) {
  if (!ts.isCallExpression(expression)) return undefined;
  const [first] = expression.arguments;
  if (first && ts.isBinaryExpression(first) && ts.isIdentifier(first.left)) return first.left.text;
  if (ts.isIdentifier(expression.expression) && expression.expression.text === '__export') return first.text;
  return undefined;
}
