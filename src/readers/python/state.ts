/** What a module, or the one instance of a class, keeps between calls. */
import type { Node } from 'web-tree-sitter';
import type { Guard } from '../../facts/code.ts';
import { type Source, span } from '../../source/index.ts';
import type { StateSite } from '../code/program.ts';
import { wordsOf } from '../code/state.ts';
import { childrenOf, field } from '../code/tree.ts';
import { lastName } from './collector.ts';
import { isHandler } from './handlers.ts';

const makers = new Set(['dict', 'list', 'set', 'defaultdict', 'deque', 'OrderedDict', 'Counter']);
const changing = new Set([
  ...['append', 'add', 'update', 'pop', 'setdefault', 'remove', 'discard', 'clear', 'extend', 'insert', 'popitem'],
  ...['appendleft', 'popleft'],
]);
/** Functions that fill a table once, before the first request. */
const filling =
  /^(?:_*(?:load|init|setup|register|startup|on_startup|lifespan|configure|build|preload|bootstrap|read)\w*|\w+_(?:lifespan|startup)|__init__)$/i;
/** What is bound to the process and could not be kept elsewhere. */
const bound = new Set([
  ...[
    'websocket',
    'ws',
    'socket',
    'conn',
    'connection',
    'writer',
    'reader',
    'future',
    'fut',
    'task',
    'proc',
    'process',
  ],
  ...['thread', 'event', 'queue', 'lock', 'semaphore', 'timer', 'loop', 'callback', 'handler', 'func', 'fn', 'cls'],
  ...['class', 'client', 'stream', 'decorator', 'module', 'protocol', 'transport', 'popen'],
]);

interface Kept {
  readonly name: string;
  readonly at: Node;
  readonly changes: Map<number, Node>;
  readonly reads: Set<number>;
  counted: boolean;
  free: boolean;
}

function isContainer(node: Node | undefined): boolean {
  if (!node) return false;
  if (/^(?:dictionary|list|set)$/.test(node.type)) return true;
  const callee = node.type === 'call' ? field(node, 'function') : undefined;
  return callee !== undefined && makers.has(lastName(callee));
}

/** `a = {}`, `a: dict[str, int] = {}` of a statement. */
function assignmentIn(statement: Node): { readonly left: Node; readonly right: Node | undefined } | undefined {
  const assignment = statement.type === 'expression_statement' ? childrenOf(statement)[0] : undefined;
  const left = assignment?.type === 'assignment' ? field(assignment, 'left') : undefined;
  return left ? { left, right: field(assignment!, 'right') } : undefined;
}

export function stateOf(root: Node, { path, text }: Source, guard: Guard): readonly StateSite[] {
  const replaces = /\bglobal\s/.test(text);
  const kept = new Map<string, Kept>();
  const counters = new Set<string>();
  const add = (key: string, name: string, at: Node): void => {
    kept.set(key, { name, at, changes: new Map(), reads: new Set(), counted: false, free: false });
  };
  for (const statement of childrenOf(root)) {
    const found = assignmentIn(statement);
    if (found?.left.type !== 'identifier') continue;
    const name = found.left.text;
    if (isContainer(found.right)) add(name, name, statement);
    else if (replaces && found.right && /^(?:integer|none|false|true|string)$/.test(found.right.type)) {
      add(name, name, statement);
      counters.add(name);
    }
  }
  for (const [key, name, at] of fieldsOf(root)) add(key, name, at);
  if (kept.size === 0) return [];
  const names = [...kept.values()].map(({ name }) => name);
  for (const definition of root.descendantsOfType('function_definition')) {
    if (!definition || filling.test(field(definition, 'name')?.text ?? '')) continue;
    const own = text.slice(definition.startIndex, definition.endIndex);
    if (names.some((name) => own.includes(name))) lookInto(definition, kept, counters);
  }
  return [...kept.values()].flatMap(({ name, at, changes, reads, counted, free }): readonly StateSite[] => {
    if (changes.size === 0 || !free) return [];
    const readBack = counted || [...reads].some((one) => [...changes.keys()].some((other) => other !== one));
    return [
      {
        at: span(path, at.startIndex, at.endIndex),
        guard,
        onLoad: true,
        entryOnly: false,
        name,
        readBack,
        requests: [...changes.values()].some(answers),
      },
    ];
  });
}

/** Inside a handler, however deep. */
function answers(definition: Node): boolean {
  for (let node: Node | null = definition; node; node = node.parent)
    if (node.type === 'function_definition' && isHandler(node)) return true;
  return false;
}

/** Fields of classes of which the module itself makes an instance, and mappings a class holds for all its instances. */
function* fieldsOf(root: Node): Generator<readonly [key: string, name: string, at: Node]> {
  const made = new Set(
    childrenOf(root).flatMap((statement) => {
      const right = assignmentIn(statement)?.right;
      const callee = right?.type === 'call' ? field(right, 'function') : undefined;
      return callee?.type === 'identifier' ? [callee.text] : [];
    }),
  );
  for (const outer of childrenOf(root)) {
    const definition = outer.type === 'decorated_definition' ? field(outer, 'definition') : outer;
    const body = definition?.type === 'class_definition' ? field(definition, 'body') : undefined;
    if (!definition || !body) continue;
    for (const statement of childrenOf(body)) {
      const shared = assignmentIn(statement);
      if (shared?.left.type === 'identifier' && isContainer(shared.right))
        yield [`${definition.id} ${shared.left.text}`, shared.left.text, statement];
    }
    if (!made.has(field(definition, 'name')?.text ?? '')) continue;
    const start = childrenOf(body).find(
      (one) => one.type === 'function_definition' && field(one, 'name')?.text === '__init__',
    );
    for (const statement of childrenOf((start && field(start, 'body')) ?? body)) {
      const own = assignmentIn(statement);
      if (own?.left.type === 'attribute' && field(own.left, 'object')?.text === 'self' && isContainer(own.right))
        yield [`${definition.id} ${lastName(own.left)}`, lastName(own.left), statement];
    }
  }
}

