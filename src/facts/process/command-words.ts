/** A command as people name it: `python -m celery`, `/app/node_modules/.bin/prisma`, `php artisan` begin with the program that matters. */
import { programName, unwrap } from './wrappers.ts';

const interpreters = /^(python[\d.]*|ruby|php|perl|node|bun|tsx|ts-node)$/;

export function commandWords(argv: readonly string[]): readonly string[] {
  const [first, ...rest] = argv;
  if (first === undefined) return [];
  const program = programName(first);
  if (interpreters.test(program)) {
    const at = rest.findIndex((word) => word === '-m' || !word.startsWith('-'));
    const script = rest[at] === '-m' ? rest[at + 1] : rest[at];
    const after = rest.slice(rest[at] === '-m' ? at + 2 : at + 1);
    return script === undefined ? [program] : [programName(script), ...after];
  }
  return [program, ...rest];
}

/** Package managers that run an executable of a dependency by its name; `run`, `exec` and the like may stand between. */
const runners: Readonly<Record<string, readonly string[]>> = {
  npm: ['exec', 'x'],
  yarn: ['run', 'exec', 'dlx'],
  pnpm: ['run', 'exec', 'dlx'],
  bun: ['run', 'x'],
};

interface BareCommand {
  readonly argv: readonly string[];
  readonly words: readonly string[];
}

/** Hundreds of rows of tables are held against one command. */
const known = new WeakMap<readonly string[], BareCommand>();

/**
 * The command behind everything that only finds or carries it: `npx`, `bundle exec`, `poetry run`, `yarn`, an interpreter, a directory.
 * `argv` still begins with the interpreter, whose flags may matter; `words` begins with the program.
 */
export function bareCommand(argv: readonly string[]): BareCommand {
  let bare = known.get(argv);
  if (bare === undefined) {
    bare = findBare(argv);
    known.set(argv, bare);
  }
  return bare;
}

function findBare(argv: readonly string[]): BareCommand {
  let bare = argv;
  for (let depth = 0; depth < 6; depth++) {
    const next = bare[0] === 'exec' ? bare.slice(1) : (unwrap(bare)?.argv ?? behindRunner(bare));
    if (!next || next.length === 0) break;
    bare = next;
  }
  return { argv: [programName(bare[0] ?? ''), ...bare.slice(1)], words: commandWords(bare) };
}

function behindRunner([first = '', ...rest]: readonly string[]): readonly string[] | undefined {
  const manager = programName(first);
  const between = Object.hasOwn(runners, manager) ? runners[manager] : undefined;
  if (!between) return undefined;
  const word = rest[0] ?? '';
  if (between.includes(word)) return rest.slice(rest[1] === '--' ? 2 : 1);
  // `yarn prisma …`: a name that is no script of the package is an executable. npm has no such short form.
  return manager === 'npm' || manager === 'bun' || word === '' || word.startsWith('-') || managerWords.has(word)
    ? undefined
    : rest;
}

/** Words of the package managers themselves. */
const managerWords = new Set([
  'install',
  'i',
  'ci',
  'add',
  'remove',
  'start',
  'test',
  'build',
  'dev',
  'workspace',
  'workspaces',
]);

/** The first word is the program (`*`: whatever its name), the others follow somewhere behind it, in this order. */
export function saysInOrder(words: readonly string[], wanted: readonly string[]): boolean {
  const program = wanted[0];
  if (words.length === 0 || (program !== '*' && words[0] !== program)) return false;
  let at = 1;
  for (const word of wanted.slice(1)) {
    const found = words.indexOf(word, at);
    if (found === -1) return false;
    at = found + 1;
  }
  return true;
}
