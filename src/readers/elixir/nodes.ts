/** In this grammar nearly everything is a call: short words for its parts. */
import type { Node } from 'web-tree-sitter';
import { childrenOf, field } from '../code/tree.ts';

export interface Given {
  readonly positional: readonly Node[];
  /** Of keywords: `do: …` among them. */
  readonly pairs: readonly Node[];
}

const ofList = (nodes: readonly Node[]): Given => ({
  positional: nodes.filter(({ type }) => type !== 'keywords' && type !== 'comment'),
  pairs: nodes.filter(({ type }) => type === 'keywords').flatMap(pairsIn),
});

export const pairsIn = (keywords: Node): readonly Node[] => childrenOf(keywords).filter(({ type }) => type === 'pair');

const none: Given = { positional: [], pairs: [] };

export function givenTo(call: Node): Given {
  const list = childrenOf(call).find(({ type }) => type === 'arguments');
  return list ? ofList(childrenOf(list)) : none;
}

export const itemsOf = (list: Node): Given => ofList(childrenOf(list));

/** `if`, `def`, `config`: the name of a call without a module. */
export function localName(call: Node): string | undefined {
  const target = call.type === 'call' ? field(call, 'target') : undefined;
  return target?.type === 'identifier' ? target.text : undefined;
}

export const keyOf = (pair: Node): string => {
  const key = field(pair, 'key');
  return key?.type === 'quoted_keyword' ? (childrenOf(key)[0]?.text ?? '') : (key?.text ?? '').replace(/:\s*$/, '');
};

export const pairUnder = (pairs: readonly Node[], key: string): Node | undefined => {
  const pair = pairs.find((one) => keyOf(one) === key);
  return pair && field(pair, 'value');
};

export const doBlockOf = (call: Node): Node | undefined => childrenOf(call).find(({ type }) => type === 'do_block');

/** Statements under `do`, without `else` and `rescue`. */
export const statementsOf = (block: Node): readonly Node[] =>
  childrenOf(block).filter(({ type }) => !/^(?:else|rescue|catch|after)_block$|^comment$/.test(type));

export const elseBlockOf = (block: Node | undefined): Node | undefined =>
  block && childrenOf(block).find(({ type }) => type === 'else_block');

export const operatorOf = (node: Node): string => field(node, 'operator')?.text ?? '';

/** What is piped into a call, by the call's number. Asking a node for its parent takes as long as the tree is deep. */
export type Pipes = Map<number, Node>;

/** `left |> call(…)` */
export function notePipe(node: Node, pipes: Pipes): void {
  const right = operatorOf(node) === '|>' ? field(node, 'right') : undefined;
  const left = right && field(node, 'left');
  if (left) pipes.set(right.id, left);
}

export interface Definition {
  readonly name: string;
  readonly parameters: readonly Node[];
  /** Statements, the last of which is what it returns. */
  readonly body: readonly Node[];
}

const definers = new Set(['def', 'defp', 'defmacro', 'defmacrop']);

export const isDefinition = (call: Node): boolean => definers.has(localName(call) ?? '');

/** `def name(a, b) when c do … end`, `def name, do: …` */
export function definitionOf(call: Node): Definition | undefined {
  const { positional, pairs } = givenTo(call);
  const guarded = positional[0];
  const head = guarded?.type === 'binary_operator' && operatorOf(guarded) === 'when' ? field(guarded, 'left') : guarded;
  if (!head) return undefined;
  const name = head.type === 'identifier' ? head.text : localName(head);
  if (name === undefined) return undefined;
  const given = head.type === 'call' ? givenTo(head) : none;
  const block = doBlockOf(call);
  const short = pairUnder(pairs, 'do');
  return {
    name,
    parameters: [...given.positional, ...given.pairs],
    body: block ? statementsOf(block) : short ? [short] : [],
  };
}

/** `raise`, or another call that stops the program. */
export function stops(node: Node | undefined): boolean {
  if (!node) return false;
  if (node.type === 'block' || node.type === 'body' || node.type === 'do_block') return childrenOf(node).some(stops);
  if (node.type !== 'call') return false;
  return localName(node) === 'raise' || /^(?:System\.(?:halt|stop)|exit)\b/.test(field(node, 'target')?.text ?? '');
}
