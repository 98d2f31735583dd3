/**
 * Programs in which nothing was found, known by what the disk says of them: most of a large repository, and a later run need not even open
 * them. What is kept is the names of their modules and nothing of their text, so that it may lie under a key that is not made of it.
 */
import type { Stats } from 'node:fs';
import type { CodeFile, KeptReading } from '../../facts/index.ts';
import { isSettled, signatureOf } from '../answers/signature.ts';

/** What is left of a file when all that follows from its path and from its being quiet is left out: there are many. */
interface Row {
  /** What the disk said of it. */
  readonly signature: string;
  /** In UTF-16 units. */
  readonly length: number;
  readonly rest: Omit<CodeFile, 'path' | 'at' | 'facts' | 'parsed'>;
  /** Absent: its imports. */
  readonly present?: readonly string[];
  readonly absent?: readonly string[];
}

type Rows = readonly (readonly [path: string, Row])[];

export interface QuietReadings {
  /** Nothing is different about this file since it was read; to be asked of every program, for what is learned of it is kept with its reading. */
  readonly isUnchanged: (path: string, kind: Stats) => boolean;
  /** Of what is unchanged. */
  readonly get: (path: string) => KeptReading | undefined;
  readonly set: (path: string, kept: KeptReading) => void;
  /** What is to be kept, when it is something else than before. `listing`: paths that still exist. */
  readonly toKeep: (listing: ReadonlySet<string>) => string | undefined;
}

/** Of more, to keep them takes longer than a later run is spared. */
const MOST = 50_000;

const isSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((one, at) => one === others[at]);

/** Absent: a parser was worth its while, or a reader found more than imports. */
function rowOf(path: string, signature: string, { reading, parsers, present, absent }: KeptReading): Row | undefined {
  const [code, ...more] = reading.code ?? [];
  if (code === undefined || more.length > 0 || parsers.length > 0) return undefined;
  if (Object.entries(reading).some(([name, items]) => name !== 'code' && items && items.length > 0)) return undefined;
  const { path: own, at, facts, parsed, ...rest } = code;
  if (own !== path || at.file !== path || at.start !== 0 || facts.length > 0 || parsed) return undefined;
  return {
    signature,
    length: at.end,
    rest,
    ...(isSame(present, code.imports) ? {} : { present }),
    ...(absent.length === 0 ? {} : { absent }),
  };
}

const keptOf = (path: string, { length, rest, present = rest.imports, absent = [] }: Row): KeptReading => ({
  reading: { code: [{ path, at: { file: path, start: 0, end: length }, ...rest, facts: [], parsed: false }] },
  present,
  absent,
  parsers: [],
});

/** `known`: what was kept; asked once, and only when a program turns up. */
export function quietReadings(known: () => string | undefined): QuietReadings {
  const started = Date.now();
  const seen = new Map<string, string>();
  const unchanged = new Map<string, KeptReading | undefined>();
  let files: Map<string, Row> | undefined;
  let changed = false;
  const all = (): Map<string, Row> => {
    files ??= new Map(JSON.parse(known() ?? '[]') as Rows);
    return files;
  };
  return {
    isUnchanged: (path, kind) => {
      const signature = signatureOf(path, kind);
      seen.set(path, signature);
      const same = all().get(path)?.signature === signature;
      if (same) unchanged.set(path, undefined);
      return same;
    },
    get: (path) => {
      const row = unchanged.has(path) ? all().get(path) : undefined;
      if (row === undefined) return undefined;
      const kept = unchanged.get(path) ?? keptOf(path, row);
      unchanged.set(path, kept);
      return kept;
    },
    set: (path, kept) => {
      const signature = seen.get(path);
      if (signature === undefined) return;
      if (unchanged.has(path)) unchanged.set(path, undefined);
      const isRoom = all().size < MOST || all().has(path);
      const row = isRoom && isSettled(signature, started) ? rowOf(path, signature, kept) : undefined;
      if (row !== undefined) all().set(path, row);
      if (row !== undefined || all().delete(path)) changed = true;
    },
    toKeep: (listing) => {
      // No program was looked at: what is known of them stays as it is.
      if (files === undefined) return undefined;
      for (const path of [...files.keys()]) if (!listing.has(path) && files.delete(path)) changed = true;
      return changed ? JSON.stringify([...files]) : undefined;
    },
  };
}
