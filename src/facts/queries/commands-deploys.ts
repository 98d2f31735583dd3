/** What happens around a deploy in scripts and pipelines. */
import { fileNameOf, type Located, type Span } from '../../source/index.ts';
import type { Companion } from '../companion.ts';
import type { Facts, Service } from '../model.ts';
import type { Invocation } from '../shell.ts';
import {
  firstOfEach,
  hasOpenFlags,
  isBefore,
  isByHand,
  isCommand,
  isMeant,
  isRehearsal,
  runTogether,
  writtenText,
} from './commands.ts';
import { memoise } from './memoise.ts';

export interface PipelineDeploy extends Located {
  readonly invocation: Invocation;
  /** The command itself waits, or something in the same file looks at what came of it. */
  readonly watched: boolean;
  /** Major version of the docker client, where an image names it. */
  readonly client?: number;
  /** It and the others of the same job that stand for the same: all watched, or none. */
  readonly together: readonly Invocation[];
}

/** `docker stack deploy` where nobody sits in front of it. */
export const pipelineDeploys = memoise((facts: Facts): readonly PipelineDeploy[] => {
  const deploys = facts.invocations
    .filter((one) => isCommand(one, 'stack', 'deploy') && isMeant(one) && !isByHand(one) && !isRehearsal(one))
    .filter((one) => one.where === 'ci' || callsOf(one, facts).length > 0)
    .map((invocation) => {
      const detach = invocation.flags.findLast(({ name }) => name === 'detach' || name === 'd')?.value?.value;
      const calls = callsOf(invocation, facts);
      // What a pipeline does behind the call; the functions of a script stand in front of what calls them.
      const isBehind = ({ file, start }: Span) =>
        file === invocation.path
          ? invocation.where === 'script' || start > invocation.at.start
          : calls.some(({ at }) => at.file === file && start > at.start);
      const client = facts.companions.find(
        ({ kind, path }) => kind === 'client' && (path === invocation.path || calls.some((call) => call.path === path)),
      )?.version;
      return {
        at: invocation.at,
        invocation,
        watched:
          /^(false|f|0)$/i.test(detach ?? '') ||
          hasOpenFlags(invocation) ||
          facts.companions.some(({ kind, at }) => kind === 'watches' && isBehind(at)) ||
          facts.invocations.some((other) => isBehind(other.at) && looksAtTasks(other)),
        ...(client === undefined ? {} : { client }),
      };
    });
  // A template of several jobs is written once, and one remark about a script is enough.
  const once = firstOfEach(deploys, ({ at, watched }) => `${at.file} ${at.start} ${watched}`);
  const keyOf = ({ invocation: { path, job, where }, watched }: Omit<PipelineDeploy, 'together'>): string =>
    JSON.stringify([path, where === 'script' ? '' : job, watched]);
  return firstOfEach(once, keyOf).map((one) => ({
    ...one,
    together: once.filter((other) => keyOf(other) === keyOf(one)).map(({ invocation }) => invocation),
  }));
});

/** Lines of pipelines that run the script. */
const callsOf = ({ path, where }: Invocation, facts: Facts): readonly Companion[] =>
  where === 'script'
    ? facts.companions.filter(({ kind, script }) => kind === 'calls' && script === fileNameOf(path))
    : [];

const looksAtTasks = (one: Invocation): boolean =>
  (one.command[0] === 'service' && /^(ps|ls|inspect|logs)$/.test(one.command[1] ?? '')) ||
  (one.command[0] === 'stack' && /^(ps|services)$/.test(one.command[1] ?? '')) ||
  one.operands.some((operand) => writtenText(operand).includes('stack-wait'));

/** Something that is removed and made again in one go. */
export interface Removal extends Located {
  readonly invocation: Invocation;
  readonly what: 'stack' | 'service' | 'swarm';
  /** Name of the stack or the service, as written. */
  readonly name: string;
  /** The command that makes it again. */
  readonly again?: Invocation;
}

