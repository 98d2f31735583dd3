/** Files that a program reads, by their paths. */
import { holds } from './match.ts';
import type { Program } from './program.ts';
import type { Tables } from './row.ts';
import { nameOf, slotOf, textOf } from './values.ts';

const known = new WeakMap<Program, ReadonlySet<string>>();

export function pathsReadBy(program: Program, tables: Tables): ReadonlySet<string> {
  const found = known.get(program) ?? new Set(pathsOf(program, tables));
  known.set(program, found);
  return found;
}

const pathsOf = ({ sites }: Program, tables: Tables): readonly string[] =>
  sites.flatMap((site) => {
    const name = site.site === 'call' && site.meaning ? nameOf(site.meaning) : undefined;
    const row = tables.fileReads?.find(
      ({ calls, when = [] }) =>
        name !== undefined &&
        calls.includes(name) &&
        site.site === 'call' &&
        when.every((condition) => holds(site, condition, tables) === true),
    );
    const value = row && site.site === 'call' ? slotOf(site, row.path) : 'absent';
    const path = typeof value === 'string' ? undefined : textOf(value);
    return path === undefined ? [] : [path];
  });
