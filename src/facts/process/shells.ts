/** What a shell in front of a program does to SIGTERM: it depends on the shell, and measurements differ from folklore. */
import type { ShellCommand } from '../shell.ts';
import { programName } from './wrappers.ts';

export type ShellFamily = 'dash' | 'busybox' | 'bash' | 'none' | 'unknown';

const shells = ['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh'];

export const isShell = (word: string): boolean => shells.includes(programName(word));

/** The script behind `sh -c`, `bash -lc`, `sh -ec`: its text, or `undefined` when the shell runs a file or nothing. */
export function inlineScript(argv: readonly string[]): string | undefined {
  if (!isShell(argv[0] ?? '')) return undefined;
  for (let at = 1; at < argv.length; at++) {
    const word = argv[at]!;
    if (!word.startsWith('-')) return undefined;
    if (/^-[a-z]*c$/.test(word)) return argv[at + 1];
  }
  return undefined;
}

/** The file behind `sh ./start.sh`. */
export function scriptFile(
  argv: readonly string[],
): { readonly path: string; readonly rest: readonly string[] } | undefined {
  if (!isShell(argv[0] ?? '')) return undefined;
  const at = argv.findIndex((word, index) => index > 0 && !word.startsWith('-'));
  return at === -1 ? undefined : { path: argv[at]!, rest: argv.slice(at + 1) };
}

/** `/bin/sh` is the base image's; `bash` is bash everywhere. */
export const familyOfShell = (word: string, base: ShellFamily): ShellFamily => {
  const name = programName(word);
  if (name === 'bash') return 'bash';
  if (name === 'ash') return 'busybox';
  if (name === 'dash') return 'dash';
  return name === 'sh' ? base : 'unknown';
};

/**
 * Whether `sh -c` becomes its last command. dash never does; busybox ash and bash do when the last command is a simple one that nothing
 * follows, and bash only when it redirects nothing. Measured with dash 0.5.12, bash 5.2 and busybox 1.35.
 */
export function becomesLastCommand(commands: readonly ShellCommand[], family: ShellFamily): 'yes' | 'no' | 'unknown' {
  const last = commands.at(-1);
  if (!last) return 'unknown';
  if (last.words[0]?.value !== 'exec' && builtins.has(last.words[0]?.value ?? ''))
    return commands.some(({ words }) => !builtins.has(words[0]?.value ?? '')) ? 'no' : 'unknown';
  if (last.words[0]?.value === 'exec') return 'yes';
  // busybox also becomes the last command of a branch, but not of a loop: the two look the same here.
  if (family === 'busybox' && last.conditional && last.after === 'end') return 'unknown';
  const simple =
    last.after === 'end' &&
    !last.conditional &&
    last.before !== '|' &&
    last.before !== '||' &&
    !commands.some(({ after }) => after === '&');
  if (!simple) return 'no';
  switch (family) {
    case 'dash':
      return 'no';
    case 'busybox':
      return 'yes';
    case 'bash':
      return last.redirections.length > 0 ? 'no' : 'yes';
    default:
      return 'unknown';
  }
}

/**
 * A script that traps SIGTERM and waits takes care of it in its own way (`waits`). A shell that waits for a program in the foreground runs
 * its trap only after that program has ended (`late`).
 */
export function trapsTerm(commands: readonly ShellCommand[]): 'waits' | 'late' | undefined {
  const traps = commands.some(
    ({ words }) => words[0]?.value === 'trap' && words.slice(1).some(({ raw }) => /TERM|\b15\b/.test(raw)),
  );
  if (!traps) return undefined;
  const program = commands.findLast(({ words }) => words.length > 0 && !builtins.has(words[0]?.value ?? ''));
  const inBackground = commands.some(({ after, words }) => after === '&' || words[0]?.value === 'wait');
  const passes = program === undefined || inBackground || program.words[0]?.value === 'sleep';
  return passes ? 'waits' : 'late';
}

/** Words of the shell itself: they start nothing. */
export const builtins = new Set([
  'set',
  'cd',
  'export',
  'echo',
  'printf',
  'trap',
  'source',
  '.',
  ':',
  'true',
  'test',
  '[',
  '[[',
  'unset',
  'readonly',
  'local',
  'umask',
  'ulimit',
  'shift',
  'return',
  'exit',
  'read',
  'eval',
  'wait',
  'alias',
  'if',
  'then',
  'fi',
]);
