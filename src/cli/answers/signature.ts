/** What the disk says of a file: another text has another one, but for what is written within the same tick of the clock. */
import { lstatSync, realpathSync, type Stats, statSync } from 'node:fs';

/** Of what is neither there nor to be looked at. */
const NONE = '-';

const of = ({ size, mtimeMs, ctimeMs, ino }: Stats): string => `${size} ${mtimeMs} ${ctimeMs} ${ino}`;

/** `kind`: of the path itself, when somebody has looked already and found no link. */
export function signatureOf(path: string, kind?: Stats): string {
  if (kind !== undefined) return of(kind);
  try {
    const found = lstatSync(path);
    if (!found.isSymbolicLink()) return of(found);
    return `${of(found)} ${realpathSync(path)} ${of(statSync(path))}`;
  } catch {
    return NONE;
  }
}

/** Milliseconds since 1970 at which a file with this signature was last touched; 0: there is none. */
function touched(signature: string): number {
  const words = signature.split(' ');
  const times = [words[1], words[2], words.at(-3), words.at(-2)];
  return Math.max(0, ...times.map(Number).filter(Number.isFinite));
}

/** Milliseconds before a run: a file touched since may be written again without looking any different. */
const TICK = 2_000;

/** Whoever writes a file with this signature after `started` leaves another one. `started`: of the run, in milliseconds since 1970. */
export const isSettled = (signature: string, started: number): boolean => touched(signature) <= started - TICK;

/** Links resolved; a text no path has where there is nothing. */
export function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return NONE;
  }
}
