/** `#[cfg(test)]`, `#[get("/health")]`, `#[arg(env = "PORT")]`: what stands before an item. */
import type { Node } from 'web-tree-sitter';
import type { Guard } from '../../facts/code.ts';
import type { Circumstances, Value } from '../code/program.ts';
import { stricter } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';

export interface Attribute {
  readonly node: Node;
  /** `tokio::test` */
  readonly path: string;
  /** Literals without a name, in order. */
  readonly literals: readonly Value[];
  /** `key = "literal"`, and `key` alone as true. */
  readonly named: ReadonlyMap<string, Value>;
  /** What stands in the brackets, as written. */
  readonly text: string;
}

export function attributeOf(item: Node): Attribute {
  const inner = childrenOf(item).find(({ type }) => type === 'attribute') ?? item;
  const tree = field(inner, 'arguments');
  const literals: Value[] = [];
  const named = new Map<string, Value>();
  const tokens = tree ? tree.children.filter((token) => token !== null) : [];
  tokens.forEach((token, at) => {
    const before = tokens[at - 1]?.text;
    if (/_literal$/.test(token.type)) {
      const value = literalOf(token);
      if (before === '=' && tokens[at - 2]) named.set(tokens[at - 2]!.text, value);
      else if (before === '(' || before === ',') literals.push(value);
    } else if (/^[a-z_]\w*$/.test(token.text) && tokens[at + 1]?.text !== '=' && before !== '=')
      named.set(token.text, { kind: 'literal', literal: true });
    else if (before === '=' && tokens[at - 2] && !named.has(tokens[at - 2]!.text))
      named.set(tokens[at - 2]!.text, { kind: 'unknown' });
  });
  const path = (childrenOf(inner)[0]?.text ?? '').replaceAll(/\s/g, '');
  return { node: item, path, literals, named, text: tree?.text.slice(1, -1) ?? '' };
}

function literalOf(token: Node): Value {
  if (token.type === 'boolean_literal') return { kind: 'literal', literal: token.text === 'true' };
  if (token.type === 'string_literal' || token.type === 'raw_string_literal')
    return {
      kind: 'literal',
      literal: childrenOf(token)
        .map(({ text }) => text)
        .join(''),
    };
  const number = Number(token.text.replaceAll('_', ''));
  return Number.isNaN(number) ? { kind: 'unknown' } : { kind: 'literal', literal: number };
}

type Cfg = Guard | 'never';
const order: readonly Cfg[] = ['always', 'conditional', 'development', 'test', 'never'];
const opposite: Readonly<Record<Cfg, Cfg>> = {
  always: 'never',
  never: 'always',
  test: 'always',
  development: 'always',
  conditional: 'conditional',
};

/** When code under these attributes is part of a program for Linux containers; nothing for code that never is. */
export function circumstancesOf(attributes: readonly Attribute[], around: Circumstances): Circumstances | undefined {
  let guard: Guard = around.guard;
  for (const { path, text } of attributes) {
    const found: Cfg =
      path === 'cfg' ? cfgOf(text) : /(?:^|::)test$|^(?:bench|rstest|test_case|ignore)$/.test(path) ? 'test' : 'always';
    if (found === 'never') return undefined;
    guard = stricter(guard, found);
  }
  return guard === around.guard ? around : { ...around, guard };
}

/** `all(unix, not(test))` */
export function cfgOf(text: string, depth = 0): Cfg {
  const trimmed = text.trim();
  const [, how, inside] = /^(all|any|not)\s*\(([\s\S]*)\)$/.exec(trimmed) ?? [];
  if (how !== undefined && depth < 10) {
    const parts = split(inside!).map((part) => order.indexOf(cfgOf(part, depth + 1)));
    if (how === 'not') return opposite[order[parts[0] ?? 0]!];
    return order[parts.length === 0 ? 0 : how === 'all' ? Math.max(...parts) : Math.min(...parts)]!;
  }
  if (trimmed === 'test') return 'test';
  if (trimmed === 'debug_assertions') return 'development';
  const [, key, value] = /^(\w+)\s*=\s*"([^"]*)"$/.exec(trimmed) ?? [];
  if (key === 'feature') return 'conditional';
  if (key === 'target_os' || key === 'target_family') return value === 'linux' || value === 'unix' ? 'always' : 'never';
  if (key === 'target_arch') return /wasm/.test(value ?? '') ? 'never' : 'always';
  return trimmed === 'windows' || trimmed === 'wasm' ? 'never' : 'always';
}

function split(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')') depth--;
    else if (at === text.length || (text[at] === ',' && depth === 0)) {
      if (text.slice(start, at).trim() !== '') parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return parts;
}