/** The mapping an expression names in this function: `users`, `self.users`, `Store.users`. */
function keyOf(node: Node, own: ReadonlySet<string>, owner: Node | undefined): string | undefined {
  if (node.type === 'identifier') return own.has(node.text) ? undefined : node.text;
  if (node.type !== 'attribute' || !owner) return undefined;
  const object = field(node, 'object')?.text;
  return object === 'self' || object === 'cls' || object === field(owner, 'name')?.text
    ? `${owner.id} ${lastName(node)}`
    : undefined;
}

function ownerOf(definition: Node): Node | undefined {
  for (let node: Node | null = definition.parent; node; node = node.parent)
    if (node.type === 'class_definition') return node;
  return undefined;
}

function lookInto(definition: Node, kept: Map<string, Kept>, counters: ReadonlySet<string>): void {
  const body = field(definition, 'body');
  if (!body) return;
  const outside = new Set(
    body
      .descendantsOfType(['global_statement', 'nonlocal_statement'])
      .flatMap((one) => (one ? childrenOf(one).map(({ text }) => text) : [])),
  );
  const own = namesOwnedBy(definition, body, outside);
  const owner = ownerOf(definition);
  const look = (node: Node | undefined): Kept | undefined => {
    const key = node && keyOf(node, own, owner);
    return key === undefined ? undefined : kept.get(key);
  };
  const changed = (one: Kept, value: Node | undefined): void => {
    one.changes.set(definition.id, definition);
    if (!value || !isBound(value)) one.free = true;
  };
  const visit = (node: Node): void => {
    if (node.type === 'function_definition' || node.type === 'class_definition') return;
    const target = targetOf(node);
    const one = target && look(target.of);
    // `global x; x = …` changes what the name stands for.
    const replaces = target?.of.id === target?.whole.id;
    if (one && target && (!replaces || (outside.has(one.name) && counters.has(one.name)))) {
      changed(one, target.value);
      if (target.counts) one.counted = true;
      for (const child of childrenOf(node)) if (child.id !== target.whole.id) visit(child);
      return;
    }
    const read = look(node);
    if (read) {
      read.reads.add(definition.id);
      return;
    }
    for (const child of childrenOf(node)) visit(child);
  };
  for (const child of childrenOf(body)) visit(child);
}

interface Target {
  /** The mapping. */
  readonly of: Node;
  /** What is written to: the mapping itself, or an item of it. */
  readonly whole: Node;
  readonly value?: Node;
  readonly counts?: boolean;
}

/** `x[k] = v`, `x[k] += 1`, `del x[k]`, `x.append(v)`, `x += 1`. */
function targetOf(node: Node): Target | undefined {
  if (node.type === 'assignment' || node.type === 'augmented_assignment') {
    const left = field(node, 'left');
    const value = field(node, 'right');
    if (!left) return undefined;
    const of = left.type === 'subscript' ? field(left, 'value') : left;
    const counts = node.type === 'augmented_assignment';
    return of && { of, whole: left, counts, ...(value ? { value } : {}) };
  }
  if (node.type === 'delete_statement') {
    const item = childrenOf(node)[0];
    const of = item?.type === 'subscript' ? field(item, 'value') : undefined;
    return item && of && { of, whole: item };
  }
  const callee = node.type === 'call' ? field(node, 'function') : undefined;
  if (callee?.type !== 'attribute' || !changing.has(lastName(callee))) return undefined;
  const of = field(callee, 'object');
  const given = field(node, 'arguments');
  const value = given && childrenOf(given).at(-1);
  return of && { of, whole: callee, ...(value ? { value } : {}) };
}

function isBound(value: Node): boolean {
  const callee = value.type === 'call' ? field(value, 'function') : value;
  const name = callee && /^(?:identifier|attribute)$/.test(callee.type) ? lastName(callee) : '';
  return wordsOf(name).some((word) => bound.has(word));
}

/** Parameters, and names the function assigns for itself. */
function namesOwnedBy(definition: Node, body: Node, outside: ReadonlySet<string>): ReadonlySet<string> {
  const names = new Set<string>();
  for (const parameter of childrenOf(field(definition, 'parameters') ?? body)) {
    const name = parameter.type === 'identifier' ? parameter : (field(parameter, 'name') ?? childrenOf(parameter)[0]);
    if (name?.type === 'identifier' && parameter.id !== body.id) names.add(name.text);
  }
  for (const assignment of body.descendantsOfType(['assignment', 'for_statement'])) {
    const left = assignment && field(assignment, 'left');
    if (left?.type === 'identifier' && !outside.has(left.text)) names.add(left.text);
  }
  return names;
}
