/** Takes an entry with its comments to another mapping of the same file. */
import type { YAMLMap } from 'yaml';
import { insertLines, lineStart, type TextEdit } from '../text-edit.ts';
import { contentEnd, nextLine } from './extent.ts';
import { keyOf, pairAt, type Step, startsAt } from './find.ts';
import { removal } from './remove.ts';
import { columnOf, type Style } from './style.ts';

/** `path`: what is missing below the mapping, the key of the entry itself last. Block style only. */
export function moving(
  text: string,
  step: Step,
  map: YAMLMap,
  path: readonly string[],
  style: Style,
): readonly TextEdit[] | undefined {
  const pair = pairAt(step);
  const last = map.items.at(-1);
  const first = startsAt(map.items[0]?.key);
  const start = pair && startsAt(pair.key);
  if (!pair || !last || first === undefined || start === undefined || map.flow || step.within.flow) return undefined;
  // A mapping that lies in what is moved, or has nothing else, cannot take it.
  if (map.items.length === 1 && step.within === map) return undefined;
  const gone = removal(text, step);
  if (!gone || text.slice(lineStart(text, start), start).trim() !== '') return undefined;
  const column = columnOf(text, first);
  const parents = path.slice(0, -1);
  const by = column + parents.length * style.step - columnOf(text, start);
  const name = path.at(-1)!;
  const old = keyOf(pair)!;
  // The key may get another name, if it is written plainly.
  if (name !== old && !text.startsWith(old, start)) return undefined;
  const renamed = name === old ? text.slice(start, gone.end) : name + text.slice(start + old.length, gone.end);
  const block = (text.slice(gone.start, start) + renamed).replace(/\r?\n$/, '').split(/\r?\n/);
  // Lines that stand further left than they may be moved (comments, mostly) would change what they belong to.
  if (block.some((line) => line.trim() !== '' && line.search(/\S/) + by < 0)) return undefined;
  const moved = block.map((line) => (line.trim() === '' ? '' : by < 0 ? line.slice(-by) : ' '.repeat(by) + line));
  const lines = [...parents.map((key, depth) => `${' '.repeat(column + depth * style.step)}${key}:`), ...moved];
  const at = nextLine(text, contentEnd(last, first));
  return [gone, insertLines(text, at, `${lines.join('\n')}\n`)];
}
