/** One folder of the editor: what is known of its files, and the runs over them. A run that a change has overtaken ends early. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type Addresses, addressesOf } from './addresses.ts';
import type { Disk, Found } from './disk.ts';
import type { Options } from './options.ts';
import { keptReadings } from './readings.ts';
import { type Inputs, type Loaded, nothingLoaded, runOver, type Snapshot } from './run.ts';

export interface Surroundings {
  readonly disk: Disk;
  readonly options: () => Options;
  /** Open documents whose files lie in a folder, by their files; those that belong to a folder inside are left out. */
  readonly documents: (project: Project) => ReadonlyMap<string, TextDocument>;
  readonly show: (project: Project, snapshot: Snapshot) => void;
  /** Files read, of how many; `undefined`: the run is over. */
  readonly progress: (project: Project, done?: number, of?: number) => void;
  readonly complain: (message: string) => void;
}

export interface Project {
  /** As the editor spells it. */
  readonly folder: string;
  /** Only this file of it. */
  readonly file?: string;
  /** Its state asks for a run, after so many milliseconds without another change. */
  readonly touch: (delay: number) => void;
  /** Something on the disk is another: the content of a file, or which files there are. */
  readonly changed: (file: string, kind: 'content' | 'existence') => void;
  /** What holds now, once it is known. */
  readonly settled: () => Promise<Snapshot | undefined>;
  readonly latest: () => Snapshot | undefined;
  readonly close: () => void;
}

export function projectOf(folder: string, file: string | undefined, around: Surroundings): Project {
  const { disk, complain } = around;
  const readings = keptReadings();
  let found: Found | undefined;
  let addresses: Addresses = addressesOf(folder, folder, folder);
  let base: Record<string, string> = Object.create(null);
  let gaps: Found['gaps'] = [];
  let load = disk.loader(folder);
  let loaded: Loaded = nothingLoaded;
  let stale: 'everything' | Set<string> = 'everything';
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let wanted = 0;
  let done = 0;
  let closed = false;
  let latest: Snapshot | undefined;

  const discover = async (): Promise<void> => {
    found = await disk.discover(folder, file);
    base = Object.assign(Object.create(null), found?.tree);
    gaps = found?.gaps ?? [];
    if (found === undefined) return;
    addresses = addressesOf(folder, found.folder, found.root);
    load = disk.loader(found.root);
  };

  /** Files that changed; what there is to read stays the same. */
  const reload = (paths: ReadonlySet<string>): void => {
    for (const path of paths) {
      if (!Object.hasOwn(base, path)) continue;
      const now = load(path);
      gaps = gaps.filter(({ at }) => at.file !== path);
      if ('text' in now) base[path] = now.text;
      else {
        delete base[path];
        if (now.why !== undefined) gaps = [...gaps, { at: { file: path, start: 0, end: 0 }, why: now.why }];
      }
    }
  };

  const refresh = async (): Promise<void> => {
    const now = stale;
    stale = new Set();
    if (now === 'everything') await discover();
    else reload(now);
  };

  const textsByPath = (): Inputs['texts'] =>
    new Map(
      [...around.documents(project)].flatMap(([at, document]) => {
        const path = addresses.pathOf(at);
        const text = document.getText().replace(/^\uFEFF/, '');
        return path === undefined ? [] : [[path, { text, document, onDisk: disk.exists(at) }] as const];
      }),
    );

  const inputs = (): Inputs | undefined => {
    if (found === undefined) return undefined;
    const options = around.options();
    return { found: { ...found, gaps }, base, texts: textsByPath(), addresses, readings, loaded, options, disk };
  };

  /** Whether it came to an end. */
  const run = async (): Promise<boolean> => {
    const goal = wanted;
    const overtaken = () => closed || wanted !== goal;
    try {
      await refresh();
      if (overtaken()) return false;
      const given = inputs();
      const outcome = given && (await runOver(given, latest, overtaken, (...how) => around.progress(project, ...how)));
      if (overtaken()) return false;
      if (outcome) {
        loaded = outcome.loaded;
        latest = outcome.snapshot;
      } else latest = undefined;
      done = goal;
      around.show(project, latest ?? gone(addresses));
      return true;
    } catch (error) {
      // Never the end of the server: the next change may be read again.
      complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
      done = goal;
      return true;
    } finally {
      around.progress(project);
    }
  };

  const work = (): Promise<void> => {
    running ??= (async () => {
      while (done !== wanted && !closed && timer === undefined) await run();
    })().finally(() => {
      running = undefined;
    });
    return running;
  };

  const stopTimer = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };

  const project: Project = {
    folder,
    ...(file === undefined ? {} : { file }),
    touch: (delay) => {
      if (closed) return;
      wanted++;
      stopTimer();
      timer = setTimeout(() => {
        timer = undefined;
        void work();
      }, delay);
    },
    changed: (at, kind) => {
      const path = addresses.pathOf(at);
      if (path === undefined || stale === 'everything') return;
      if (kind === 'existence') stale = 'everything';
      else stale.add(path);
    },
    settled: async () => {
      while (done !== wanted && !closed) {
        stopTimer();
        await work();
      }
      return latest;
    },
    latest: () => latest,
    close: () => {
      closed = true;
      stopTimer();
    },
  };
  return project;
}

const gone = (addresses: Addresses): Snapshot => ({ addresses, gone: true, texts: new Map(), complaints: [] });
