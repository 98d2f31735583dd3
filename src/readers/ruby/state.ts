/** Containers that outlive requests and that methods change: `@@cache`, constants, globals, fields of a class. */
import type { Node } from 'web-tree-sitter';
import type { Circumstances, StateSite } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { placeOf } from './collector.ts';

const container = /^(?:\{\s*\}|\[\s*\]|(?:Hash|Array|Set|Concurrent::(?:Map|Hash|Array|Set))\.new\b.*)$/s;
const changes =
  /^(?:<<|push|append|prepend|unshift|store|add|delete|merge!|update|concat|compute_if_absent|put_if_absent|clear)$/;

/** Without one of these there is nothing to look for. */
const telling = /@@\w|\b[A-Z]\w* = (?:\{|\[|[A-Z])|[@$]\w+ (?:\|\|)?= (?:\{|\[|[A-Z])/;

/** Only names the file itself gives a container to, outside of methods. */
export function stateIn(root: Node, path: string, now: Circumstances): readonly StateSite[] {
  if (!telling.test(root.text)) return [];
  const declared = new Map<string, Node>();
  for (const node of root.descendantsOfType(['assignment', 'operator_assignment'])) {
    const left = node && field(node, 'left');
    const right = node && field(node, 'right');
    if (!node || !left || !right || !container.test(right.text)) continue;
    const shared =
      /^(?:class_variable|global_variable)$/.test(left.type) || (left.type === 'constant' && !methodAround(node));
    const ofClass = left.type === 'instance_variable' && isOfClass(node);
    if ((shared || ofClass) && !declared.has(left.text)) declared.set(left.text, left);
  }
  return [...declared].flatMap(([name, at]): readonly StateSite[] => {
    const uses = root
      .descendantsOfType(at.type)
      .filter((node): node is Node => node !== null && node.text === name && methodAround(node) !== undefined);
    const changed = uses.filter(isChanged);
    if (changed.length === 0) return [];
    const read = uses.some((use) => !isChanged(use) && !isDeclared(use));
    const requests = changed.some(isForRequests);
    return [{ at: placeOf({ path }, at), ...now, name: name.replace(/^[@$]+/, ''), readBack: read, requests }];
  });
}

/** The method a piece of code stands in, or the block that answers a route: neither runs when the file is loaded. */
function methodAround(node: Node): Node | undefined {
  for (let at = node.parent; at; at = at.parent)
    if (/^(?:method|singleton_method)$/.test(at.type) || answersRoute(at)) return at;
  return undefined;
}

/** `post "/votes" do … end` of Sinatra. */
const answersRoute = ({ type, parent }: Node): boolean =>
  /^(?:block|do_block)$/.test(type) &&
  parent?.type === 'call' &&
  !field(parent, 'receiver') &&
  /^(?:get|post|put|patch|delete)$/.test(field(parent, 'method')?.text ?? '');

/** Requests are what runs it: in a block of a route, in a controller or a channel. */
function isForRequests(use: Node): boolean {
  for (let at = use.parent; at; at = at.parent) {
    if (answersRoute(at)) return true;
    if (at.type === 'class') return /(?:Controller|Channel)$/.test(field(at, 'name')?.text ?? '');
  }
  return false;
}

/** In the body of a class, in `def self.x`, or in `class << self`. */
function isOfClass(node: Node): boolean {
  for (let at = node.parent; at; at = at.parent) {
    if (at.type === 'singleton_method' || at.type === 'singleton_class') return true;
    if (at.type === 'class' || at.type === 'module') return methodAround(node) === undefined;
  }
  return false;
}

const isDeclared = (use: Node): boolean =>
  use.parent !== null && /assignment$/.test(use.parent.type) && field(use.parent, 'left')?.id === use.id;

/** `X[k] = v`, `X << v`, `X.delete(k)` */
function isChanged(use: Node): boolean {
  const { parent } = use;
  if (!parent) return false;
  if (parent.type === 'element_reference' && childrenOf(parent)[0]?.id === use.id) {
    const around = parent.parent;
    return around !== null && /assignment$/.test(around.type) && field(around, 'left')?.id === parent.id;
  }
  if (parent.type === 'binary') return field(parent, 'operator')?.text === '<<' && field(parent, 'left')?.id === use.id;
  return (
    parent.type === 'call' &&
    field(parent, 'receiver')?.id === use.id &&
    changes.test(field(parent, 'method')?.text ?? '')
  );
}
