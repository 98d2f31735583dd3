/** What a function calls in turn, as written, and which of that may fail without harm. */
import type { Node } from 'web-tree-sitter';
import { childrenOf, field } from '../code/tree.ts';
import { lastName } from './collector.ts';
import { resolve, type Scope } from './scopes.ts';

export interface Body {
  readonly body?: readonly string[];
  readonly tolerated?: readonly string[];
}

const deepest = 3;
const longest = 120;

/** `self.db.session.execute`: calls inside a chain are left out, and so are their arguments. */
function written(callee: Node): string {
  if (callee.type === 'identifier') return callee.text;
  if (callee.type !== 'attribute') return callee.type === 'call' ? written(field(callee, 'function') ?? callee) : '';
  const object = field(callee, 'object');
  const name = field(callee, 'attribute')?.text ?? '';
  const before = object ? written(object) : '';
  return before === '' ? name : `${before}.${name}`;
}

const fails = /\braise\b|\b(?:status(?:_code)?|code)\s*=\s*(?:status\.HTTP_)?5|\babort\(5|,\s*5\d\d\b|HTTPException/;

/** Inside a `try` whose handlers do not make a failure of it. */
function isTolerated(call: Node, within: Node): boolean {
  for (let node: Node | null = call; node && node.id !== within.id; node = node.parent) {
    const around: Node | null = node.parent;
    if (around?.type !== 'try_statement' || field(around, 'body')?.id !== node.id) continue;
    const handlers = childrenOf(around).filter(({ type }) => type === 'except_clause');
    if (handlers.length > 0 && !handlers.some(({ text }) => fails.test(text))) return true;
  }
  return false;
}

function calls(node: Node, scope: Scope, into: { all: string[]; tolerated: string[] }, depth: number): void {
  for (const call of node.descendantsOfType('call')) {
    const callee = call && field(call, 'function');
    if (!call || !callee) continue;
    const text = written(callee).slice(0, longest);
    if (text !== '') into.all.push(text);
    if (text !== '' && isTolerated(call, node)) into.tolerated.push(text);
    const own = callee.type === 'identifier' && depth < deepest ? definitionOf(callee.text, scope) : undefined;
    if (own && !isTolerated(call, node)) calls(own, scope, into, depth + 1);
  }
}

const definitionOf = (name: string, scope: Scope): Node | undefined => {
  const binding = resolve(scope, name);
  return binding?.how === 'value' && binding.node.type === 'function_definition'
    ? field(binding.node, 'body')
    : undefined;
};

/** What the functions, blocks and names that belong to a call do. */
export function bodyOf(nodes: readonly Node[], scope: Scope): Body {
  const into = { all: [] as string[], tolerated: [] as string[] };
  for (const node of nodes) {
    if (node.type === 'identifier' || node.type === 'attribute') {
      into.all.push(written(node).slice(0, longest));
      const own = node.type === 'identifier' ? definitionOf(node.text, scope) : undefined;
      if (own) calls(own, scope, into, 1);
    } else calls(node, scope, into, 0);
  }
  return {
    ...(into.all.length > 0 ? { body: into.all } : {}),
    ...(into.tolerated.length > 0 ? { tolerated: into.tolerated } : {}),
  };
}

/** Functions handed to a call, the definition a decorator stands on, and with `loops` the loops over what the call or its object answers. */
export function nodesOf(node: Node, loops: boolean): readonly Node[] {
  if (node.type === 'decorator') {
    const definition = node.parent && field(node.parent, 'definition');
    const body = definition && field(definition, 'body');
    return body ? [body] : [];
  }
  const list = field(node, 'arguments');
  const handed = (list ? childrenOf(list) : []).flatMap((argument): readonly Node[] => {
    const value = argument.type === 'keyword_argument' ? field(argument, 'value') : argument;
    return value && /^(?:identifier|attribute|lambda|call)$/.test(value.type) ? [value] : [];
  });
  return loops ? [...handed, ...loopsOver(node)] : handed;
}

/** `for message in consumer:`, `async for message in pubsub.listen():`, `client.on_message = handle`. */
function loopsOver(node: Node): readonly Node[] {
  const around = node.parent;
  const assigned = around?.type === 'assignment' ? field(around, 'left')?.text : undefined;
  const callee = field(node, 'function');
  const object = callee?.type === 'attribute' ? field(callee, 'object')?.text : undefined;
  const names = [assigned, object].filter((name) => name !== undefined);
  if (names.length === 0) return [];
  const of = (text: string): boolean => names.some((name) => text === name || text.startsWith(`${name}.`));
  const root = node.tree.rootNode;
  const loops = root.descendantsOfType('for_statement').flatMap((loop) => {
    const right = loop && field(loop, 'right');
    const body = loop && field(loop, 'body');
    return right && body && of(right.text) ? [body] : [];
  });
  const handlers = root.descendantsOfType('assignment').flatMap((assignment) => {
    const left = assignment && field(assignment, 'left');
    const right = assignment && field(assignment, 'right');
    const isHook = left?.type === 'attribute' && lastName(left).startsWith('on_') && of(left.text);
    return isHook && right ? [right] : [];
  });
  return [...loops, ...handlers];
}

const waits = new Set(['join', 'result', 'gather', 'wait', 'wait_for', 'as_completed', 'run_until_complete']);

/** Nothing takes its answer, and the function around it waits for nothing. */
export function isDropped(node: Node): boolean {
  let at: Node | null = node.parent;
  let assigned: string | undefined;
  if (at?.type === 'assignment') {
    assigned = field(at, 'left')?.text;
    at = at.parent;
  }
  // `Thread(…).start()`
  while (at && /^(?:attribute|call)$/.test(at.type)) at = at.parent;
  if (at?.type !== 'expression_statement') return false;
  for (; at && at.type !== 'function_definition'; at = at.parent);
  if (!at) return false;
  const last = (call: Node | null): string => {
    const callee = call && field(call, 'function');
    return callee ? lastName(callee) : '';
  };
  if (at.descendantsOfType('call').some((call) => waits.has(last(call)))) return false;
  const awaited = at.descendantsOfType(['await', 'return_statement']).map((one) => one && childrenOf(one)[0]?.text);
  return assigned === undefined || !awaited.includes(assigned);
}
