/** Docker commands in scripts and pipelines. */
import type { Invocation } from '../../facts/index.ts';
import { type Span, span } from '../../source/index.ts';
import type { Edit } from '../fix.ts';

/**
 * A flag more, in front of all others. Undefined where what follows the command stands on another line, behind its place, or nowhere: there is no
 * telling then that the place is that of the word.
 */
export function addFlag({ at, flags, operands }: Invocation, flag: string): Edit | undefined {
  const first = [...flags, ...operands]
    .map((one) => one.at)
    .reduce<Span | undefined>((least, one) => (least && least.start <= one.start ? least : one), undefined);
  if (!first || first.file !== at.file || first.start <= at.start || first.start >= at.end) return undefined;
  return { kind: 'text', at: span(at.file, first.start, first.start), text: `${flag} ` };
}
