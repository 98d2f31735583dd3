/** Collections that outlive requests: static ones, those of Kotlin's objects, and fields of beans, of which there is one. */
import type { Node } from 'web-tree-sitter';
import type { Circumstances } from '../code/program.ts';
import { childrenOf } from '../code/tree.ts';
import { type Collector, placeOf } from './collector.ts';
import type { Scope } from './scopes.ts';
import type { Annotation, Shape, Variable } from './shape.ts';

type ClassShape = Extract<Shape, { kind: 'class' }>;

/** One instance each, unless a scope says otherwise. */
const beans =
  /^(?:Component|Service|Repository|Controller|RestController|Configuration|RestControllerAdvice|Singleton|ApplicationScoped|Path|ServerEndpoint)$/;
const shortLived = /^(?:Scope|RequestScope|SessionScope|RequestScoped|SessionScoped|Prototype|Dependent)$/;
const made =
  /^(?:ConcurrentHashMap|HashMap|LinkedHashMap|TreeMap|WeakHashMap|ArrayList|LinkedList|HashSet|LinkedHashSet|TreeSet|ConcurrentLinkedQueue|ConcurrentLinkedDeque|LinkedBlockingQueue|LinkedBlockingDeque|ArrayDeque|CopyOnWriteArrayList|CopyOnWriteArraySet|ConcurrentSkipListMap|AtomicInteger|AtomicLong|PriorityQueue)$/;
const factories =
  /^(?:mutableMapOf|mutableListOf|mutableSetOf|hashMapOf|arrayListOf|hashSetOf|newKeySet|synchronizedMap|synchronizedList|synchronizedSet|newConcurrentMap|newHashMap)$/;
const changes =
  /^(?:put|putIfAbsent|computeIfAbsent|compute|computeIfPresent|merge|add|addAll|addLast|addFirst|offer|push|remove|removeIf|poll|pop|clear|incrementAndGet|getAndIncrement|addAndGet|set|getOrPut|plusAssign)$/;
const reads =
  /^(?:get|getOrDefault|containsKey|contains|values|keySet|entrySet|keys|entries|size|isEmpty|forEach|stream|iterator|computeIfAbsent|getOrPut|poll|pop|peek|remove|any|filter|map|find|first|incrementAndGet|getAndIncrement|indexOf|count)$/;

export function addState(into: Collector, shape: ClassShape, scope: Scope, now: Circumstances): void {
  if (!shape.body || now.guard === 'test') return;
  const bean = shape.annotations.some(({ name }) => beans.test(name)) && !isShortLived(shape.annotations);
  for (const member of childrenOf(shape.body)) {
    const one = scope.file.shapeOf(member);
    const held = one.kind === 'class' && one.name === '' && one.single && one.body ? childrenOf(one.body) : [member];
    for (const node of held) {
      const fields = scope.file.shapeOf(node);
      const outlives = bean || shape.single || node !== member || (fields.kind === 'variables' && fields.fixed);
      if (fields.kind === 'variables' && outlives)
        for (const field of fields.variables) addField(into, field, shape.body, scope, now);
    }
  }
}

/** Properties of a Kotlin file itself. */
export function addTopLevelState(into: Collector, root: Node, scope: Scope, now: Circumstances): void {
  for (const node of childrenOf(root)) {
    const shape = scope.file.shapeOf(node);
    if (shape.kind === 'variables') for (const field of shape.variables) addField(into, field, root, scope, now);
  }
}

const isShortLived = (annotations: readonly Annotation[]): boolean =>
  annotations.some(({ name }) => shortLived.test(name));

function addField(
  into: Collector,
  { node, name, value }: Variable,
  body: Node,
  scope: Scope,
  now: Circumstances,
): void {
  const shape = value && scope.file.shapeOf(value);
  const container =
    (shape?.kind === 'new' && made.test(shape.type) && shape.given.length < 2) ||
    (shape?.kind === 'call' && factories.test(shape.name));
  if (!container) return;
  const uses = usesIn(body, name, scope);
  if (uses.changed) into.state.push({ at: placeOf(into, node), ...now, onLoad: true, name, readBack: uses.read });
}

interface Uses {
  changed: boolean;
  read: boolean;
}

/** Uses inside functions; what the class does while it is loaded fills a table that stays as it is. */
function usesIn(body: Node, name: string, scope: Scope): Uses {
  const uses: Uses = { changed: false, read: false };
  const walk = (node: Node, depth: number, runs: boolean): void => {
    if (depth > 200) return;
    const shape = scope.file.shapeOf(node);
    const object = shape.kind === 'call' || shape.kind === 'item' || shape.kind === 'member' ? shape.object : undefined;
    if (runs && object && isField(object, name, scope)) {
      const method = shape.kind === 'item' ? 'get' : (shape as { readonly name: string }).name;
      if (changes.test(method)) uses.changed = true;
      if (reads.test(method)) uses.read = true;
      const parent = node.parent && scope.file.shapeOf(node.parent);
      if (shape.kind === 'item' && parent?.kind === 'assignment' && parent.left.id === node.id) uses.changed = true;
    }
    const inside = runs || (shape.kind === 'function' && shape.name !== undefined);
    for (const child of childrenOf(node)) walk(child, depth + 1, inside);
  };
  walk(body, 0, false);
  return uses;
}

function isField(node: Node, name: string, scope: Scope): boolean {
  const shape = scope.file.shapeOf(node);
  if (shape.kind === 'name') return shape.name === name;
  return shape.kind === 'member' && shape.name === name && scope.file.shapeOf(shape.object).kind === 'self';
}
