/** What the code does about a value that is not there: `if x == "" { … }`. */
import type { Node } from 'web-tree-sitter';
import { childrenOf, field } from '../code/tree.ts';
import { ownField } from './meanings.ts';
import { type Given, resolve, type Scope, scopeIn, type Unit } from './scopes.ts';
import { valuesOf } from './values.ts';

export interface Verdict {
  readonly stops: boolean;
  readonly fallback?: Given;
}

export interface Verdicts {
  /** By the node that gives the value. */
  readonly verdicts: ReadonlyMap<number, Verdict>;
  /** Texts of calls that are asked for directly: `os.Getenv("X")`. */
  readonly insisted: ReadonlySet<string>;
}

const leaves =
  /\bpanic\(|\.Fatal(?:f|ln|w)?\(|\.Panic(?:f|ln|w)?\(|\bos\.Exit\(|\.Fatal\(\)|\blogFatal|\bfatal\w{0,8}\(/;
const answersError = /\breturn\b[^\n]{0,160}(?:errors\.New\(|fmt\.Errorf\(|\bErr[A-Z]|errors\.Errorf\()/;
/** Functions whose error ends the program, by what people call them. */
const startsProgram =
  /^(?:main|run|start|execute|init\w*)$|config|settings|environment|\benv|loadenv|fromenv|parseenv|mustenv/i;

export function verdictsOf(root: Node, unit: Unit): Verdicts {
  const verdicts = new Map<number, Verdict>();
  const insisted = new Set<string>();
  for (const node of root.descendantsOfType('if_statement')) {
    const condition = node && field(node, 'condition');
    if (!node || !condition) continue;
    const scope = scopeIn(unit, node, unit.root);
    const test = testOf(condition);
    if (!test || test.asked.length === 0) continue;
    const missing = missingBranch(node, test.whenMissing);
    if (!missing) continue;
    const stops = isCertain(node) && stopsIn(missing, node);
    for (const asked of test.asked) {
      if (stops && asked.type === 'call_expression') insisted.add(asked.text);
      const fallback = fallbackIn(missing, asked, scope, unit);
      if (!stops && !fallback) continue;
      for (const id of sourcesOf(asked, scope, unit))
        verdicts.set(id, { stops: stops && !fallback, ...(fallback ? { fallback } : {}) });
    }
  }
  return { verdicts, insisted };
}

interface Test {
  readonly asked: readonly Node[];
  /** The branch under the condition runs when the value is missing; otherwise the other one does. */
  readonly whenMissing: boolean;
}

function testOf(node: Node, depth = 0): Test | undefined {
  if (depth > 20) return undefined;
  switch (node.type) {
    case 'parenthesized_expression':
      return childrenOf(node)[0] && testOf(childrenOf(node)[0]!, depth + 1);
    case 'identifier':
      return /^(?:ok|found|exists?|present|set|isSet)$/i.test(node.text)
        ? { asked: [node], whenMissing: false }
        : undefined;
    case 'unary_expression': {
      const operand = field(node, 'operand');
      const inner = field(node, 'operator')?.text === '!' && operand ? testOf(operand, depth + 1) : undefined;
      return inner && { ...inner, whenMissing: !inner.whenMissing };
    }
    case 'binary_expression':
      return ofBinary(node, depth);
    default:
      return undefined;
  }
}

function ofBinary(node: Node, depth: number): Test | undefined {
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  const operator = field(node, 'operator')?.text;
  if (!left || !right) return undefined;
  if (operator === '||' || operator === '&&') {
    const [one, other] = [testOf(left, depth + 1), testOf(right, depth + 1)];
    // `a == "" || b == ""`: either is missed; `ok && a != ""`: both are there.
    const whole = operator === '||';
    const fitting = [one, other].filter((test) => test?.whenMissing === whole) as readonly Test[];
    if (whole)
      return fitting.length > 0 ? { asked: fitting.flatMap(({ asked }) => asked), whenMissing: true } : undefined;
    return fitting.length === 2 ? { asked: fitting.flatMap(({ asked }) => asked), whenMissing: false } : undefined;
  }
  const empty = /^(?:""|``|nil|0)$/.test(right.text);
  const measured = /^len\(/.test(left.text) && left.type === 'call_expression';
  const asked = measured ? childrenOf(field(left, 'arguments')!)[0] : left;
  if (!empty || !asked || (right.text === '0' && !measured) || right.text === 'nil') return undefined;
  if (operator === '==') return { asked: [asked], whenMissing: true };
  return operator === '!=' || operator === '>' ? { asked: [asked], whenMissing: false } : undefined;
}

/** Code that runs without the value: the branch, the other branch, or what follows a branch that leaves. */
function missingBranch(node: Node, whenMissing: boolean): Node | readonly Node[] | undefined {
  if (whenMissing) return field(node, 'consequence');
  const other = field(node, 'alternative');
  if (other) return other;
  const consequence = field(node, 'consequence');
  if (!consequence || !/\breturn\b/.test(consequence.text)) return undefined;
  const following: Node[] = [];
  for (let next = node.nextNamedSibling; next && following.length < 3; next = next.nextNamedSibling)
    following.push(next);
  return following;
}

const nodesOf = (code: Node | readonly Node[]): readonly Node[] => ('type' in code ? [code] : code);

function stopsIn(code: Node | readonly Node[], at: Node): boolean {
  const text = nodesOf(code).map((node) => node.text.slice(0, 800));
  return (
    text.some((one) => leaves.test(one)) ||
    (text.some((one) => answersError.test(one)) && startsProgram.test(nameAround(at)))
  );
}

function nameAround(node: Node): string {
  for (let at: Node | null = node; at; at = at.parent)
    if (at.type === 'function_declaration' || at.type === 'method_declaration') return field(at, 'name')?.text ?? '';
  return '';
}

/** Not itself under a condition. */
export function isCertain(node: Node): boolean {
  for (let at = node.parent; at; at = at.parent) {
    if (/^(?:function_declaration|method_declaration|func_literal)$/.test(at.type)) return true;
    if (/^(?:expression_case|type_case|default_case|for_statement|communication_case|block)$/.test(at.type)) {
      // What stands in the head of an `if` runs in any case.
      if (at.type !== 'block' || at.parent?.type === 'if_statement') return false;
    }
  }
  return true;
}

/** `x = "8080"`, or `return "8080"`. */
function fallbackIn(code: Node | readonly Node[], asked: Node, scope: Scope, unit: Unit): Given | undefined {
  for (const node of nodesOf(code)) {
    const statements = node.type === 'block' ? childrenOf(node).flatMap(childrenOf) : [node];
    for (const statement of statements) {
      const list = childrenOf(statement)[0];
      const inside = scopeIn(unit, node, scope);
      if (statement.type === 'assignment_statement' && field(statement, 'left')?.text === asked.text) {
        const right = field(statement, 'right');
        const value = right && childrenOf(right)[0];
        if (value) return { node: value, scope: inside, index: 0 };
      }
      if (statement.type === 'return_statement' && list?.type === 'expression_list' && childrenOf(list).length === 1) {
        const value = childrenOf(list)[0]!;
        if (/_literal$/.test(value.type)) return { node: value, scope: inside, index: 0 };
      }
    }
  }
  return undefined;
}

/** The calls a value comes from: `strings.TrimSpace(os.Getenv("X"))` is both. */
function sourcesOf(asked: Node, scope: Scope, unit: Unit): readonly number[] {
  const ids: number[] = [];
  const add = (node: Node): void => {
    for (
      let at: Node | undefined = node;
      at?.type === 'call_expression';
      at = childrenOf(field(at, 'arguments') ?? at)[0]
    )
      ids.push(at.id);
  };
  if (asked.type === 'call_expression') add(asked);
  else if (asked.type === 'identifier') {
    const binding = resolve(scope, asked.text);
    for (const { node } of binding ? valuesOf(binding) : []) add(node);
  } else if (asked.type === 'selector_expression') {
    const own = ownField(asked, scope, unit);
    if (own) ids.push(own.node.id);
    for (const { node } of own?.values ?? []) add(node);
  }
  return ids;
}
