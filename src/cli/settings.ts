/** The configuration of a run: found, read, and held against the repository. What is wrong in it ends the run with its place. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadText } from '../config/gather.ts';
import { findSettings, settingsHome } from '../config/load.ts';
import { fileLoader } from '../discover/load.ts';
import type { Witness } from '../discover/witness.ts';
import { noSettings, type Settings } from '../facts/settings.ts';
import type { Rule } from '../kit/index.ts';
import { type Located, lineIndex, type Span, startOf } from '../source/index.ts';
import { suggestion } from './nearest.ts';
import { UsageError } from './streams.ts';

export interface SettingsFound {
  readonly settings: Settings;
  /** Every file the configuration is made of, by its path; the repository's own comes first. */
  readonly files: ReadonlyMap<string, string>;
}

/** What is wrong with a configuration, in words that end without a full stop, and what was meant perhaps. */
export interface SettingsComplaint extends Located {
  readonly message: string;
  /** A sentence, or nothing. */
  readonly hint: string;
}

/** `listing`: every path of the repository; `rules`: whose checks may be named. With complaints nothing is set. */
export async function lookUpSettings(
  root: string,
  listing: readonly string[],
  rules: readonly Rule[],
  load: LoadText = loaderIn(root),
): Promise<SettingsFound & { readonly complaints: readonly SettingsComplaint[] }> {
  const [path, ...others] = findSettings(root, load);
  const none = { settings: noSettings, files: new Map<string, string>() };
  if (path === undefined) return { ...none, complaints: [] };
  const only = (message: string, hint: string) => ({ ...none, complaints: [{ at: startOf(path), message, hint }] });
  if (others.length > 0) return only(`there are several configurations: ${[path, ...others].join(', ')}`, ' Keep one.');
  const loaded = load(path);
  if ('why' in loaded) return only(`cannot read ${path}: ${loaded.why}`, '');
  const { readSettings } = await import('../config/gather.ts');
  const checks = rules.flatMap((rule) => rule.checks);
  const { settings, problems, files } = readSettings(path, loaded.text, checks, load);
  const missing = settings.deploys
    .flatMap((deploy) => deploy.files)
    .filter(({ raw }) => !listing.includes(raw))
    .map(({ at, raw }) => ({ at, message: `no such file "${raw}"`, word: raw, known: listing }));
  const complaints = [...problems, ...missing].map(({ at, message, word, known }) => ({
    at,
    message,
    hint: word === undefined || known === undefined ? '' : suggestion(word, known),
  }));
  return { settings, files, complaints };
}

/** The same for a run that ends without it: throws `UsageError` for a configuration that cannot be followed to the letter. */
export async function settingsFor(
  root: string,
  listing: readonly string[],
  rules: readonly Rule[],
  witness?: Witness,
): Promise<SettingsFound> {
  const { settings, files, complaints } = await lookUpSettings(root, listing, rules, loaderIn(root, witness));
  if (complaints.length > 0)
    throw new UsageError(
      complaints
        .map(({ at, message, hint }) => `${files.size === 0 ? '' : `${placeIn(files, at)}: `}${message}.${hint}`)
        .join('\n  '),
    );
  return { settings, files };
}

/** For `discover`: the directory whose configuration holds for `root`. */
export const homeOf = (root: string): string => settingsHome(root, (directory) => loaderIn(directory));

/** Never out of the repository, never a pipe or a device. */
export function loaderIn(root: string, witness?: Witness): LoadText {
  const load = fileLoader(root, witness);
  return (path) => {
    if (!existsSync(join(root, path))) return { why: 'there is no such file' };
    const loaded = load(path);
    return 'text' in loaded ? loaded : { why: loaded.why ?? 'it is a directory' };
  };
}

function placeIn(files: ReadonlyMap<string, string>, { file, start }: Span): string {
  const { line, column } = lineIndex(files.get(file) ?? '').positionAt(start);
  return `${file}:${line}:${column}`;
}
