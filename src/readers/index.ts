/** All readers, some of them heads of what is loaded for the paths of a run, and the loop that puts every file to the ones that claim it. */
import {
  ParserMissed,
  type Parsers,
  type Reader,
  type ReaderContext,
  type Reading,
  type ReadingCache,
} from '../facts/index.ts';
import { type FileTree, type Source, sourceIn, startOf } from '../source/index.ts';
import { composeReader } from './compose/index.ts';
import { credentialReader } from './credentials.ts';
import { dockerfileReader } from './dockerfile/index.ts';
import { envFileReader } from './dotenv.ts';
import { ignoreCommentReader } from './ignore-comments.ts';
import { ignoreFileReader } from './ignore-file.ts';
import { joinTokenReader } from './join-tokens.ts';
import { sideBySide, stillHolds, watch } from './kept.ts';
import { languageReaders } from './languages.ts';
import { manifestReaders } from './manifests/index.ts';
import { pathAliasReader } from './path-aliases.ts';
import { pipelineReaders } from './pipeline/index.ts';
import { prismaReader } from './prisma.ts';
import { processListReader } from './process-lists.ts';
import { runtimeFileReader } from './runtime-files.ts';
import { serverFileReader } from './server-files/index.ts';
import { scriptReader } from './shell/index.ts';
import { isServiceCreate, serviceCreation } from './shell/service-create.ts';

export { stillHolds } from './kept.ts';

export const readers: readonly Reader[] = [
  composeReader,
  dockerfileReader,
  ignoreFileReader,
  envFileReader,
  credentialReader,
  ...manifestReaders,
  pathAliasReader,
  scriptReader,
  runtimeFileReader,
  ...pipelineReaders,
  ...languageReaders,
  prismaReader,
  joinTokenReader,
  processListReader,
  serverFileReader,
];

export interface ReadAll {
  /** Readings of all files put side by side; every list is present. */
  readonly reading: Required<Reading>;
  readonly faults: readonly Fault[];
}

interface Fault {
  readonly what: string;
  readonly error: string;
  readonly stack?: string;
}

type Lists = { -readonly [K in keyof Reading]-?: NonNullable<Reading[K]>[number][] };

export interface ReadSetup {
  readonly readers?: readonly Reader[];
  readonly parsers?: Parsers;
  readonly listing?: readonly string[];
  /** Asked before a file is read, and told afterwards. */
  readonly readings?: ReadingCache;
  /** Files read so far, of how many. */
  readonly progress?: (done: number, of: number) => void;
}

/** Reads one file, or takes what is kept of it. */
type ReadOne = (source: Source, faults: Fault[]) => readonly Reading[];

/** `paths`: all there are. For whoever fills `readings` little by little before `readAll` takes them from there. */
export function fileReader(paths: ReadonlySet<string>, setup: Omit<ReadSetup, 'listing' | 'progress'>): ReadOne {
  const among = [...(setup.readers ?? readers), ignoreCommentReader];
  const context = { parsers: setup.parsers ?? {}, exists: (path: string) => paths.has(path) };
  const { readings } = setup;
  return (source, faults) => {
    const kept = readings?.get(source);
    if (kept && stillHolds(kept, context.exists)) return [kept.reading];
    const watched = readings === undefined ? undefined : watch(context);
    const before = faults.length;
    const parts = readFile(source, among, watched?.context ?? context, faults);
    if (readings && watched && faults.length === before && !watched.incomplete())
      readings.set(source, { reading: sideBySide(parts), ...watched.answers() });
    return parts;
  };
}

export function readAll(tree: FileTree, setup: ReadSetup): ReadAll {
  const all: Lists = {
    compose: [],
    dockerfiles: [],
    ignoreFiles: [],
    manifests: [],
    locks: [],
    aliases: [],
    envFiles: [],
    credentialFiles: [],
    processLists: [],
    serverFiles: [],
    scripts: [],
    invocations: [],
    runtimeWishes: [],
    pipelineImages: [],
    creations: [],
    companions: [],
    joinTokens: [],
    code: [],
    live: [],
    ignoreComments: [],
    gaps: [],
  };
  const paths = new Set([...(setup.listing ?? []), ...Object.keys(tree)]);
  const named = (setup.readers ?? readers).filter(({ byName }) => byName);
  const context = { parsers: setup.parsers ?? {}, exists: (path: string) => paths.has(path) };
  const readOne = fileReader(paths, setup);
  const faults: Fault[] = [];
  // Locks are facts by their names; the files themselves need not have been loaded.
  const loaded = Object.keys(tree).length;
  let done = 0;
  for (const path of [...paths].sort()) {
    const isLoaded = Object.hasOwn(tree, path);
    if (isLoaded) setup.progress?.(done++, loaded);
    const parts = isLoaded
      ? readOne(sourceIn(tree, path), faults)
      : readFile({ path, text: '' }, named, context, faults);
    for (const part of parts) collect(all, part);
  }
  return { reading: all, faults };
}

function readFile(
  source: Source,
  among: readonly Reader[],
  context: ReaderContext,
  faults: Fault[],
): readonly Reading[] {
  const parts: Reading[] = [];
  for (const reader of among) {
    if (!reader.claims(source.path)) continue;
    try {
      const reading = reader.read(source, context);
      const creations = reading.invocations?.filter(isServiceCreate).map(serviceCreation);
      parts.push(creations ? { ...reading, creations } : reading);
    } catch (error) {
      if (error instanceof ParserMissed) throw error;
      // A reader must not throw; when it does, the file becomes a gap and the run goes on.
      faults.push({
        what: `reader ${reader.name} on ${source.path}`,
        error: error instanceof Error ? error.message : String(error),
        stack: error instanceof Error ? error.stack : undefined,
      });
      parts.push({ gaps: [{ at: startOf(source.path), why: `could not be read: the ${reader.name} reader failed` }] });
    }
  }
  return parts;
}

function collect(all: Lists, reading: Reading): void {
  for (const [name, items] of Object.entries(reading) as [keyof Reading, readonly never[]][])
    if (items !== undefined) for (const item of items) (all[name] as unknown[]).push(item);
}
