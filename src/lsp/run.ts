/** One run over a folder: settings, parsers, readings a few at a time, and then the middle in one go. */

import type { TextDocument } from 'vscode-languageserver-textdocument';
import { rules as allRules } from '../../rules/index.ts';
import { parseBaseline, withBaseline } from '../engine/baseline.ts';
import { suppressionRule } from '../engine/index.ts';
import type { Report } from '../engine/report.ts';
import { type Facts, noSettings, type Parsers, type Reader, type Settings } from '../facts/index.ts';
import { lint } from '../lint.ts';
import { readers as allReaders, fileReader } from '../readers/index.ts';
import { type FileTree, joinPath, type Located, startOf } from '../source/index.ts';
import type { Addresses } from './addresses.ts';
import type { Disk, Found } from './disk.ts';
import type { Options } from './options.ts';
import { type Ranges, rangesIn } from './ranges.ts';
import type { KeptReadings } from './readings.ts';

export const USUAL_BASELINE = '.swarm-lint-baseline.json';

/** Milliseconds of reading after which whoever waits is let in. */
const SLICE = 20;

export const rules = [...allRules, suppressionRule];

export interface Loaded {
  readonly readers: readonly Reader[];
  readonly parsers: Parsers;
}

export const nothingLoaded: Loaded = { readers: allReaders, parsers: {} };

/** A file of settings or a baseline that cannot be followed. */
export interface Complaint extends Located {
  readonly message: string;
}

export interface Open {
  readonly text: string;
  readonly document: TextDocument;
  readonly onDisk: boolean;
}

/** A report with the texts it is about. */
export interface Judged {
  readonly tree: FileTree;
  readonly facts: Facts;
  readonly report: Report;
  readonly settings: Settings;
  readonly ranges: Ranges;
  /** The report about another tree, by the same settings and the same baseline. */
  readonly again: (tree: FileTree) => Report;
}

export interface Snapshot {
  readonly addresses: Addresses;
  /** The folder is no more. */
  readonly gone?: true;
  /** Open documents by their paths, without byte order marks. */
  readonly texts: ReadonlyMap<string, Open>;
  readonly complaints: readonly (Complaint & { readonly ranges?: Ranges })[];
  /** Absent: the configuration was never one that can be followed. */
  readonly judged?: Judged;
  /** The file of the configuration; absent: there is none. */
  readonly settingsFile?: string;
  /** Only a part of what the configuration would speak for is known. */
  readonly partial?: true;
}

export interface Inputs {
  readonly found: Found;
  readonly base: FileTree;
  readonly texts: Snapshot['texts'];
  readonly addresses: Addresses;
  readonly readings: KeptReadings;
  readonly loaded: Loaded;
  readonly options: Options;
  readonly disk: Disk;
}

export interface Outcome {
  readonly snapshot: Snapshot;
  readonly loaded: Loaded;
}

