/** Who asks how, as a text: the same call about the same repository has the same answer. */
import { version } from '../version.ts';

/** Put in by the build: the hash of everything that decides what an answer is. */
declare const BUILD: string | undefined;
const build = typeof BUILD === 'undefined' ? 'from source' : BUILD;

export function callOf(argv: readonly string[], cwd: string): string {
  const { stdout, stderr } = process;
  const terminal = [stdout.isTTY === true, stdout.columns ?? 0, stderr.isTTY === true];
  return JSON.stringify([version, build, process.version, process.platform, cwd, argv, ...terminal]);
}

export const dayOf = (date: Date): string => date.toISOString().slice(0, 10);