/** `docker stack rm`, `docker service rm` and `docker swarm leave --force` that always run where they stand. */
export const removals = memoise((facts: Facts): readonly Removal[] => {
  const steady = facts.invocations.filter((one) => isMeant(one) && !one.conditional);
  const found = steady
    .filter((one) => !isRehearsal(one))
    .flatMap((invocation): readonly Removal[] => {
      const { at, operands, flags } = invocation;
      const after = steady.filter((other) => isBefore(invocation, other));
      if (isCommand(invocation, 'stack', 'rm'))
        return operands.map((operand) => {
          const name = writtenText(operand);
          const again = after.find(
            (other) => isCommand(other, 'stack', 'deploy') && other.operands.some((one) => writtenText(one) === name),
          );
          return { at, invocation, what: 'stack' as const, name, ...(again ? { again } : {}) };
        });
      if (isCommand(invocation, 'service', 'rm'))
        return operands.map((operand) => {
          const name = writtenText(operand);
          const again = after.find(
            (other) => isCommand(other, 'service', 'create') && nameOf(other) === name && !isOnce(other, facts),
          );
          return { at, invocation, what: 'service' as const, name, ...(again ? { again } : {}) };
        });
      if (!isCommand(invocation, 'swarm', 'leave') || !flags.some(({ name }) => name === 'force')) return [];
      const again = after.find((other) => isCommand(other, 'swarm', 'init'));
      return [{ at, invocation, what: 'swarm' as const, name: '', ...(again ? { again } : {}) }];
    });
  // With the Swarm goes everything that was in it.
  const whole = found.filter(({ what, again }) => what === 'swarm' && again);
  const rest = found.filter(
    (one) => whole.includes(one) || !whole.some(({ invocation }) => runTogether(invocation, one.invocation)),
  );
  return firstOfEach(rest, ({ invocation: { path, job }, what, name, again }) =>
    JSON.stringify([path, job, what, name, Boolean(again)]),
  );
});

const nameOf = ({ flags }: Invocation): string | undefined => {
  const value = flags.find(({ name }) => name === 'name')?.value;
  return value && writtenText(value);
};

/** A task that ends is removed to be run once more. */
function isOnce({ at, flags }: Invocation, facts: Facts): boolean {
  const made: Service | undefined = facts.services.find(
    (one) => one.body.at.file === at.file && one.body.at.start === at.start,
  );
  return (
    made?.role.value === 'job' ||
    flags.some(({ name, value }) => name === 'mode' && value?.value?.endsWith('-job')) ||
    flags.some(({ name, value }) => name === 'restart-condition' && ['none', 'on-failure'].includes(value?.value ?? ''))
  );
}

/** A build, with the deploy that shows where it happens. */
export interface DeployedBuild extends Located {
  readonly invocation: Invocation;
  /** Absent: nothing tells that it happens on a node of the Swarm. */
  readonly onNode?: { readonly deploy: Invocation; readonly why: string };
}

export const deployedBuilds = memoise((facts: Facts): readonly DeployedBuild[] => {
  const builds = facts.invocations
    .filter((one) => isMeant(one) && one.command.at(-1) === 'build' && !isRehearsal(one) && !isInstaller(one))
    .map((invocation) => {
      const onNode = nodeOf(invocation, facts);
      return { at: invocation.at, invocation, ...(onNode ? { onNode } : {}) };
    });
  return firstOfEach(builds, ({ invocation: { path, job }, onNode }) => JSON.stringify([path, job, Boolean(onNode)]));
});

/** Sets up a machine that is meant to do everything by itself. */
const isInstaller = ({ path }: Invocation): boolean =>
  /(^|[^a-z])(install|installer|setup|bootstrap)([^a-z]|$)/i.test(path);

function nodeOf(build: Invocation, facts: Facts): DeployedBuild['onNode'] {
  const deploy = facts.invocations.find(
    (other) =>
      runTogether(build, other) &&
      Boolean(build.remote) === Boolean(other.remote) &&
      (isCommand(other, 'stack', 'deploy') ||
        isCommand(other, 'service', 'update') ||
        isCommand(other, 'service', 'create')),
  );
  if (!deploy || !onOneMachine(build, deploy, facts)) return undefined;
  if (build.remote) return { deploy, why: 'the same remote session deploys' };
  // A pipeline takes the source on a machine of its own, a person has it already.
  const pulled = facts.companions.find(
    ({ path, kind, at }) => path === build.path && kind === 'updates-source' && at.start < build.at.start,
  );
  return pulled && build.where === 'script'
    ? { deploy, why: 'the same script pulls the source and deploys' }
    : undefined;
}

/** Two ssh commands of a script may go to two machines. */
function onOneMachine(one: Invocation, other: Invocation, facts: Facts): boolean {
  const script = facts.scripts.find(({ path }) => path === one.path);
  if (!script || !one.remote) return true;
  const around = ({ at }: Invocation) =>
    script.commands.filter(
      (command) => command.at.start <= at.start && at.end <= (command.input?.at.end ?? command.at.end),
    );
  const host = (invocation: Invocation) =>
    around(invocation)
      .flatMap(({ words }) => words.filter((word) => !/\s/.test(word.raw)).slice(1, 4))
      .find((word) => word.raw.includes('@') || !word.raw.startsWith('-'));
  const [here, there] = [host(one), host(other)];
  return here === undefined || there === undefined || here.raw === there.raw;
}
