/** Install commands on the way to a service's image, and whether they keep to the lock. */
import { directoryOf, isUnder, joinPath, type Located, type Span, span, type Text } from '../../source/index.ts';
import type { Dockerfile, RunInstruction, Stage } from '../dockerfile.ts';
import type { Lock } from '../manifest.ts';
import type { Facts, Image, Service } from '../model.ts';
import { type InstallCommand, installCommands } from '../tables/install-commands.ts';
import { exclusiveManagers, locksOf } from './dependencies-locks.ts';
import { type BuildView, belowOf, keptOut, stagesBehind, viewOf } from './image-context.ts';
import { memoise } from './memoise.ts';
import { judgedServices } from './services.ts';

/** One install of a project's own dependencies. */
export interface Install extends Located {
  readonly service: Service;
  readonly command: InstallCommand;
  /** As people write it: `npm install`. */
  readonly label: string;
  readonly enforced: boolean;
  /** The lock its manager reads. */
  readonly lock?: Lock;
  /** The lock of another manager, when there is none of its own. */
  readonly foreign?: Lock;
  /** The lock that belongs to the manifest it installs from and is not there when it runs. */
  readonly absent?: AbsentLock;
}

export interface AbsentLock {
  readonly lock: Lock;
  /** The line of the ignore file that keeps it out of the build. */
  readonly keptOut?: Text;
}

interface Words extends Located {
  readonly words: readonly string[];
  /** Variables set in this stage and in front of the command. */
  readonly variables: ReadonlySet<string>;
  readonly view: BuildView;
}

/** Each command counts once, for the first service whose image it makes. */
export const installs = memoise((facts: Facts): readonly Install[] => {
  const found = new Map<string, Install>();
  for (const service of judgedServices(facts)) {
    const image = service.built?.image;
    const dockerfile = facts.dockerfiles.find(({ path }) => path === image?.dockerfile);
    if (!image || !dockerfile) continue;
    const locks = locksOf(service, facts);
    for (const one of commandsOf(image, dockerfile)) {
      const key = `${one.at.file}:${one.at.start}`;
      const install = found.has(key) ? undefined : installOf(one, service, locks);
      if (install) found.set(key, { ...install, absent: absentLock(install, one.view, image, facts) });
    }
  }
  return [...found.values()];
});

/** A workspace is locked at its root: a lock further up belongs to the manifest only then. */
function absentLock(
  { command, lock: any }: Install,
  view: BuildView,
  image: Image,
  facts: Facts,
): AbsentLock | undefined {
  if (!any || view.unknown || command.ecosystem === 'go') return undefined;
  const seen = facts.manifests.filter(({ path, ecosystem }) => ecosystem === command.ecosystem && view.sees(path));
  const folders = seen.map(({ path }) => directoryOf(path));
  const own = facts.locks.filter(
    ({ path, manager }) =>
      manager === command.manager &&
      (folders.includes(directoryOf(path)) || isWorkspaceRoot(directoryOf(path), folders, facts)),
  );
  const missing = own.filter(({ path }) => !view.sees(path) || keptOut(path, image, facts));
  const [lock] = missing;
  return lock && missing.length === own.length
    ? { lock, keptOut: view.sees(lock.path) ? keptOut(lock.path, image, facts) : undefined }
    : undefined;
}

const isWorkspaceRoot = (directory: string, folders: readonly string[], { manifests, files }: Facts): boolean =>
  folders.some((folder) => isUnder(folder, directory)) &&
  (files.has(joinPath(directory, 'pnpm-workspace.yaml') ?? '') ||
    manifests.some(({ path, workspaces }) => directoryOf(path) === directory && workspaces.length > 0));

