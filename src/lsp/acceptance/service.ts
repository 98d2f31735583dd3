/** `x-swarm-lint: { ignore: { CHECK: reason } }` in the service of a stack file, which covers all of its findings of the check. */
import { isMap, isScalar, type Pair, parseDocument, type Scalar, type YAMLMap } from 'yaml';
import type { Finding, Report } from '../../engine/report.ts';
import { serviceKey } from '../../kit/index.ts';
import type { FileTree } from '../../source/index.ts';
import { indentAt, lineEndOf, lineStart, REASON, type TextEdit } from './reason.ts';

const KEY = 'x-swarm-lint';

type BlockMap = YAMLMap<Scalar, unknown>;

/** `undefined`: it is not written in a way that can be added to. */
export function serviceEntry({ check, service }: Finding, report: Report, tree: FileTree): TextEdit | undefined {
  const about = report.services.find((one) => serviceKey(one.service) === service);
  if (about === undefined) return undefined;
  const { path } = about.place;
  const text = Object.hasOwn(tree, path) ? tree[path]! : '';
  if (!/\.ya?ml$/i.test(path)) return undefined;
  const document = parseDocument(text, { logLevel: 'silent', uniqueKeys: false });
  if (document.errors.length > 0) return undefined;
  // Before 3.7 a key of our own keeps the file from being deployed.
  const version = String(document.get('version') ?? '');
  if (/^(?:[12]|3\.[0-6]$)/.test(version)) return undefined;
  const body = blockMap(document.getIn(['services', about.service.name], true));
  const written = body && pairOf(body, KEY);
  const ignore = written && blockMap(written.value);
  const known = ignore && pairOf(ignore, 'ignore');
  const entries = known && blockMap(known.value);
  // What stands there in another form is for a person to change.
  if ((written && !ignore) || (known && !entries) || (entries && pairOf(entries, check))) return undefined;
  const [map, keys] = entries
    ? [entries, [check]]
    : ignore
      ? [ignore, ['ignore', check]]
      : [body, [KEY, 'ignore', check]];
  return map && insertedIn(map, keys, path, text);
}

/** As the first entry of the mapping. */
function insertedIn(map: BlockMap, keys: readonly string[], path: string, text: string): TextEdit | undefined {
  const first = map.items[0]?.key.range?.[0];
  if (first === undefined) return undefined;
  const at = lineStart(text, first);
  const indent = indentAt(text, first);
  if (at + indent.length !== first) return undefined;
  const eol = lineEndOf(text);
  const lines = keys.map((key, depth) => {
    const value = depth === keys.length - 1 ? ` ${JSON.stringify(REASON)}` : '';
    return `${indent}${'  '.repeat(depth)}${key}:${value}${eol}`;
  });
  return { path, start: at, end: at, text: lines.join('') };
}

const blockMap = (node: unknown): BlockMap | undefined =>
  isMap(node) && !node.flow && node.items.every(({ key }) => isScalar(key)) ? (node as BlockMap) : undefined;

const pairOf = (map: BlockMap, key: string): Pair<Scalar, unknown> | undefined =>
  map.items.find((pair) => pair.key.value === key);