/** `undefined`: it was overtaken. `before`: its settings hold while those of now cannot be followed. */
export async function runOver(
  given: Inputs,
  before: Snapshot | undefined,
  overtaken: () => boolean,
  progress: (done: number, of: number) => void,
): Promise<Outcome | undefined> {
  const { found, base, texts, addresses, readings, options, disk } = given;
  const written = new Map([...texts].map(([path, { text }]) => [path, text]));
  const look = await disk.settings(found.root, found.listing, written);
  const tree: Record<string, string> = Object.assign(
    Object.create(null),
    base,
    Object.fromEntries(look.files),
    Object.fromEntries([...written].filter(([path]) => isOurs(path, given, look.files))),
  );
  const marked = (path: string) => texts.get(path)?.document.getText().startsWith('\uFEFF') ?? false;
  const ranges = rangesIn(tree, marked);
  const complaints: (Complaint & { ranges?: Ranges })[] = look.complaints.map(({ at, message, hint }) => ({
    at,
    message: `${message}.${hint}`,
    ranges,
  }));
  const settingsFile = [...look.files.keys()][0];
  const about = {
    addresses,
    texts,
    ...(settingsFile === undefined ? {} : { settingsFile }),
    ...(found.whole ? {} : { partial: true as const }),
  };
  const followed = complaints.length === 0 ? look.settings : before?.judged?.settings;
  if (followed === undefined) return { snapshot: { ...about, complaints }, loaded: given.loaded };

  const fresh = Object.entries(tree).filter(([path, text]) => readings.get({ path, text }) === undefined);
  const more = await disk.prepare(Object.fromEntries(fresh), given.loaded.readers);
  const loaded: Loaded = { readers: more.readers, parsers: { ...given.loaded.parsers, ...more.parsers } };
  const { repository, whole } = found;
  const paths = new Set([...found.listing, ...Object.keys(tree)]);
  const listing = [...paths].sort();
  const read = fileReader(paths, { ...loaded, readings });
  if (!(await readInSlices(fresh, read, overtaken, progress))) return undefined;
  readings.keepOnly(tree);

  const target = options.target;
  const settings: Settings = { ...noSettings, ...followed, ...(target ? { target } : {}) };
  const setup = { ...loaded, listing, repository, gaps: found.gaps, settings, readings };
  const { facts, report: bare } = lint(tree, { ...setup, today: disk.today(), partial: !whole });
  const baseline = baselineFor(given, written);
  if (baseline !== undefined && 'at' in baseline) complaints.push({ ...baseline, ranges });
  const accept = (report: Report): Report =>
    baseline === undefined || 'at' in baseline ? report : withBaseline(report, baseline);
  const judged: Judged = {
    tree,
    facts,
    report: accept(bare),
    settings: followed,
    ranges,
    again: (other) =>
      accept(lint(other, { ...setup, readings: lookOnly(readings), today: disk.today(), partial: !whole }).report),
  };
  return { snapshot: { ...about, complaints, judged }, loaded };
}

/** Whether the text of an open document counts: its file was found, or is not yet on the disk. What git ignores stays out. */
const isOurs = (path: string, { base, found, texts }: Inputs, settings: ReadonlyMap<string, string>): boolean =>
  Object.hasOwn(base, path) ||
  settings.has(path) ||
  (allReaders.some((reader) => reader.byName !== true && reader.claims(path)) &&
    (found.listing.includes(path) || texts.get(path)?.onDisk === false));

/** A tree that is only tried out leaves the readings as they are. */
const lookOnly = ({ get }: KeptReadings) => ({ get, set: () => {} });

/** Whether it came to an end; what was read is kept in any case. */
async function readInSlices(
  files: readonly (readonly [path: string, text: string])[],
  read: ReturnType<typeof fileReader>,
  overtaken: () => boolean,
  progress: (done: number, of: number) => void,
): Promise<boolean> {
  let since = performance.now();
  for (const [at, [path, text]] of files.entries()) {
    read({ path, text }, []);
    if (performance.now() - since < SLICE) continue;
    progress(at + 1, files.length);
    await new Promise((resolve) => setImmediate(resolve));
    if (overtaken()) return false;
    since = performance.now();
  }
  return !overtaken();
}

const complaintAt = (path: string, message: string): Complaint => ({ at: startOf(path), message });

/** The baseline, a complaint about it, or `undefined` where there is none. */
function baselineFor({ options, disk, found }: Inputs, written: ReadonlyMap<string, string>) {
  if (options.baseline === false) return undefined;
  const path = options.baseline === true ? USUAL_BASELINE : options.baseline;
  if (joinPath('', path) !== path)
    return complaintAt(USUAL_BASELINE, `There is no baseline ${JSON.stringify(path)} in this folder.`);
  const loaded = written.has(path) ? { text: written.get(path)! } : disk.loader(found.root)(path);
  if (!('text' in loaded)) return undefined;
  const baseline = parseBaseline(loaded.text);
  if (typeof baseline === 'string') return complaintAt(path, `This baseline cannot be used: ${baseline}.`);
  const folder = disk.folderInRepository(found.root);
  if (baseline.folder !== undefined && folder !== undefined && baseline.folder !== folder)
    return complaintAt(path, 'This baseline was written for another folder, so nothing of it is accepted.');
  return baseline;
}
