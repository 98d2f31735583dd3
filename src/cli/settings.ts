/** The configuration of a run: found, read, and held against the repository. What is wrong in it ends the run with its place. */
import { loadSettings, type SettingsFile } from '../config/load.ts';
import { noSettings, type Settings } from '../facts/settings.ts';
import type { Rule } from '../kit/index.ts';
import { lineIndex, type Span } from '../source/index.ts';
import { suggestion } from './nearest.ts';
import { UsageError } from './streams.ts';

export interface SettingsFound {
  readonly settings: Settings;
  /** Absent when the repository has none. */
  readonly file?: SettingsFile;
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
  const file = loadSettings(root);
  if (!file) return { settings: noSettings };
  const { readSettings } = await import('../config/read.ts');
  const { settings, problems } = readSettings(
    file.path,
    file.text,
    rules.flatMap(({ checks }) => checks),
  );
  const missing = settings.deploys
    .flatMap(({ files }) => files)
    .filter(({ raw }) => !listing.includes(raw))
    .map(({ at, raw }) => ({ at, message: `no such file "${raw}"`, word: raw, known: listing }));
  const complaints = [...problems, ...missing].map(({ at, message, word, known }) => {
    const hint = word === undefined || known === undefined ? '' : suggestion(word, known);
    return `${placeIn(file, at)}: ${message}.${hint}`;
  });
  if (complaints.length > 0) throw new UsageError(complaints.join('\n  '));
  return { settings, file };
}

function placeIn({ path, text }: SettingsFile, { start }: Span): string {
  const { line, column } = lineIndex(text).positionAt(start);
  return `${path}:${line}:${column}`;
}
