/** `swarm-lint convert [files…]`: a compose file as a stack file that Swarm accepts, and the list of what was done to it. */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { ConvertError, type Converted, convert } from '../convert/index.ts';
import { maskUrls } from '../report/mask.ts';
import { knownFormat } from './choices.ts';
import { convertedJson, convertedText } from './convert-list.ts';
import { insideOf, leadsOut, realPath } from './leads-out.ts';
import { lookOf } from './look.ts';
import { topOfRepository } from './repository-folder.ts';
import { EXIT, type Streams, UsageError } from './streams.ts';
import { version } from './version.ts';

export interface ConvertFlags {
  readonly output?: string;
  readonly force?: boolean;
  readonly proposals: boolean;
  readonly profile?: readonly string[];
  readonly explain?: boolean;
  readonly quiet?: boolean;
  readonly format: string;
  readonly color: boolean;
  readonly ascii?: boolean;
}

/** In the order in which Docker Compose looks for them. */
const usual = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];
/** Bytes. */
const largest = 1024 * 1024;

export async function runConvert(names: readonly string[], flags: ConvertFlags, streams: Streams): Promise<number> {
  const format = knownFormat(flags.format, ['text', 'json']);
  const paths = names.length > 0 ? names : usual.filter((name) => existsSync(join(streams.cwd, name))).slice(0, 1);
  if (paths.length === 0) throw new UsageError(`no compose file here (${usual.join(', ')}). Name one.`);
  const first = resolve(streams.cwd, paths[0]!);
  const root = rootOf(first);
  const files = paths.map((path) => {
    const full = resolve(streams.cwd, path);
    const inside = insideOf(root, full);
    const text = inside === undefined ? undefined : readFile(root, inside);
    if (inside === undefined || text === undefined)
      throw new UsageError(`cannot read ${JSON.stringify(path)}: ${why(root, full)}.`);
    return { path: inside, text };
  });
  let converted: Converted;
  try {
    converted = withoutCredentials(
      convert({
        files,
        read: (path) => readFile(root, path),
        beside: (path) => beside(root, path),
        project: projectOf(files[0]!.text, first),
        profiles: flags.profile ?? [],
        proposals: flags.proposals,
      }),
    );
  } catch (error) {
    if (!(error instanceof ConvertError)) throw error;
    const { at } = error;
    throw new UsageError(`${at ? `${at.path}:${at.line}:${at.column}: ` : ''}${maskUrls(error.message)}.`);
  }
  const list = () =>
    format === 'json'
      ? convertedJson(converted, files, version, flags.output === undefined && !flags.explain)
      : convertedText(converted, files, flags.output, lookOf(streams, flags));
  if (flags.output !== undefined) {
    if (leadsOut(root, resolve(streams.cwd, flags.output)))
      throw new UsageError(
        `${JSON.stringify(flags.output)} is a link out of the repository: nothing is written through it.`,
      );
    write(streams.cwd, flags.output, converted.text, flags.force === true);
    const elsewhere = dirname(resolve(streams.cwd, flags.output)) !== dirname(first);
    if (elsewhere && /^\s.*[\s"'](?:file: |env_file: |- )?["']?\.{1,2}\//m.test(converted.text))
      streams.err(`swarm-lint: paths in the stack file are relative to the directory of ${basename(first)}.\n`);
  }
  if (flags.explain || flags.output !== undefined) {
    if (!flags.quiet || flags.explain) streams.out(list());
  } else if (format === 'json') streams.out(list());
  else {
    streams.out(converted.text);
    if (!flags.quiet) streams.err(list());
  }
  return converted.left.some(({ refused }) => refused) ? EXIT.findings : EXIT.clean;
}

/** The list may be shown to others; the stack file holds what the compose file held. */
const withoutCredentials = ({ text, changes, left }: Converted): Converted => ({
  text,
  changes: changes.map((change) => ({ ...change, reason: maskUrls(change.reason) })),
  left: left.map((one) => ({ ...one, message: maskUrls(one.message) })),
});

/** The top of the repository that holds the file; without version control its directory. */
function rootOf(file: string): string {
  const directory = dirname(file);
  return (existsSync(directory) ? topOfRepository(directory) : undefined) ?? directory;
}

const why = (root: string, path: string): string =>
  insideOf(root, path) === undefined
    ? 'it lies outside the repository of the first file'
    : existsSync(path)
      ? 'it is no text file of at most 1 MiB inside the repository'
      : 'there is no such file';

function readFile(root: string, path: string): string | undefined {
  const real = realPath(root, path);
  if (real === undefined) return undefined;
  try {
    const { size } = statSync(real);
    return statSync(real).isFile() && size <= largest ? readFileSync(real, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}

function beside(root: string, path: string): ReturnType<Parameters<typeof convert>[0]['beside']> {
  if (!existsSync(join(root, path))) return { kind: 'nothing' };
  const real = realPath(root, path);
  if (real === undefined) return undefined;
  const stat = statSync(real);
  return stat.isDirectory() ? { kind: 'directory' } : stat.isFile() ? { kind: 'file', bytes: stat.size } : undefined;
}

/** As Docker Compose names a project: its `name:`, or the directory. */
function projectOf(text: string, file: string): string {
  const written = /^name:[ \t]*["']?([\w-]+)["']?[ \t]*(?:#.*)?$/m.exec(text)?.[1];
  const name = (written ?? basename(dirname(file)))
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '')
    .replace(/^[-_]+|[-_]+$/g, '');
  return name === '' ? 'app' : name;
}

function write(directory: string, path: string, text: string, force: boolean): void {
  try {
    writeFileSync(resolve(directory, path), text, { flag: force ? 'w' : 'wx' });
  } catch (error) {
    const code = String((error as { code?: unknown }).code ?? 'unknown error');
    throw new UsageError(
      code === 'EEXIST'
        ? `${JSON.stringify(path)} is there already; --force writes over it.`
        : `cannot write ${JSON.stringify(path)} (${code}).`,
    );
  }
}
