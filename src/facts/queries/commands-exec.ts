/** `docker exec` into a task of a service. */
import { contains, type Located, type Span, type Text } from '../../source/index.ts';
import type { Facts, Service } from '../model.ts';
import type { Invocation } from '../shell.ts';
import { firstOfEach, isBefore, isCommand, isMeant, isRehearsal, stackServiceNamed, writtenText } from './commands.ts';
import { memoise } from './memoise.ts';
import { stackOf, swarmServices } from './services.ts';

export interface TaskCommand extends Located {
  readonly invocation: Invocation;
  /** Absent: the container is no task of a service that is known. */
  readonly service?: Service;
  /** Later commands of the same file in tasks of the same service. */
  readonly more: readonly Span[];
  /** Where the container is looked up. */
  readonly lookup?: Span;
  /** A person types into it. */
  readonly interactive: boolean;
  /** The same script or job deploys. */
  readonly deploy?: Invocation;
}

export const taskCommands = memoise((facts: Facts): readonly TaskCommand[] => {
  const commands = facts.invocations
    .filter((one) => isCommand(one, 'exec') && isMeant(one) && !isRehearsal(one))
    .map((invocation) => {
      const { at, flags } = invocation;
      const target = targetOf(invocation, facts);
      const deploy = facts.invocations.find(
        (other) => isCommand(other, 'stack', 'deploy') && (isBefore(other, invocation) || isBefore(invocation, other)),
      );
      return {
        at,
        invocation,
        ...target,
        interactive: flags.some(({ name }) => name === 'tty'),
        ...(deploy ? { deploy } : {}),
      };
    });
  return firstOfEach(commands, ({ at, invocation: { path }, service, interactive, deploy }) =>
    service
      ? JSON.stringify([path, service.stack, service.name, interactive, Boolean(deploy)])
      : `${at.file} ${at.start}`,
  );
});

function targetOf(exec: Invocation, facts: Facts): Pick<TaskCommand, 'service' | 'lookup'> {
  const [container] = exec.operands;
  if (!container) return {};
  // `shop_web.1.x3j…`, `shop_web.1.$(docker service ps …)`
  const task = /^([^.]+)\.\d+(\.|$)/.exec(writtenText(container))?.[1];
  const named = task === undefined ? undefined : stackServiceNamed(task, facts);
  if (named) return { service: named, lookup: container.at };
  for (const place of placesOf(container, exec, facts)) {
    for (const other of facts.invocations) {
      if (!contains(place, other.at)) continue;
      const service = lookedUp(other, exec, facts);
      if (service) return { service, lookup: other.at };
    }
  }
  return {};
}

/** The word itself, and the assignment of the variable it consists of. */
function placesOf(container: Text, exec: Invocation, facts: Facts): readonly Span[] {
  const variable = /^"?\$\{?([A-Za-z_]\w*)\}?"?$/.exec(container.raw)?.[1];
  const commands = facts.scripts.find(({ path }) => path === exec.path)?.commands ?? [];
  const assigned = commands
    .filter(({ at }) => at.start < exec.at.start)
    .flatMap(({ assignments }) => assignments.filter(({ name }) => name === variable));
  return [container.at, ...assigned.slice(-1).map(({ at }) => at)];
}

function lookedUp(lookup: Invocation, exec: Invocation, facts: Facts): Service | undefined {
  if (isCommand(lookup, 'service', 'ps')) {
    const [service] = lookup.operands;
    return service && stackServiceNamed(writtenText(service), facts);
  }
  if (!isCommand(lookup, 'ps')) return undefined;
  for (const { name, value } of lookup.flags) {
    if (name !== 'filter' || !value) continue;
    const [kind, ...rest] = writtenText(value).split('=');
    const wanted = rest.join('=').replace(/^com\.docker\.swarm\.service\.name=/, '');
    if (kind === 'label' && !rest[0]?.startsWith('com.docker.swarm.service')) continue;
    const plain = wanted.replace(/^[\^/]+|(?<![.*$])[.*$]+$/g, '').replace(/\.\d+$/, '');
    const service =
      stackServiceNamed(plain, facts) ?? (speaksOfSwarm(exec, facts) ? bareService(plain, facts) : undefined);
    if (service) return service;
  }
  return undefined;
}

/** `name=web` may mean a container of Compose as well: only beside commands for a Swarm it means a task. */
const bareService = (name: string, facts: Facts): Service | undefined =>
  swarmServices(facts).find((service) => service.name === name && !stackOf(service, facts)?.commands);

const speaksOfSwarm = ({ path }: Invocation, facts: Facts): boolean =>
  facts.invocations.some((other) => other.path === path && ['stack', 'service'].includes(other.command[0] ?? '')) &&
  !facts.invocations.some((other) => other.path === path && other.command[0] === 'compose');
