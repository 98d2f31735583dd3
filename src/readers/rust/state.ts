/** Mappings and lists that outlive requests: statics, and fields behind a lock that all handlers share. */
import type { Node } from 'web-tree-sitter';
import { literally, span } from '../../source/index.ts';
import type { Circumstances, StateSite } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { functionAround, isHandler } from './handlers.ts';
import { meaningOf, methodOf, receiverOf } from './meaning.ts';
import type { Reading } from './reading.ts';
import { resolve, type Scope } from './scopes.ts';
import { own } from './written.ts';

interface Cell {
  readonly name: string;
  readonly at: Node;
  readonly now: Circumstances;
  /** Ids of the functions around. */
  readonly changes: Set<number>;
  readonly reads: Set<number>;
  /** Something that answers requests changes it. */
  requests: boolean;
}

export type Cells = Map<string, Cell>;

const changers =
  /^(?:insert|push|push_back|push_front|remove|entry|extend|pop|pop_front|pop_back|clear|retain|append|get_or_insert_with|take|drain|set)$/;
const readers = /^(?:get|contains|contains_key|iter|values|keys|len|is_empty|get_mut|front|back|first|last|into_iter)$/;

/** What can be changed through a shared reference and holds several things. */
const lock = /\b(?:Mutex|RwLock|RefCell)\b/;
const container = /\b(?:HashMap|BTreeMap|HashSet|BTreeSet|Vec|VecDeque|IndexMap|AHashMap|FxHashMap|Slab)\b/;
const concurrent = /\b(?:DashMap|DashSet|SkipMap|scc::HashMap|papaya::HashMap)\b/;
const holds = (type: string): boolean => concurrent.test(type) || (lock.test(type) && container.test(type));

/** Methods between the name and what is done with it. */
const between =
  /^(?:lock|read|write|unwrap|expect|borrow|borrow_mut|clone|get_or_init|get|force|deref|deref_mut|as_ref|as_mut|try_lock|unwrap_or_else|blocking_lock|pin)$/;

/** A call that changes or asks such a thing. */
export function touch(cells: Cells, call: Node, scope: Scope, reading: Reading, now: Circumstances): void {
  const method = methodOf(call);
  if (method === undefined) return;
  const changes = changers.test(method);
  if (!changes && !readers.test(method)) return;
  const found = cellOf(receiverOf(call), scope, reading);
  const around = functionAround(call);
  if (!found || around === undefined) return;
  const cell = cells.get(found.key) ?? { ...found, now, changes: new Set(), reads: new Set(), requests: false };
  (changes ? cell.changes : cell.reads).add(around.id);
  if (changes && isHandler(around)) cell.requests = true;
  cells.set(found.key, cell);
}

interface Found {
  readonly key: string;
  readonly name: string;
  readonly at: Node;
}

function cellOf(node: Node | undefined, scope: Scope, reading: Reading, depth = 0): Found | undefined {
  let at = node;
  for (let steps = 0; at && steps < 20 && depth < 4; steps++) {
    if (at.type === 'call_expression') {
      const method = methodOf(at);
      if (method === undefined || !between.test(method)) return undefined;
      at = receiverOf(at);
    } else if (/^(?:await|try|parenthesized|unary)_expression$/.test(at.type)) at = childrenOf(at)[0];
    else if (at.type === 'reference_expression') at = field(at, 'value');
    else if (at.type === 'field_expression') return ofField(at, scope, reading);
    else if (at.type === 'identifier') {
      const binding = resolve(scope, at.text, at.startIndex);
      if (binding?.how === 'type') return ofType(at.text, binding.type, scope);
      if (binding?.how !== 'value') return undefined;
      const item = binding.node.parent;
      if (item?.type === 'static_item') {
        const type = field(item, 'type')?.text ?? '';
        return holds(`${type} ${binding.node.text.slice(0, 400)}`) &&
          /Mutex|RwLock|RefCell|Dash|Lazy|Once|Skip/.test(type)
          ? { key: `static ${at.text}`, name: at.text, at: item }
          : undefined;
      }
      return cellOf(binding.node, binding.scope, reading, depth + 1);
    } else return undefined;
  }
  return undefined;
}

function ofField(node: Node, scope: Scope, reading: Reading): Found | undefined {
  const object = field(node, 'value');
  const name = field(node, 'field')?.text;
  const meaning = object && meaningOf(object, scope, reading);
  if (meaning?.module !== own || name === undefined) return undefined;
  const struct = meaning.path.replace(/\(\)$/, '');
  const type = scope.items.structs.get(struct)?.get(name);
  if (!type || !holds(expanded(type, scope))) return undefined;
  return { key: `${struct}.${name}`, name, at: type.parent ?? type };
}

/** `State(db): State<Db>` with `type Db = Arc<RwLock<HashMap<…>>>` */
function ofType(name: string, type: Node, scope: Scope): Found | undefined {
  const text = expanded(type, scope);
  if (!/\b(?:State|Data|Extension)\b/.test(type.text) || !holds(text)) return undefined;
  const alias = [...scope.items.aliases].find(([one]) => new RegExp(`\\b${literally(one)}\\b`).test(type.text));
  return { key: `type ${alias?.[0] ?? text}`, name, at: alias?.[1].parent ?? type };
}

/** A type with the file's own short names written out. */
const expanded = (type: Node, { items }: Scope): string =>
  `${type.text} ${
    type.text
      .match(/\b[A-Z]\w*/g)
      ?.flatMap((name) => items.aliases.get(name)?.text ?? [])
      .join(' ') ?? ''
  }`;

export const stateSites = (cells: Cells, path: string): readonly StateSite[] =>
  [...cells.values()].flatMap(({ name, at, now, changes, reads, requests }) =>
    changes.size === 0
      ? []
      : [
          {
            at: span(path, at.startIndex, at.endIndex),
            ...now,
            name,
            ...(requests ? { requests } : {}),
            readBack: [...reads].some((one) => !changes.has(one)) || (changes.size > 1 && reads.size > 0),
          },
        ],
  );
