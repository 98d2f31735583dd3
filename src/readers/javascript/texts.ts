/** Texts that stand under a name: of a variable, a field, a key, a parameter. What they mean is the same in every language. */
import type { ts } from 'ts-morph';
import type { CodeFact } from '../../facts/code.ts';
import { modeValues } from '../code/modes.ts';
import type { TextSite } from '../code/program.ts';
import { factsOfText } from '../code/texts.ts';
import { guardOf } from './guards.ts';
import type { Unit } from './unit.ts';
import { bare } from './unit.ts';
import { evaluate, keyOf } from './values.ts';

interface Named {
  readonly name: string;
  readonly value: ts.Expression;
}

/** The name a node gives to a value. */
function namedBy(unit: Unit, node: ts.Node): Named | undefined {
  const { compiler } = unit;
  if (compiler.isVariableDeclaration(node) || compiler.isParameter(node) || compiler.isBindingElement(node))
    return node.initializer && compiler.isIdentifier(node.name)
      ? { name: node.name.text, value: node.initializer }
      : undefined;
  if (compiler.isPropertyAssignment(node) || compiler.isPropertyDeclaration(node)) {
    const name = node.initializer && keyOf(unit, node.name);
    return name === undefined || !node.initializer ? undefined : { name, value: node.initializer };
  }
  if (!compiler.isBinaryExpression(node) || node.operatorToken.kind !== compiler.SyntaxKind.EqualsToken)
    return undefined;
  if (compiler.isPropertyAccessExpression(node.left)) return { name: node.left.name.text, value: node.right };
  return compiler.isIdentifier(node.left) ? { name: node.left.text, value: node.right } : undefined;
}

/** Only these can come to a text of the program's own. */
const mayBeText = (unit: Unit, value: ts.Expression): boolean => {
  const { compiler } = unit;
  const node = bare(unit, value);
  return (
    compiler.isStringLiteralLike(node) ||
    compiler.isTemplateExpression(node) ||
    compiler.isBinaryExpression(node) ||
    compiler.isConditionalExpression(node)
  );
};

/** Keys of the object literals around a property, and the name the outermost has. */
function keysAround(unit: Unit, node: ts.Node): readonly string[] {
  const { compiler } = unit;
  const keys: string[] = [];
  for (let at = node.parent; at !== undefined; at = at.parent) {
    if (
      compiler.isObjectLiteralExpression(at) ||
      compiler.isArrayLiteralExpression(at) ||
      compiler.isAsExpression(at) ||
      compiler.isSatisfiesExpression(at)
    )
      continue;
    const named = namedBy(unit, at);
    if (named === undefined) break;
    keys.unshift(named.name);
    if (!compiler.isPropertyAssignment(at)) break;
  }
  return keys;
}

export interface TextNode {
  readonly node: ts.Node;
  readonly site: TextSite;
}

export function textOfNode(unit: Unit, node: ts.Node): TextNode | undefined {
  const named = namedBy(unit, node);
  if (named === undefined || !mayBeText(unit, named.value)) return undefined;
  const { literal, variable } = evaluate(unit, named.value);
  if (typeof literal !== 'string' || literal.length < 3) return undefined;
  const fallbackOf = variable ?? defaultOf(unit, node);
  const under = unit.compiler.isPropertyAssignment(node) ? keysAround(unit, node) : [];
  return {
    node,
    site: {
      at: unit.at(named.value),
      guard: 'always',
      onLoad: true,
      entryOnly: false,
      name: named.name,
      text: literal,
      ...(under.length > 0 ? { under } : {}),
      ...(fallbackOf === undefined ? {} : { fallbackOf }),
    },
  };
}

/** `const { REDIS_URL = 'redis://…' } = process.env` */
function defaultOf(unit: Unit, node: ts.Node): string | undefined {
  const { compiler } = unit;
  if (!compiler.isBindingElement(node)) return undefined;
  const declaration = node.parent.parent;
  if (!compiler.isVariableDeclaration(declaration) || !declaration.initializer) return undefined;
  const from = declaration.initializer.getText(unit.file);
  const key = node.propertyName ?? node.name;
  return /^(?:process\.env|Bun\.env|import\.meta\.env|env|config)$/.test(from) && compiler.isIdentifier(key)
    ? key.text
    : undefined;
}

/** Where they run is asked only of the few that mean something. */
export function textFacts(unit: Unit, texts: readonly TextNode[]): readonly CodeFact[] {
  const sites = texts.map(({ site }) => site);
  const facts: readonly CodeFact[] = [...sites.flatMap(factsOfText), ...modeValues(sites)];
  if (facts.length === 0) return [];
  const nodes = new Map(texts.map(({ node, site }) => [site.at.start, node]));
  return facts.map((fact) => ({ ...fact, guard: guardOf(unit, nodes.get(fact.at.start)!).guard }));
}
