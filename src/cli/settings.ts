/** The configuration of a run: found, read, and held against the repository. What is wrong in it ends the run with its place. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadText } from '../config/gather.ts';
import { findSettings, settingsHome } from '../config/load.ts';
import { fileLoader } from '../discover/load.ts';
import { noSettings, type Settings } from '../facts/settings.ts';
import type { Rule } from '../kit/index.ts';
import { lineIndex, type Span } from '../source/index.ts';
import { suggestion } from './nearest.ts';
import { UsageError } from './streams.ts';

export interface SettingsFound {
  readonly settings: Settings;
  /** Every file the configuration is made of, by its path; the repository's own comes first. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * `listing`: every path of the repository; `rules`: whose checks may be named. Throws `UsageError` for a configuration that cannot be
 * followed to the letter.
 */
export async function settingsFor(
  root: string,
  listing: readonly string[],
  rules: readonly Rule[],
): Promise<SettingsFound> {
  const load = loaderIn(root);
  const [path, ...others] = findSettings(root, load);
  if (path === undefined) return { settings: noSettings, files: new Map() };
  if (others.length > 0)
    throw new UsageError(`there are several configurations: ${[path, ...others].join(', ')}. Keep one.`);
  const loaded = load(path);
  if ('why' in loaded) throw new UsageError(`cannot read ${path}: ${loaded.why}.`);
  const { readSettings } = await import('../config/gather.ts');
  const checks = rules.flatMap((rule) => rule.checks);
  const { settings, problems, files } = readSettings(path, loaded.text, checks, load);
  const missing = settings.deploys
    .flatMap((deploy) => deploy.files)
    .filter(({ raw }) => !listing.includes(raw))
    .map(({ at, raw }) => ({ at, message: `no such file "${raw}"`, word: raw, known: listing }));
  const complaints = [...problems, ...missing].map(({ at, message, word, known }) => {
    const hint = word === undefined || known === undefined ? '' : suggestion(word, known);
    return `${placeIn(files, at)}: ${message}.${hint}`;
  });
  if (complaints.length > 0) throw new UsageError(complaints.join('\n  '));
  return { settings, files };
}

/** For `discover`: the directory whose configuration holds for `root`. */
export const homeOf = (root: string): string => settingsHome(root, loaderIn);

/** Never out of the repository, never a pipe or a device. */
export function loaderIn(root: string): LoadText {
  const load = fileLoader(root);
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
