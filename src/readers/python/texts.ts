/** Texts that stand under a name: of a variable, a field, a key, a parameter, an argument. */
import type { Node } from 'web-tree-sitter';
import type { Circumstances, ReadSite, TextSite } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { textOf, variableIn } from '../code/values.ts';
import { type Collector, placeOf } from './collector.ts';
import type { Scope } from './scopes.ts';
import { evaluate } from './values.ts';

/** Only these can come to a text of the program's own. */
const texts = new Set(['string', 'concatenated_string', 'binary_operator', 'boolean_operator', 'call', 'subscript']);

interface Named {
  readonly name: string;
  readonly value: Node;
}

function namedBy(node: Node): Named | undefined {
  const value = field(node, node.type === 'assignment' ? 'right' : 'value');
  const name = value && nameOf(node);
  return name === undefined || !value ? undefined : { name, value };
}

function nameOf(node: Node): string | undefined {
  switch (node.type) {
    case 'assignment': {
      const left = field(node, 'left');
      if (left?.type === 'attribute') return field(left, 'attribute')?.text;
      return left?.type === 'subscript' ? unquoted(field(left, 'subscript') ?? childrenOf(left)[1]) : left?.text;
    }
    case 'pair':
      return unquoted(field(node, 'key'));
    case 'keyword_argument':
    case 'default_parameter':
    case 'typed_default_parameter':
      return field(node, 'name')?.text;
    default:
      return undefined;
  }
}

const unquoted = (node: Node | undefined): string | undefined =>
  node?.type === 'string' ? node.text.replace(/^[a-zA-Z]*["']+|(?<!["'])["']+$/g, '') : undefined;

export function addText(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const named = namedBy(node);
  if (!named || !texts.has(named.value.type)) return;
  // Most calls lead to no text: only what may be an address or a read of the environment is asked.
  if (named.value.type === 'call' && !named.value.text.includes('://')) return;
  const value = evaluate(named.value, scope, into.reading);
  const text = textOf(value);
  if (text === undefined || text.length < 3) return;
  const variable = variableIn(value);
  const under = node.type === 'pair' ? keysAround(node) : [];
  into.texts.push({
    at: placeOf(into, named.value),
    ...now,
    name: named.name,
    text,
    ...(under.length > 0 ? { under } : {}),
    ...(variable === undefined ? {} : { fallbackOf: variable }),
  });
}

/** Keys of the dictionaries around a pair, and the name the outermost has. */
function keysAround(pair: Node): readonly string[] {
  const keys: string[] = [];
  for (let at = pair.parent; at; at = at.parent) {
    if (at.type === 'dictionary') continue;
    const name = nameOf(at);
    if (name !== undefined) keys.unshift(name);
    if (at.type !== 'pair') break;
  }
  return keys;
}

/**
 * What stands inside a read of the environment is its fallback: `config("X", default="…")`, a field of a class of settings. The name in
 * front of such a call has the same text once more.
 */
export const asFallbacks = (found: readonly TextSite[], reads: readonly ReadSite[]): readonly TextSite[] =>
  found
    .filter(
      ({ at, text }) =>
        !found.some(
          (other) => other.text === text && other.at !== at && other.at.start <= at.start && at.end <= other.at.end,
        ),
    )
    .map((text) => {
      const read = reads.find(({ at }) => at.start <= text.at.start && text.at.end <= at.end);
      return text.fallbackOf === undefined && read ? { ...text, fallbackOf: read.name } : text;
    });
