/** What a path alone says about an Elixir file. */
import type { Guard } from '../../facts/code.ts';
import { fileNameOf } from '../../source/index.ts';

const elsewhere = new Set([
  'deps',
  '_build',
  'node_modules',
  'vendor',
  'third_party',
  'cover',
  'doc',
  '.git',
  '.elixir_ls',
]);
const testFolders = new Set(['test', 'tests', 'spec', 'bench', 'benchmarks', 'fixtures']);
const testName = /(?:_test|_spec)\.exs$|^(?:test_helper|\.formatter|\.credo|\.iex|\.dialyzer_ignore)\.exs$/;
/** Programs people run by hand, and history: tasks of mix, seeds, migrations, scripts. */
const toolPath =
  /(^|\/)(?:lib\/mix\/tasks|priv\/[^/]+\/(?:migrations|seeds|data_migrations)|priv\/repo|scripts?|bin|rel\/config)\//;

const folders = (path: string): readonly string[] => path.split('/').slice(0, -1);

/** Tests and migrations are many, and no service runs them. */
const neverRun = /_test\.exs$|(^|\/)priv\/[^/]+\/migrations\//;

export const claimsPath = (path: string): boolean =>
  /\.exs?$/.test(path) &&
  fileNameOf(path) !== 'mix.exs' &&
  !neverRun.test(path) &&
  !folders(path).some((folder) => elsewhere.has(folder));

export const isTool = (path: string): boolean => toolPath.test(path) || /(^|\/)seeds\.exs$/.test(path);

const settings = /(?:^|\/)config\/(?:.*\/)?([\w.-]+)\.exs$/;

/**
 * `start`: read when the program starts; `build`: read while it is compiled, or while a release is put together, so that what the
 * environment holds later changes nothing. https://hexdocs.pm/mix/Mix.Tasks.Release.html#module-application-configuration
 */
export type SettingsFile = { readonly read: 'start' | 'build'; readonly guard: Guard };

/** `undefined`: no file of settings. */
export function settingsFileOf(path: string): SettingsFile | undefined {
  const name = settings.exec(path)?.[1];
  if (name === undefined) return undefined;
  if (name === 'runtime' || name === 'releases') return { read: 'start', guard: 'always' };
  if (name === 'config' || /^prod(?:[._-]|$)/.test(name)) return { read: 'build', guard: 'always' };
  if (/^test(?:[._-]|$)|^(?:ci|e2e)$/.test(name)) return { read: 'build', guard: 'test' };
  if (/^dev(?:[._-]|$)|^(?:local|docker_dev|development)$/.test(name)) return { read: 'build', guard: 'development' };
  // Stages of the team's own: which of them is built is decided elsewhere.
  return { read: 'build', guard: 'conditional' };
}

export const guardOfPath = (path: string): Guard =>
  testName.test(fileNameOf(path)) || folders(path).some((folder) => testFolders.has(folder))
    ? 'test'
    : (settingsFileOf(path)?.guard ?? 'always');

/** Modules that answer requests, by where Phoenix keeps them. */
export const answersRequests = (path: string): boolean =>
  /(^|\/)(?:controllers?|live|channels?|resolvers?|plugs?|graphql|endpoints?)\//.test(path) ||
  /_(?:controller|live|channel|resolver|plug|router)\.ex$/.test(path);
