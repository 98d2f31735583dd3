/** Install commands on the way to a service's image, and whether they keep to the lock. */
import { type Located, type Span, span } from '../../source/index.ts';
import type { Dockerfile, RunInstruction, Stage } from '../dockerfile.ts';
import type { Lock } from '../manifest.ts';
import type { Facts, Image, Service } from '../model.ts';
import { type InstallCommand, installCommands } from '../tables/install-commands.ts';
import { exclusiveManagers, locksOf } from './dependencies-locks.ts';
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
}

interface Words extends Located {
  readonly words: readonly string[];
  /** Variables set in this stage and in front of the command. */
  readonly variables: ReadonlySet<string>;
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
      if (install) found.set(key, install);
    }
  }
  return [...found.values()];
});

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
    const lock = locks.find(({ manager }) => manager === command.manager);
    const foreign = lock
      ? undefined
      : locks.find(({ manager, ecosystem }) => ecosystem === command.ecosystem && exclusiveManagers.includes(manager));
    const label = [program, verb].filter(Boolean).join(' ');
    return { at: one.at, service, command, label, enforced: command.keeps !== 'never' && enforced, lock, foreign };
  }
  return undefined;
}

/** Commands of the stages an image is made from, and of those it copies from. */
function commandsOf(image: Image, dockerfile: Dockerfile): readonly Words[] {
  const last = dockerfile.stages.find(({ at }) => at.start === image.at.start);
  const visited = new Set<Stage>();
  const queue: (Stage | undefined)[] = [last];
  while (queue.length > 0) {
    const stage = queue.pop();
    if (!stage || visited.has(stage)) continue;
    visited.add(stage);
    if (stage.fromStage !== undefined) queue.push(dockerfile.stages[stage.fromStage]);
    for (const one of stage.instructions) {
      if ((one.kind !== 'copy' && one.kind !== 'add') || one.from === undefined) continue;
      const from = one.from.toLowerCase();
      queue.push(dockerfile.stages.find(({ name, index }) => name?.toLowerCase() === from || String(index) === from));
    }
  }
  return [...visited].flatMap((stage) => commandsOfStage(stage, dockerfile));
}

function commandsOfStage(stage: Stage, dockerfile: Dockerfile): readonly Words[] {
  const variables = new Set<string>();
  for (let below: Stage | undefined = stage; below; below = belowOf(below, dockerfile))
    for (const one of below.instructions) if (one.kind === 'env' || one.kind === 'arg') variables.add(one.name);
  const commands = stage.instructions.flatMap((one) => (one.kind === 'run' ? wordsOf(one) : []));
  // `bundle config set frozen true`, `pnpm config set frozen-lockfile true`: kept for the commands that follow.
  for (const { words } of commands) if (words[1] === 'config') for (const word of words.slice(2)) variables.add(word);
  return commands.map((one) => ({ ...one, variables: new Set([...variables, ...one.variables]) }));
}

const belowOf = ({ fromStage, index }: Stage, { stages }: Dockerfile): Stage | undefined =>
  fromStage !== undefined && fromStage < index ? stages[fromStage] : undefined;

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
function wordsOf({ script, scriptAt, at }: RunInstruction): readonly Words[] {
  const commands: Words[] = [];
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
