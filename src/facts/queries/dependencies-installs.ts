/** Install commands on the way to a service's image, and whether they keep to the lock. */
import { directoryOf, isUnder, joinPath, type Located, type Text } from '../../source/index.ts';
import type { Dockerfile, Stage } from '../dockerfile.ts';
import type { Lock, Manifest } from '../manifest.ts';
import type { Facts, Image, Service } from '../model.ts';
import { type InstallCommand, installCommands } from '../tables/install-commands.ts';
import { exclusiveManagers, locksOf } from './dependencies-locks.ts';
import { type RunCommand, runCommands } from './image-commands.ts';
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
  readonly stage: Stage;
  readonly words: readonly string[];
  /** The command as it stands in the file, as far as it does. */
  readonly program?: Text;
  readonly settings: ReadonlyMap<string, string>;
  /** Manifests it finds; absent when that comes from where the repository cannot tell. */
  readonly manifests?: readonly Manifest[];
  /** The lock that belongs to the manifest it installs from and is not there when it runs. */
  readonly absent?: AbsentLock;
}

export interface AbsentLock {
  readonly lock: Lock;
  /** The line of the ignore file that keeps it out of the build. */
  readonly keptOut?: Text;
}

interface Words extends RunCommand {
  /** Variables set in this stage and in front of the command, with their values as far as they are known. */
  readonly settings: ReadonlyMap<string, string>;
  readonly view: BuildView;
  readonly stage: Stage;
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
      if (!install) continue;
      const manifests = one.view.unknown ? undefined : manifestsFor(install, one.view, facts);
      const absent = manifests && absentLock(install, manifests, one.view, image, facts);
      const enforced = install.enforced || settledIn(install, facts);
      found.set(key, { ...install, enforced, manifests, absent });
    }
  }
  return [...found.values()];
});

/** A project of .NET may say it for all installs, in files that stand far above it. */
const settledIn = ({ command }: Install, { manifests }: Facts): boolean =>
  manifests.some(({ ecosystem, lockedMode }) => lockedMode && ecosystem === command.ecosystem);

const manifestsFor = ({ command }: Install, view: BuildView, { manifests }: Facts): readonly Manifest[] =>
  manifests.filter(({ path, ecosystem }) => ecosystem === command.ecosystem && view.sees(path));

/** A workspace is locked at its root: a lock further up belongs to the manifest only then. */
function absentLock(
  { command, lock: any }: Install,
  seen: readonly Manifest[],
  view: BuildView,
  image: Image,
  facts: Facts,
): AbsentLock | undefined {
  // Where these write what they have resolved, the lock comes with the sources, after the first install.
  if (!any || command.ecosystem === 'go' || command.ecosystem === 'dotnet') return undefined;
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

/** `/p:Name=value` is one for MSBuild. */
const isFlag = (word: string): boolean => word.startsWith('-') || /^\/[a-z]+:/i.test(word);

function installOf(one: Words, service: Service, locks: readonly Lock[]): Install | undefined {
  const [program = '', ...rest] = one.words;
  for (const command of installCommands) {
    if (!command.programs.includes(program)) continue;
    const flags = rest.filter(isFlag).map((word) => word.split('=')[0]!);
    const operands = rest.filter(
      (word, index) => !isFlag(word) && !(command.valued ?? []).includes(rest[index - 1] ?? ''),
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
      (command.variables ?? []).some((name) => one.settings.has(name));
    const own = locks.filter(({ manager }) => manager === command.manager);
    const lock = own.find(({ path }) => one.view.sees(path)) ?? own[0];
    const foreign = lock
      ? undefined
      : locks.find(({ manager, ecosystem }) => ecosystem === command.ecosystem && exclusiveManagers.includes(manager));
    const label = [program, verb].filter(Boolean).join(' ');
    const { at, stage, words, settings, program: written } = one;
    const kept = command.keeps !== 'never' && enforced;
    return { at, service, command, label, enforced: kept, lock, foreign, stage, words, program: written, settings };
  }
  return undefined;
}

/** Commands of the stages an image is made from, and of those it copies from. */
const commandsOf = (image: Image, dockerfile: Dockerfile): readonly Words[] =>
  stagesBehind(image, dockerfile).flatMap((stage) => commandsOfStage(stage, image, dockerfile));

function commandsOfStage(stage: Stage, image: Image, dockerfile: Dockerfile): readonly Words[] {
  const settings = new Map<string, string>();
  for (let below: Stage | undefined = stage; below; below = belowOf(below, dockerfile))
    for (const one of below.instructions)
      if ((one.kind === 'env' || one.kind === 'arg') && !settings.has(one.name))
        settings.set(one.name, one.value?.value ?? '');
  const commands = stage.instructions.flatMap((one) =>
    one.kind === 'run'
      ? runCommands(one).map((command) => ({ ...command, stage, view: viewOf(one, stage, image, dockerfile) }))
      : [],
  );
  // `bundle config set frozen true`, `pnpm config set frozen-lockfile true`: kept for the commands that follow.
  for (const { words } of commands)
    if (words[1] === 'config')
      for (const [index, word] of words.entries()) if (index > 1) settings.set(word, words[index + 1] ?? '');
  return commands.map((one) => ({ ...one, settings: new Map([...settings, ...one.assignments]) }));
}
