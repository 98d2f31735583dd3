/** What a mount says, in its short form or its long one. */
import { isMap, isSeq, type Node } from 'yaml';
import { resolve, valueAt } from '../draft.ts';
import { scalar, textOf } from '../edit.ts';
import { splitColons } from './colons.ts';
import { defaultOf, type Scope } from './scope.ts';

export interface Mount {
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
}

export function hasTarget({ job: { draft }, map }: Scope, target: string): boolean {
  const list = valueAt(draft, map, 'volumes');
  return isSeq(list) && list.items.some((item) => targetOf(draft, item) === target);
}

export const targetOf = (draft: Scope['job']['draft'], item: unknown): string | undefined => {
  const mount = resolve(draft, item);
  if (isMap(mount)) return textOf(valueAt(draft, mount, 'target'));
  const parts = splitColons(textOf(mount) ?? '');
  return parts.length === 1 ? parts[0] : parts[1];
};

/** To the loader a leading dot is a path, also of `.env`. */
export const isRelative = (source: string): boolean => source.startsWith('.');

/** Only mounts of paths. */
export function readMount({ job: { draft } }: Scope, node: Node | undefined): Mount | undefined {
  if (isMap(node)) {
    const [type, source, target] = ['type', 'source', 'target'].map((key) => textOf(valueAt(draft, node, key)));
    const readOnly = /^true$/i.test(textOf(valueAt(draft, node, 'read_only')) ?? '');
    return type === 'bind' && source && target ? { source, target, readOnly } : undefined;
  }
  const written = splitColons(textOf(node) ?? '');
  // A variable may hold all of it.
  const [source, target, options = ''] = written.length > 1 ? written : splitColons(defaultOf(node) ?? '');
  if (!source || target === undefined || !/^(?:[./~]|\$\{[A-Za-z_]\w*:?-[./~])/.test(source)) return undefined;
  return { source: defaultOf(scalar(source)) ?? source, target, readOnly: /(?:^|,)ro(?:,|$)/.test(options) };
}
