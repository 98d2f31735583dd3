/** Says again what an earlier run said, where nothing is different: neither the call nor the files, the environment or the day. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { answeredAhead, askForFiles, askForFilesAhead } from '../../discover/git.ts';
import { guardStreams } from '../guard-streams.ts';
import { callOf, dayOf } from './call.ts';
import { withDuration } from './duration.ts';
import { type Answer, readAnswer } from './file.ts';
import { realPathOf, signatureOf } from './signature.ts';

let home: string | undefined;

/** Where answers are kept; absent: nowhere. */
export const answersFolder = (): string | undefined => home;

/** Bytes of git's index, of two thousand files or so: for fewer, to wait for git takes less time than to have it work beside us. */
const LARGE = 256 * 1024;
function isLarge(root: string): boolean {
  try {
    return statSync(join(root, '.git', 'index')).size > LARGE;
  } catch {
    // None yet, or `.git` is a file that says where it is.
    return false;
  }
}

async function stillHolds(answer: Answer): Promise<boolean> {
  if (answer.today !== dayOf(new Date())) return false;
  if (!answer.environment.every(([name, value]) => (process.env[name] ?? null) === value)) return false;
  if (!answer.places.every(([path, real]) => realPathOf(path) === real)) return false;
  if (isLarge(answer.root)) askForFilesAhead(answer.root);
  for (const [path, signature] of answer.files) if (signatureOf(path) !== signature) return false;
  const said = await askForFiles(answer.root);
  if (typeof said === 'string') return false;
  if (said.output === answer.listing && said.complaints.join('\n') === answer.complaints.join('\n')) return true;
  answeredAhead(answer.root, said);
  return false;
}

/**
 * The repository that will be asked about, as far as a look at the words tells: git can answer while the program is being loaded. Absent:
 * another command, or a folder whose root would have to be looked for.
 */
function likelyRoot(words: readonly string[]): string | undefined {
  const [first = '-', ...others] = words;
  if (words.some((word) => /^(?:-h|--help)/.test(word))) return undefined;
  const folders = [first, ...others].filter((word) => existsSync(join(word, '.git')));
  if (!first.startsWith('-') && folders[0] !== first) return undefined;
  const [folder = '.', ...more] = folders;
  return more.length === 0 && existsSync(join(folder, '.git')) ? realPathOf(folder) : undefined;
}

/** Whether it did. `folder`: where answers are, and nobody else can write. */
export async function repeat(folder: string | undefined, argv: readonly string[]): Promise<boolean> {
  home = folder;
  const answer = folder && readAnswer(folder, callOf(argv, process.cwd()));
  if (!answer) {
    const root = likelyRoot(argv);
    if (root !== undefined && isLarge(root)) askForFilesAhead(root);
    return false;
  }
  if (!(await stillHolds(answer))) return false;
  guardStreams();
  for (const { stream, text, duration } of answer.said) {
    const shown = duration ? withDuration(text, duration, process.uptime() * 1000) : text;
    (stream === 'out' ? process.stdout : process.stderr).write(shown);
  }
  process.exitCode = answer.code;
  return true;
}
