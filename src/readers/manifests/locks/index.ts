import type { Ecosystem, Lock, LockContents } from '../../../facts/manifest.ts';
import type { Reader } from '../../../facts/reading.ts';
import { directoryOf, fileNameOf, joinPath, span, startOf } from '../../../source/index.ts';
import { readBunLock } from './bun.ts';
import { readComposerLock } from './composer.ts';
import { readGemfileLock } from './gemfile.ts';
import { readGoSum } from './go-sum.ts';
import { jsonTable } from './json-lock.ts';
import { readMixLock } from './mix.ts';
import { readNpmLock } from './npm.ts';
import { readPipfileLock } from './pipfile.ts';
import { readPnpmLock } from './pnpm.ts';
import { readTomlLock } from './toml-lock.ts';
import { readYarnLock } from './yarn.ts';

interface Format {
  readonly ecosystem: Ecosystem;
  readonly manager: string;
  /** What it is compared with when both lie side by side. */
  readonly manifest?: string;
  readonly contents?: (text: string) => LockContents | undefined;
}

const npm = { ecosystem: 'npm', manifest: 'package.json' } as const;
const pyproject = { ecosystem: 'python', manifest: 'pyproject.toml' } as const;

/** Lock files by name. */
const formats: ReadonlyMap<string, Format> = new Map<string, Format>([
  ['package-lock.json', { ...npm, manager: 'npm', contents: readNpmLock }],
  ['npm-shrinkwrap.json', { ...npm, manager: 'npm', contents: readNpmLock }],
  ['yarn.lock', { ...npm, manager: 'yarn', contents: readYarnLock }],
  ['pnpm-lock.yaml', { ...npm, manager: 'pnpm', contents: readPnpmLock }],
  ['bun.lock', { ...npm, manager: 'bun', contents: readBunLock }],
  ['bun.lockb', { ...npm, manager: 'bun' }],
  ['deno.lock', { ...npm, manager: 'deno' }],
  ['poetry.lock', { ...pyproject, manager: 'poetry', contents: readTomlLock('python') }],
  ['uv.lock', { ...pyproject, manager: 'uv', contents: readTomlLock('python') }],
  ['pdm.lock', { ...pyproject, manager: 'pdm' }],
  ['pylock.toml', { ...pyproject, manager: 'pip' }],
  ['Pipfile.lock', { ecosystem: 'python', manager: 'pipenv', manifest: 'Pipfile', contents: readPipfileLock }],
  ['conda-lock.yml', { ecosystem: 'python', manager: 'conda' }],
  ['go.sum', { ecosystem: 'go', manager: 'go', manifest: 'go.mod', contents: readGoSum }],
  ['Gemfile.lock', { ecosystem: 'ruby', manager: 'bundler', manifest: 'Gemfile', contents: readGemfileLock }],
  ['composer.lock', { ecosystem: 'php', manager: 'composer', manifest: 'composer.json', contents: readComposerLock }],
  ['Cargo.lock', { ecosystem: 'rust', manager: 'cargo', manifest: 'Cargo.toml', contents: readTomlLock('rust') }],
  ['mix.lock', { ecosystem: 'elixir', manager: 'mix', manifest: 'mix.exs', contents: readMixLock }],
  ['packages.lock.json', { ecosystem: 'dotnet', manager: 'nuget' }],
  ['gradle.lockfile', { ecosystem: 'jvm', manager: 'gradle' }],
]);

/** Git leaves it in front of what one of two branches says. */
const marker = '<<<<<<< ';

/** A lock is a fact by its name; its text, often megabytes, is looked at only where a manifest lies beside it. */
export const lockReader: Reader = {
  name: 'locks',
  byName: true,
  claims: (path) => formats.has(fileNameOf(path)),
  worthLoading: (path, exists) => {
    const { manifest, contents } = formats.get(fileNameOf(path)) ?? {};
    return manifest !== undefined && contents !== undefined && exists(joinPath(directoryOf(path), manifest) ?? '');
  },
  read: ({ path, text }) => {
    const format = formats.get(fileNameOf(path));
    if (format === undefined) return {};
    const { ecosystem, manager } = format;
    const lock: Lock = { path, ecosystem, manager, at: startOf(path) };
    const contents = text === '' ? undefined : format.contents?.(text);
    if (contents) return { locks: [{ ...lock, contents }] };
    const conflict = text.startsWith(marker) ? 0 : text.indexOf(`\n${marker}`) + 1;
    if (text.startsWith(marker) || conflict > 0)
      return { locks: [{ ...lock, conflict: span(path, conflict, conflict + marker.length - 1) }] };
    const torn =
      path.endsWith('.json') && text !== '' && format.contents !== undefined && jsonTable(text) === undefined;
    return {
      locks: [lock],
      ...(torn ? { gaps: [{ at: lock.at, why: 'not valid JSON: not compared with its manifest' }] } : {}),
    };
  },
};
