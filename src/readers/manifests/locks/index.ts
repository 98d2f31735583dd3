import type { Ecosystem } from '../../facts/manifest.ts';
import type { Reader } from '../../facts/reading.ts';
import { fileNameOf, startOf } from '../../source/index.ts';

/** Lock files by name: ecosystem and the manager that writes them. */
const LOCKS: ReadonlyMap<string, readonly [ecosystem: Ecosystem, manager: string]> = new Map([
  ['package-lock.json', ['npm', 'npm']],
  ['npm-shrinkwrap.json', ['npm', 'npm']],
  ['yarn.lock', ['npm', 'yarn']],
  ['pnpm-lock.yaml', ['npm', 'pnpm']],
  ['bun.lock', ['npm', 'bun']],
  ['bun.lockb', ['npm', 'bun']],
  ['deno.lock', ['npm', 'deno']],
  ['poetry.lock', ['python', 'poetry']],
  ['uv.lock', ['python', 'uv']],
  ['pdm.lock', ['python', 'pdm']],
  ['pylock.toml', ['python', 'pip']],
  ['Pipfile.lock', ['python', 'pipenv']],
  ['conda-lock.yml', ['python', 'conda']],
  ['go.sum', ['go', 'go']],
  ['Gemfile.lock', ['ruby', 'bundler']],
  ['composer.lock', ['php', 'composer']],
  ['Cargo.lock', ['rust', 'cargo']],
  ['mix.lock', ['elixir', 'mix']],
  ['packages.lock.json', ['dotnet', 'nuget']],
  ['gradle.lockfile', ['jvm', 'gradle']],
] as const);

/** A lock is a fact by its name; its text, often megabytes, is never looked at. */
export const lockReader: Reader = {
  name: 'locks',
  byName: true,
  claims: (path) => LOCKS.has(fileNameOf(path)),
  read: ({ path }) => {
    const lock = LOCKS.get(fileNameOf(path));
    return lock === undefined ? {} : { locks: [{ path, ecosystem: lock[0], manager: lock[1], at: startOf(path) }] };
  },
};
