/** Which variables a `docker stack deploy` finds in its environment. */
import { directoryOf, joinPath, type Span, type Text } from '../../source/index.ts';
import type { Facts, Stack, StackDeploy } from '../model.ts';
import type { ShellScript } from '../shell.ts';
import { memoise } from './memoise.ts';

/** `set`: it is there, or anything may be; `unknown`: it runs where variables are set that the repository does not show. */
export type Supply = 'set' | 'unknown' | Missing;

/** The variable is not there, and why. */
export interface Missing {
  readonly why: /** The shell sets it and does not export it. */
    | 'not-exported'
    /** A file with it is sourced, which exports nothing. */
    | 'only-sourced'
    /** Nothing sets it, and nothing outside could. */
    | 'nowhere'
    /** Nothing sets it; whoever starts the script or the target may. */
    | 'left-to-the-caller';
  /** Where it is set in vain. */
  readonly at?: Span;
}

/** Set by the login, the shell or the runner. */
const platform =
  /^(PATH|HOME|USER|LOGNAME|SHELL|PWD|LANG|LC_\w+|TERM|TZ|HOSTNAME|UID|GID|CI|GITHUB_\w+|RUNNER_\w+|DOCKER_\w+|SSH_\w+)$/;

/** Deploys of the stack outside of documentation, and those that may be: their files cannot all be told. */
export const deploysOf = memoise((facts: Facts) => {
  const open = facts.deploys.filter(({ complete }) => !complete);
  return (stack: Stack): readonly StackDeploy[] => [...new Set([...stack.deploys, ...open])];
});

export const isDocumented = ({ invocation }: StackDeploy): boolean => invocation.where === 'documentation';

export function supplyOf(name: string, deploy: StackDeploy, facts: Facts): Supply {
  const { invocation, complete, filters } = deploy;
  const { exports, unexported = [], sourced = [], where, fresh, elsewhere } = invocation;
  if (exports.includes(name) || exports.includes('*') || platform.test(name)) return 'set';
  if (facts.cluster.environment.includes(name)) return 'set';
  if (!complete || filters.some(({ kind }) => kind === 'edits' || kind === 'templates')) return 'unknown';
  if (filters.some(({ kind }) => kind === 'renders')) return 'unknown';
  const own = unexported.find((one) => one.name === name);
  if (own) return { why: 'not-exported', at: own.at };
  for (const file of sourced) {
    const found = readFrom(file, name, deploy, facts);
    if (found !== undefined) return found;
  }
  if (fresh || where === 'configuration') return { why: 'nowhere' };
  if (elsewhere) return 'unknown';
  return where === 'script' || where === 'makefile' ? { why: 'left-to-the-caller' } : 'unknown';
}

/** What sourcing a file gives; `undefined` when the file is known and does not speak of the variable. */
function readFrom(file: Text, name: string, { invocation }: StackDeploy, facts: Facts): Supply | undefined {
  if (file.value === undefined) return 'unknown';
  const bases = [invocation.directory, '', directoryOf(invocation.path)].filter((base) => base !== undefined);
  const paths = bases.flatMap((base) => joinPath(base, file.value!) ?? []);
  const script = facts.scripts.find(({ path }) => paths.includes(path));
  if (script) return setBy(script, name, file);
  const known = facts.envFiles.find(({ path }) => paths.includes(path));
  // The file itself is kept out of the repository: an example of it shows how it is written.
  const shown =
    known ?? facts.envFiles.find(({ path, example }) => example && paths.some((one) => isExampleOf(path, one)));
  if (shown?.lines.some((line) => line.name === name))
    return shown.lines.some(({ exported }) => exported) ? 'set' : { why: 'only-sourced', at: file.at };
  return known ? undefined : 'unknown';
}

const isExampleOf = (path: string, file: string): boolean =>
  path.startsWith(`${file}.`) || path.startsWith(`${file}-`) || path.startsWith(`${file}_`);

function setBy({ commands }: ShellScript, name: string, file: Text): Supply | undefined {
  const words = commands.map((command) => command.words.map(({ value }) => value ?? ''));
  const exportsAll = words.some(([first, second]) => first === 'set' && /^-\w*a/.test(second ?? ''));
  const exported = words.some(
    ([first, ...rest]) => first === 'export' && rest.some((word) => word === '' || word.split('=')[0] === name),
  );
  if (exported || words.some(([first]) => first === 'eval' || first === '.' || first === 'source')) return 'set';
  const assigned = commands.some(({ assignments, words: own }) =>
    assignments.some((one) => own.length === 0 && one.name === name),
  );
  if (!assigned) return undefined;
  return exportsAll ? 'set' : { why: 'only-sourced', at: file.at };
}
