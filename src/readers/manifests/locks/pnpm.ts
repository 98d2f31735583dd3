import type { LockContents } from '../../../facts/manifest.ts';
import { overriddenName } from '../overridden.ts';
import { isConflict, linesOf } from './lines.ts';

const groups = new Set(['dependencies', 'devDependencies', 'optionalDependencies']);
const entry = /^( *)(?:'([^']*)'|"([^"]*)"|([^\s'":][^'":]*)):(?: (.*))?$/;

/**
 * https://github.com/pnpm/spec/tree/master/lockfile. pnpm writes YAML of one plain shape, in which the packages of the repository stand in
 * front: they are read line by line, and the thousands of packages behind them not at all. A package alone stands at the top in older forms.
 */
export function readPnpmLock(text: string): LockContents | undefined {
  const wishes = new Map<string, Map<string, string>>();
  const overridden: string[] = [];
  const path: string[] = [];
  let format: string | undefined;
  let documents = 0;
  for (const line of linesOf(text)) {
    if (isConflict(line)) return undefined;
    // A document in front holds what pnpm itself is made of.
    if (line === '---' && ++documents > 1) return undefined;
    const found = entry.exec(line);
    if (!found) continue;
    const depth = found[1]!.length / 2;
    const key = found[2] ?? found[3] ?? found[4]!;
    if (depth === 0 && (key === 'packages' || key === 'snapshots')) break;
    path.length = Math.min(path.length, depth);
    path[depth] = key;
    const value = scalar(found[5]);
    if (depth === 0 && key === 'lockfileVersion') format = value;
    if (depth === 1 && path[0] === 'overrides') overridden.push(...overriddenName(key));
    const several = path[0] === 'importers';
    const folder = several ? path[1] : '.';
    const [group = '', name, property] = several ? path.slice(2) : path;
    if (folder === undefined || !(several || group === 'specifiers' || groups.has(group))) continue;
    const known = wishes.get(folder) ?? new Map<string, string>();
    wishes.set(folder, known);
    if (value === undefined || name === undefined) continue;
    if (group === 'specifiers' ? property === undefined : groups.has(group) && property === 'specifier')
      known.set(name, value);
  }
  return format === undefined ? undefined : { format, held: new Map(), wishes: byFolder(wishes), overridden };
}

/** The folder of the lock is `.` there, and the empty text here. */
const byFolder = (wishes: ReadonlyMap<string, ReadonlyMap<string, string>>) =>
  new Map([...wishes].map(([folder, names]) => [folder === '.' ? '' : folder, names]));

/** Quotes are doubled inside quotes; a text over several lines is not read. */
function scalar(text: string | undefined): string | undefined {
  if (text === undefined || /^[>|&*{[]/.test(text)) return undefined;
  if (text.startsWith("'")) return text.endsWith("'") ? text.slice(1, -1).replaceAll("''", "'") : undefined;
  return text.startsWith('"') ? undefined : text;
}
