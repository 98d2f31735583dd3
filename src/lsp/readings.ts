/** The readings of the run before, one for each path: what an editor changes is one file at a time. */
import type { KeptReading, ReadingCache } from '../facts/index.ts';

export interface KeptReadings extends ReadingCache {
  /** Forgets the files that are gone. */
  readonly keepOnly: (tree: Readonly<Record<string, string>>) => void;
}

export function keptReadings(): KeptReadings {
  const known = new Map<string, { readonly text: string; readonly reading: KeptReading }>();
  return {
    get: ({ path, text }) => {
      const found = known.get(path);
      return found?.text === text ? found.reading : undefined;
    },
    set: ({ path, text }, reading) => known.set(path, { text, reading }),
    keepOnly: (tree) => {
      for (const path of [...known.keys()]) if (!Object.hasOwn(tree, path)) known.delete(path);
    },
  };
}
