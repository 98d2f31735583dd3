/**
 * The real loader: `docker stack config`, which needs no daemon. Where the command is missing, answers that were recorded with Docker 28.2 stand
 * in for it; only a digest of each is kept. `RECORD_ANSWERS=1` writes them again.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { printedDeclarations, printedServices } from './effective.ts';

export const available = /docker stack config/.test(
  spawnSync('docker', ['stack', 'config', '--help'], { encoding: 'utf8' }).stdout ?? '',
);

const folder = mkdtempSync(join(tmpdir(), 'swarm-lint-loader-'));
/** Where the first file lies, on every machine. */
export const directory = '/srv/deploy/stack';
export const variables: Readonly<Record<string, string>> = {
  HOME: '/home/deploy',
  SET: 'val',
  EMPTY: '',
  NUMBER: '3',
  PORT: '8081',
  YES: 'yes',
};

/** Beside the first file. */
export const envFiles: Readonly<Record<string, string>> = {
  'one.env': '# comment\nA=from one\n\nB="quoted" # kept\n  C=x=y\nSET\nUNSET\n',
  'two.env': '\uFEFFA=\nB=from two \r\nEMPTY=\nD=${SET}\n',
};

export interface Answer {
  readonly refused: boolean;
  /** Absent in recorded answers. */
  readonly message?: string;
  /** Digest of services and declarations; absent when refused. */
  readonly digest?: string;
  /** The same in full, absent in recorded answers. */
  readonly model?: unknown;
}

export const digestOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 16);

const recordedIn = (name: string): string => `fixtures/readers/swarm-loader/${name}.json`;

export interface Loader {
  /** `undefined`: the command is missing, and no answer was recorded. */
  readonly ask: (texts: readonly string[]) => Answer | undefined;
  /** Writes what was asked, when it is wanted, and tidies up. */
  readonly close: () => void;
}

/** `name`: the file of recorded answers. */
export function loader(name: string): Loader {
  const recorded: Record<string, string> = available ? {} : JSON.parse(readFileSync(recordedIn(name), 'utf8'));
  let unknown = 0;
  if (!available)
    console.warn(
      `\n*** docker stack config is not on this machine: ${name} is compared with ${Object.keys(recorded).length} recorded answers of Docker 28.2. ***\n`,
    );
  return {
    ask: (texts) => {
      const key = digestOf(texts);
      if (!available) {
        const known = recorded[key];
        if (known === undefined) unknown++;
        return known === undefined
          ? undefined
          : known === 'refused'
            ? { refused: true }
            : { refused: false, digest: known };
      }
      const answer = run(texts);
      recorded[key] = answer.refused ? 'refused' : answer.digest!;
      return answer;
    },
    close: () => {
      rmSync(folder, { recursive: true, force: true });
      if (unknown > 0)
        console.warn(`*** ${unknown} files of ${name} have no recorded answer and were not compared. ***`);
      if (available && process.env.RECORD_ANSWERS)
        writeFileSync(recordedIn(name), `${JSON.stringify(recorded, Object.keys(recorded).sort(), 1)}\n`);
    },
  };
}

function run(texts: readonly string[]): Answer {
  mkdirSync(join(folder, 'stack'), { recursive: true });
  for (const [name, text] of Object.entries(envFiles)) writeFileSync(join(folder, 'stack', name), text);
  const paths = texts.map((_, index) => join(folder, index === 0 ? 'stack' : '', `${index}.yml`));
  for (const [index, path] of paths.entries()) writeFileSync(path, texts[index]!);
  const { status, stdout, stderr } = spawnSync(
    'docker',
    ['stack', 'config', ...paths.flatMap((path) => ['-c', path])],
    { encoding: 'utf8', env: { ...variables, PATH: process.env.PATH } },
  );
  if (status !== 0) return { refused: true, message: stderr.trim() };
  const printed = parse(stdout.replaceAll(folder, '/srv/deploy'), { maxAliasCount: -1 });
  const model = { services: printedServices(printed), declarations: printedDeclarations(printed) };
  return { refused: false, digest: digestOf(model), model };
}
