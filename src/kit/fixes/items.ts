/** More items for a list of a stack file. */
import type { Node } from '../../facts/index.ts';
import type { Span } from '../../source/index.ts';
import type { Edit, Plain } from '../fix.ts';

/** Behind the items of a list, or as the list that is not there yet. */
export function addItems(
  holder: Span,
  list: Node | undefined,
  key: string,
  values: readonly Plain[],
): [Edit, ...Edit[]] | undefined {
  if (list === undefined) return [{ kind: 'set', at: holder, path: [key], value: values }];
  const [first, ...others] = values.map((value): Edit => ({ kind: 'append', at: list.at, value }));
  return list.kind === 'list' && list.items.length > 0 && first ? [first, ...others] : undefined;
}