function installOf(one: Words, service: Service, locks: readonly Lock[]): Install | undefined {
  const [program = '', ...rest] = one.words;
  for (const command of installCommands) {
    if (!command.programs.includes(program)) continue;
    const flags = rest.filter((word) => word.startsWith('-')).map((word) => word.split('=')[0]!);
    const operands = rest.filter(
      (word, index) => !word.startsWith('-') && !(command.valued ?? []).includes(rest[index - 1] ?? ''),
    );
    const verb = command.verbs.find(
      (words) => operands.slice(0, words.split(' ').filter(Boolean).length).join(' ') === words,
    );
    if (verb === undefined) continue;
    if (operands.length > verb.split(' ').filter(Boolean).length && !command.takesOperands) continue;
    if (flags.some((flag) => (command.otherwise ?? []).includes(flag))) continue;
    if (command.only && !flags.some((flag) => command.only?.includes(flag))) continue;
    const enforced =
      command.keeps === 'always' ||
      flags.some((flag) => command.enforcing.includes(flag)) ||
      (command.variables ?? []).some((name) => one.variables.has(name));
    const own = locks.filter(({ manager }) => manager === command.manager);
    const lock = own.find(({ path }) => one.view.sees(path)) ?? own[0];
    const foreign = lock
      ? undefined
      : locks.find(({ manager, ecosystem }) => ecosystem === command.ecosystem && exclusiveManagers.includes(manager));
    const label = [program, verb].filter(Boolean).join(' ');
    return { at: one.at, service, command, label, enforced: command.keeps !== 'never' && enforced, lock, foreign };
  }
  return undefined;
}

/** Commands of the stages an image is made from, and of those it copies from. */
const commandsOf = (image: Image, dockerfile: Dockerfile): readonly Words[] =>
  stagesBehind(image, dockerfile).flatMap((stage) => commandsOfStage(stage, image, dockerfile));

function commandsOfStage(stage: Stage, image: Image, dockerfile: Dockerfile): readonly Words[] {
  const variables = new Set<string>();
  for (let below: Stage | undefined = stage; below; below = belowOf(below, dockerfile))
    for (const one of below.instructions) if (one.kind === 'env' || one.kind === 'arg') variables.add(one.name);
  const commands = stage.instructions.flatMap((one) =>
    one.kind === 'run' ? wordsOf(one).map((words) => ({ ...words, view: viewOf(one, stage, image, dockerfile) })) : [],
  );
  // `bundle config set frozen true`, `pnpm config set frozen-lockfile true`: kept for the commands that follow.
  for (const { words } of commands) if (words[1] === 'config') for (const word of words.slice(2)) variables.add(word);
  return commands.map((one) => ({ ...one, variables: new Set([...variables, ...one.variables]) }));
}

const inFront: readonly string[] = [
  'sudo',
  'corepack',
  'exec',
  'time',
  'env',
  'then',
  'do',
  'else',
  '{',
  '(',
  'export',
];

/** Simple commands of a script. Quotes inside a word are dropped: names of managers and flags have none. */
function wordsOf({ script, scriptAt, at }: RunInstruction): readonly Omit<Words, 'view'>[] {
  const commands: Omit<Words, 'view'>[] = [];
  let offset = 0;
  for (const piece of script.split(/(&&|\|\||[;|&\n])/)) {
    const words = piece
      .trim()
      .split(/\s+/)
      .map((word) => word.replace(/^["'(]+|["')]+$/g, ''));
    const variables = new Set<string>();
    let first = 0;
    for (; first < words.length; first++) {
      const name = /^([A-Za-z_]\w*)=/.exec(words[first]!)?.[1];
      if (name !== undefined) variables.add(name);
      else if (!inFront.includes(words[first]!)) break;
    }
    const start = offset + (piece.length - piece.trimStart().length);
    const place: Span = scriptAt
      ? span(scriptAt.file, scriptAt.start + start, scriptAt.start + offset + piece.trimEnd().length)
      : at;
    if (words[first]) commands.push({ at: place, words: words.slice(first), variables });
    offset += piece.length;
  }
  return commands;
}
