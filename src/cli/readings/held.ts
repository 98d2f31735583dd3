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
import { type FileTree, isLate, picked, sourceIn } from '../../source/index.ts';
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
  const open: string[] = [];
  const quiet = new Set<string>();
  let shell = false;
  for (const path of Object.keys(tree)) {
    const unread = isLate(tree, path) ? stored.quiet.get(path) : undefined;
    const kept = unread ?? stored.get(sourceIn(tree, path));
    if (kept !== undefined && stillHolds(kept, exists)) {
      if (unread !== undefined) quiet.add(path);
      held.set(path, kept);
      shell ||= kept.parsers.includes('shell');
    } else open.push(path);
  }
  const fresh = picked(tree, open);
  // Quiet files took no parser.
  const others = (): FileTree =>
    quiet.size === 0
      ? tree
      : picked(
          tree,
          Object.keys(tree).filter((path) => !quiet.has(path)),
        );
  return {
    fresh,
    readings: { get: ({ path }) => held.get(path), set: stored.set },
    parsers: (loaded) => {
      // Some ask for it only for scripts that are parsed late, and so took none. What was read in this run has it loaded.
      const asked = (): boolean => shell || (fromEarlierRuns && parsersNeeded(others(), readers).has('shell'));
      const parse = loaded.shell ?? (asked() ? missed : undefined);
      return parse === undefined ? loaded : { ...loaded, shell: stored.shell(parse) };
    },
  };
}
