/** Puts readings of earlier runs in the place of parsers that then need not be loaded. */
import {
  type KeptReading,
  ParserMissed,
  type Parsers,
  type ParseShell,
  type Reader,
  type ReadingCache,
} from '../../facts/index.ts';
import { stillHolds } from '../../readers/index.ts';
import type { FileTree } from '../../source/index.ts';
import { parsersNeeded } from '../load-readers.ts';
import type { StoredReadings } from './index.ts';

export interface Held {
  /** Files that have to be read. */
  readonly fresh: FileTree;
  readonly readings: ReadingCache;
  /** With a shell parser whenever reading all files would have taken one: scripts inside stack files are parsed late. */
  readonly parsers: (loaded: Parsers) => Parsers;
}

/** Of a script that nobody has parsed yet. */
const missed: ParseShell = () => {
  throw new ParserMissed();
};

export function holding(
  stored: StoredReadings,
  tree: FileTree,
  listing: readonly string[],
  readers: readonly Reader[],
  fromEarlierRuns: boolean,
): Held {
  const paths = new Set([...listing, ...Object.keys(tree)]);
  const exists = (path: string): boolean => paths.has(path);
  const held = new Map<string, KeptReading>();
  const fresh: Record<string, string> = Object.create(null);
  let shell = false;
  for (const [path, text] of Object.entries(tree)) {
    const kept = stored.get(path, text);
    if (kept !== undefined && stillHolds(kept, exists)) {
      held.set(path, kept);
      shell ||= kept.parsers.includes('shell');
    } else fresh[path] = text;
  }
  return {
    fresh,
    readings: { get: (path) => held.get(path), set: stored.set },
    parsers: (loaded) => {
      // Some ask for it only for scripts that are parsed late, and so took none. What was read in this run has it loaded.
      const asked = (): boolean => shell || (fromEarlierRuns && parsersNeeded(tree, readers).has('shell'));
      const parse = loaded.shell ?? (asked() ? missed : undefined);
      return parse === undefined ? loaded : { ...loaded, shell: stored.shell(parse) };
    },
  };
}
