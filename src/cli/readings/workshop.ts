/** Where files of a run are read: readers and parsers are loaded as files ask for them, and no file is read twice. */
import type { IsUnchanged } from '../../discover/load.ts';
import { ParserMissed, type Parsers, type Reader, type ReadingCache } from '../../facts/index.ts';
import { readers } from '../../readers/index.ts';
import type { FileTree } from '../../source/index.ts';
import { type Loaded, loadParsers, loadReaders } from '../load-readers.ts';
import { holding } from './held.ts';
import type { StoredReadings } from './index.ts';
import { quietReadings } from './quiet.ts';

export interface ReadingSetup {
  readonly readers: readonly Reader[];
  readonly parsers: Parsers;
  readonly readings: ReadingCache;
}

export interface Workshop {
  /** Does some work with all that reading this tree takes. */
  readonly run: <T>(tree: FileTree, work: (setup: ReadingSetup) => T) => Promise<T>;
  /** Of a program whose reading is kept. Absent: none is. */
  readonly isUnchanged?: IsUnchanged;
  /** All that was loaded, for files that were not here before. */
  readonly loaded: () => Loaded;
  /** Writes what later runs can take. */
  readonly save: () => void;
}

/** Of this run, in front of those of earlier ones. */
function remembered(stored: StoredReadings | undefined): StoredReadings {
  const own = new Map<string, { readonly text: string; readonly kept: ReturnType<ReadingCache['get']> }>();
  return {
    get: (source) => {
      const known = own.get(source.path);
      if (known !== undefined && known.text === source.text) return known.kept;
      const kept = stored?.get(source);
      if (kept !== undefined) own.set(source.path, { text: source.text, kept });
      return kept;
    },
    set: (source, kept) => {
      own.set(source.path, { text: source.text, kept });
      stored?.set(source, kept);
    },
    quiet: stored?.quiet ?? quietReadings(() => undefined),
    shell: (parse) => stored?.shell(parse) ?? parse,
    save: (listing) => stored?.save(listing),
  };
}

/** `listing`: all paths of the repository; `stored`: readings of earlier runs; `around`: does the long parts of the work. */
export function openWorkshop(
  listing: readonly string[],
  stored: StoredReadings | undefined,
  around: <T>(work: () => T) => T,
): Workshop {
  const kept = remembered(stored);
  let loaded: Loaded = { readers, parsers: {} };

  const add = (parsers: Parsers, own: readonly Reader[] = loaded.readers): void => {
    loaded = { readers: own, parsers: { ...loaded.parsers, ...parsers } };
  };
  return {
    run: async (tree, work) => {
      const held = holding(kept, tree, listing, loaded.readers, stored !== undefined);
      const more = await loadReaders(held.fresh, loaded.readers);
      add(more.parsers, more.readers);
      const now = (): ReadingSetup => ({
        readers: loaded.readers,
        parsers: held.parsers(loaded.parsers),
        readings: held.readings,
      });
      try {
        return around(() => work(now()));
      } catch (error) {
        if (!(error instanceof ParserMissed)) throw error;
        add(await loadParsers(['shell']));
        return around(() => work(now()));
      }
    },
    ...(stored && { isUnchanged: stored.quiet.isUnchanged }),
    loaded: () => loaded,
    save: () => kept.save(new Set(listing)),
  };
}
