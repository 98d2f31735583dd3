/** Readings of earlier runs, kept on the disk by the content of their files. */
import type { KeptReading, ParseShell, ReadingCache } from '../../facts/index.ts';
import type { Location } from './location.ts';
import { type Entry, readPack, writePack } from './pack.ts';
import { isPlain } from './plain.ts';
import { type QuietReadings, quietReadings } from './quiet.ts';
import { close, open, sealFor } from './seal.ts';

export { type Location, locate } from './location.ts';

export interface StoredReadings extends ReadingCache {
  readonly quiet: QuietReadings;
  /** The same answers as `parse`, which is asked for what no earlier run asked. */
  readonly shell: (parse: ParseShell) => ParseShell;
  /** Writes what is new. `listing`: paths that still exist; readings of others go. */
  readonly save: (listing: ReadonlySet<string>) => void;
}

/** The entry of all programs in which nothing was found. No file has this name. */
const QUIET = '\0quiet';

/** To read a file nothing was found in takes less time than to find its reading. */
const isWorthKeeping = ({ reading, parsers }: KeptReading): boolean =>
  parsers.length > 0 || Object.entries(reading).some(([name, items]) => name !== 'code' && items && items.length > 0);

/** `version`: of everything that decides what a reading is. */
export function storedReadings({ file, secret }: Location, version: string): StoredReadings {
  const before = readPack(file, version);
  const after = new Map<string, Entry>(before);
  /** By the path they stand in: what was parsed in this run. */
  const scripts = new Map<
    string,
    { readonly name: string; readonly parts: readonly string[]; readonly commands: unknown }[]
  >();
  let changed = false;

  const find = (name: string, parts: readonly string[]): unknown => {
    const entry = before.get(name);
    if (entry === undefined) return undefined;
    const seal = sealFor(secret, [version, ...parts]);
    return entry.id === seal.id ? open(seal, entry.sealed) : undefined;
  };
  const keep = (name: string, parts: readonly string[], value: unknown): void => {
    if (!isPlain(value)) return;
    const seal = sealFor(secret, [version, ...parts]);
    after.set(name, { id: seal.id, sealed: close(seal, value) });
    changed = true;
  };

  const quiet = quietReadings(() => find(QUIET, [QUIET]) as string | undefined);

  return {
    quiet,
    // Its text may come late: it is not asked for in vain.
    get: (source) =>
      before.has(source.path) ? (find(source.path, [source.path, source.text]) as KeptReading | undefined) : undefined,
    set: ({ path, text }, kept) => {
      quiet.set(path, kept);
      // What its readers parsed is in the reading. What is parsed later, when files are put side by side, is not.
      scripts.delete(path);
      if (isWorthKeeping(kept)) keep(path, [path, text], kept);
      else if (after.delete(path)) changed = true;
    },
    shell: (parse) => (text, path, offset) => {
      // A name no file has.
      const name = `${path}\0${offset}`;
      const parts = ['shell', path, String(offset), text];
      const found = find(name, parts);
      if (found !== undefined) return found as ReturnType<ParseShell>;
      const commands = parse(text, path, offset);
      scripts.set(path, [...(scripts.get(path) ?? []), { name, parts, commands }]);
      return commands;
    },
    save: (listing) => {
      for (const { name, parts, commands } of [...scripts.values()].flat()) keep(name, parts, commands);
      for (const name of [...after.keys()])
        if (name !== QUIET && !listing.has(name.split('\0', 1)[0]!) && after.delete(name)) changed = true;
      const files = quiet.toKeep(listing);
      if (files !== undefined) keep(QUIET, [QUIET], files);
      if (changed) writePack(file, version, after);
    },
  };
}
