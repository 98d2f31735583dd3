/** Keeps what a run said, with all that it rests on, for the next run that asks the same of the same files. */
import type { Stats } from 'node:fs';
import { resolve } from 'node:path';
import { settingsPlaces } from '../../config/load.ts';
import type { GitAnswer } from '../../discover/git-command.ts';
import type { Witness } from '../../discover/witness.ts';
import type { Streams } from '../streams.ts';
import { callOf, dayOf } from './call.ts';
import { type DurationUnit, durationSlot } from './duration.ts';
import { type Said, writeAnswer } from './file.ts';
import { isSettled, realPathOf, signatureOf } from './signature.ts';

export interface Keeper {
  /** To be used instead of the run's own: what goes through them is kept. */
  readonly streams: Streams;
  readonly witness: Witness;
  /** Milliseconds the run took, as its output tells them. */
  readonly took: (milliseconds: number) => void;
  /** At the end of a run whose answer holds for the next one too. */
  readonly keep: (code: number, paths: readonly string[]) => void;
}

/** `unit`: how the output tells the duration; absent: not at all. */
export function keeperOf(
  { folder, words }: NonNullable<Streams['answers']>,
  around: Streams,
  unit: DurationUnit | undefined,
): Keeper {
  const started = Date.now() - around.elapsed();
  const environment = new Map<string, string | null>();
  const said: Said[] = [];
  const files = new Map<string, string>();
  let whole = true;
  let git: { readonly root: string; readonly answer: GitAnswer } | undefined;
  let duration: number | undefined;

  const look = (name: string | symbol): string | undefined => {
    if (typeof name === 'string') environment.set(name, around.env[name] ?? null);
    return Reflect.get(around.env, name);
  };
  const env = new Proxy(around.env, {
    get: (_, name) => look(name),
    has: (_, name) => look(name) !== undefined,
    ownKeys: () => {
      whole = false;
      return Reflect.ownKeys(around.env);
    },
  });
  const through = (stream: Said['stream'], write: (text: string) => void) => (text: string) => {
    said.push({ stream, text });
    write(text);
  };
  const read = (path: string, kind?: Stats): void => {
    // What was read first is what the answer rests on.
    if (!files.has(path)) files.set(path, signatureOf(path, kind));
  };

  return {
    streams: { ...around, env, out: through('out', around.out), err: through('err', around.err) },
    witness: {
      read,
      listed: (root, answer) => {
        git = { root, answer };
        for (const path of settingsPlaces(root)) read(path);
      },
    },
    took: (milliseconds) => {
      duration = milliseconds;
    },
    keep: (code, paths) => {
      if (!whole || git === undefined || duration === undefined) return;
      const took = duration;
      const slotted = (one: Said): Said => {
        const slot = one.stream === 'out' && unit !== undefined ? durationSlot(one.text, took, unit) : undefined;
        return slot === undefined ? one : { ...one, duration: slot };
      };
      const today = dayOf(new Date(started));
      if (today !== dayOf(new Date())) return;
      if (![...files.values()].every((signature) => isSettled(signature, started))) return;
      const given = (paths.length === 0 ? ['.'] : paths).map((path) => resolve(around.cwd, path));
      const places = given.map((path) => [path, realPathOf(path)] as const);
      writeAnswer(folder, {
        call: callOf(words, around.cwd),
        today,
        environment: [...environment],
        places,
        root: git.root,
        listing: git.answer.output,
        complaints: git.answer.complaints,
        files,
        said: said.filter(({ text }) => !isProgress(text)).map(slotted),
        code,
      });
    },
  };
}

/** Lines that a terminal overwrites. */
const isProgress = (text: string): boolean => text.startsWith('\r');
