/** What names stand for in Ruby: variables and constants with one value, parameters of blocks, and `self`. */
import type { Node } from 'web-tree-sitter';
import type { Meaning } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';

export type Binding =
  | { readonly how: 'value'; readonly node: Node; readonly scope: Scope }
  /** Handed to a block: the first parameter of `Sidekiq.configure_server do |config|`. */
  | { readonly how: 'yielded'; readonly call: Node; readonly scope: Scope }
  /** Assigned more than once, or in ways that cannot be followed. */
  | { readonly how: 'other' };

export interface Scope {
  readonly parent?: Scope;
  /** Locals, constants, `$globals`; `@fields` of the class around it. */
  readonly names: Map<string, Binding>;
  /** Who answers a call without a receiver: the class a body extends, or the program whose words the file speaks. */
  readonly self?: Meaning;
  /** Methods the file defines itself. */
  readonly methods: ReadonlySet<string>;
}

export const inside = (parent: Scope, self: Meaning | undefined = parent.self): Scope => ({
  parent,
  names: new Map(),
  methods: parent.methods,
  ...(self ? { self } : {}),
});

export function resolve(scope: Scope, name: string): Binding | undefined {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    const found = at.names.get(name);
    if (found) return found;
  }
  return undefined;
}

const bind = (names: Map<string, Binding>, name: string, binding: Binding): void => {
  const known = names.get(name);
  if (known?.how === 'value' && binding.how === 'value' && known.node.id === binding.node.id) return;
  names.set(name, known ? { how: 'other' } : binding);
};

const opens = /^(?:class|module|singleton_class|method|singleton_method|block|do_block|lambda)$/;

/** Names that the statements of a body give a value to. Methods and blocks have scopes of their own, yet fields belong to the class. */
export function declare(body: Node, scope: Scope, depth = 0): void {
  if (depth > 60) return;
  for (const node of childrenOf(body)) {
    if (node.type === 'assignment' || node.type === 'operator_assignment') declareAssignment(node, scope);
    if (!opens.test(node.type)) declare(node, scope, depth + 1);
  }
}

function declareAssignment(node: Node, scope: Scope): void {
  const left = field(node, 'left');
  const right = field(node, 'right');
  if (!left) return;
  if (left.type === 'left_assignment_list') {
    for (const child of childrenOf(left))
      if (/^identifier$|_variable$/.test(child.type)) bind(scope.names, child.text, { how: 'other' });
    return;
  }
  if (!/^(?:identifier|constant|instance_variable|class_variable|global_variable)$/.test(left.type)) return;
  // `@redis ||= Redis.new` is what people write for one value; `x += 1` changes it.
  const keeps =
    node.type === 'assignment' || /^[^=]*\|\|=/.test(node.text.slice(left.text.length, left.text.length + 6));
  bind(scope.names, left.text, right && keeps ? { how: 'value', node: right, scope } : { how: 'other' });
}

/** `@x = …` of a class, whichever method it stands in. */
export function declareFields(body: Node, scope: Scope): void {
  for (const node of body.descendantsOfType(['assignment', 'operator_assignment'])) {
    const left = node && field(node, 'left');
    if (left && /^(?:instance|class|global)_variable$/.test(left.type)) declareAssignment(node, scope);
  }
}

/** Parameters of a method or a block hide what is called the same outside. */
export function declareParameters(parameters: Node | undefined, scope: Scope, call?: Node): void {
  for (const [index, parameter] of (parameters ? childrenOf(parameters) : []).entries()) {
    const name = (field(parameter, 'name') ?? parameter).text;
    const yielded = call && scope.parent && index === 0 && parameter.type === 'identifier';
    scope.names.set(name, yielded ? { how: 'yielded', call, scope: scope.parent! } : { how: 'other' });
  }
}

export const methodsIn = (root: Node): ReadonlySet<string> =>
  new Set(
    root.descendantsOfType(['method', 'singleton_method']).flatMap((node) => (node && field(node, 'name')?.text) ?? []),
  );
