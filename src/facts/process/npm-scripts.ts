/** `npm start`, `yarn worker`, `pnpm --filter api run start`: which script of which package a command runs. */
import { directoryOf } from '../../source/index.ts';
import type { Manifest, Script } from '../manifest.ts';
import { programName } from './wrappers.ts';

export interface ScriptCall {
  readonly manager: 'npm' | 'yarn' | 'pnpm' | 'bun';
  readonly script: string;
  /** Package named by `--filter`, `workspace`, `-w`. */
  readonly packageName?: string;
  /** Directory named by `--prefix`, `--cwd`, `-C`. */
  readonly directory?: string;
  /** Words handed on to the script. */
  readonly rest: readonly string[];
}

const managers = ['npm', 'yarn', 'pnpm', 'bun'] as const;
const packageFlags = ['--filter', '-F', '--workspace', '-w'];
const directoryFlags = ['--prefix', '--cwd', '-C', '--dir'];
/** Words of the managers themselves, which are never script names. */
const ownWords = new Set([
  'install',
  'ci',
  'i',
  'add',
  'exec',
  'dlx',
  'x',
  'create',
  'init',
  'publish',
  'pack',
  'config',
  'prune',
  'rebuild',
  'audit',
]);

export function scriptCall(argv: readonly string[]): ScriptCall | undefined {
  const manager = managers.find((name) => name === programName(argv[0] ?? ''));
  if (!manager) return undefined;
  let packageName: string | undefined;
  let directory: string | undefined;
  const words: string[] = [];
  let rest: readonly string[] = [];
  for (let at = 1; at < argv.length; at++) {
    const word = argv[at]!;
    const [flag, value] = word.split('=', 2) as [string, string | undefined];
    if (packageFlags.includes(flag)) packageName = value ?? argv[++at];
    else if (directoryFlags.includes(flag)) directory = value ?? argv[++at];
    else if (word === '--') {
      rest = argv.slice(at + 1);
      break;
    } else if (!word.startsWith('-')) words.push(word);
  }
  if (manager === 'yarn' && words[0] === 'workspace') {
    packageName = words[1];
    words.splice(0, 2);
  }
  const explicit = words[0] === 'run' || words[0] === 'run-script';
  if (explicit) words.shift();
  const script = words[0];
  if (script === undefined || (!explicit && ownWords.has(script))) return undefined;
  // npm runs scripts by name only for these; the others take any name. bun runs files as well.
  if (manager === 'npm' && !explicit && !['start', 'test', 'stop', 'restart'].includes(script)) return undefined;
  if (manager === 'bun' && /\.[cm]?[jt]sx?$/.test(script)) return undefined;
  return { manager, script, packageName, directory, rest: [...words.slice(1), ...rest] };
}

/** The scripts that run, in order: `prestart`, `start`. `root`: directory of the package the image works in. */
export function scriptsRun(
  call: ScriptCall,
  manifests: readonly Manifest[],
  root: string,
): readonly (Script & { readonly path: string })[] {
  const packages = manifests.filter(({ ecosystem }) => ecosystem === 'npm');
  const wanted = call.packageName?.replace(/^[{]?\.{0,3}|[.}]{0,4}$/g, '');
  const manifest = wanted
    ? packages.find(
        ({ name, path }) => name === wanted || directoryOf(path) === wanted || directoryOf(path).endsWith(`/${wanted}`),
      )
    : packages.find(
        ({ path }) => directoryOf(path) === [root, call.directory].filter(Boolean).join('/').replace(/^\.\//, ''),
      );
  if (!manifest) return [];
  const names = call.manager === 'pnpm' ? [call.script] : [`pre${call.script}`, call.script];
  return names.flatMap((name) =>
    manifest.scripts.filter((script) => script.name === name).map((script) => ({ ...script, path: manifest.path })),
  );
}
