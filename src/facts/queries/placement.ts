/** What placement constraints leave of a cluster, as far as the words alone tell. */
import type { Located } from '../../source/index.ts';
import type { Facts, Service } from '../model.ts';
import { numberOf } from '../units.ts';
import { memoise } from './memoise.ts';
import { hasRole, isLongRunning, isOwn, swarmServices } from './services.ts';
import { storageOf } from './storage.ts';

/** One constraint of a service whose words are known. */
export interface Constraint extends Located {
  readonly service: Service;
  readonly text: string;
  readonly key: string;
  readonly equal: boolean;
  readonly value: string;
  /** Other services of the stack that say the same; absent: one of them speaks for this one. */
  readonly others?: readonly string[];
}

/** Why no node can ever match; `instead`: the value that was meant, when there is one. */
export interface NeverMet {
  readonly why: string;
  readonly instead?: string;
  /** The other half of a contradiction. */
  readonly other?: Constraint;
}

/** Keys the scheduler knows (https://docs.docker.com/reference/cli/docker/service/create/#constraint). Others match no node. */
const knownKeys = /^(node\.(id|hostname|ip|role|platform\.(os|arch))|(node|engine)\.labels\..+)$/i;
/** Nodes report what the kernel says, not what Go and Docker call it. */
const architectures: Readonly<Record<string, string>> = {
  amd64: 'x86_64',
  x64: 'x86_64',
  'x86-64': 'x86_64',
  arm64: 'aarch64',
  '386': 'i686',
};

export const constraintsOf = (service: Service): readonly Constraint[] =>
  (service.deploy?.constraints ?? []).flatMap((scalar): readonly Constraint[] => {
    const parts = /^([\w.-]+)\s*(==|!=)\s*(\S.*)$/.exec(scalar.value?.trim() ?? '');
    if (!parts || scalar.type !== 'string') return [];
    const [, key, operator, value] = parts as unknown as readonly [string, string, string, string];
    return [{ at: scalar.at, service, text: `${key} ${operator} ${value}`, key, equal: operator === '==', value }];
  });

/** Whoever pins one service to a node often pins them all: the first one that could move speaks for the others. */
export const constraints = memoise((facts: Facts): readonly Constraint[] => {
  const all = swarmServices(facts).flatMap(constraintsOf);
  const free = all.filter(
    (one) => isOneNode(one) && !tooManyForOneNode(one.service) && isFreeToMove(one.service, facts),
  );
  const alike = (one: Constraint) =>
    free.filter(({ text, service }) => text === one.text && service.stack === one.service.stack);
  return all.map((one) => {
    const [first, ...others] = free.includes(one) ? alike(one) : [];
    return first === one ? { ...one, others: others.map(({ service }) => service.name) } : one;
  });
});

/** Label names are told apart by case, everything else is not. */
const sameKey = (one: Constraint, other: Constraint): boolean =>
  one.key === other.key || (!/labels\./i.test(one.key) && one.key.toLowerCase() === other.key.toLowerCase());
const sameValue = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

export function neverMet(constraint: Constraint): NeverMet | undefined {
  const { key, value, equal, service } = constraint;
  if (!knownKeys.test(key)) return { why: `Swarm knows no ${key}` };
  const own = key.toLowerCase();
  if (equal && own === 'node.role' && !/^(manager|worker)$/i.test(value))
    return { why: 'a node is a manager or a worker' };
  if (equal && own === 'node.platform.os' && !/^(linux|windows)$/i.test(value))
    return { why: 'the platform of a node is linux or windows' };
  const instead = own === 'node.platform.arch' && equal ? architectures[value.toLowerCase()] : undefined;
  if (instead !== undefined) return { why: `nodes report ${instead}`, instead };
  // Of two that contradict each other the later one is named. An address may lie in two networks at once.
  if (own === 'node.ip') return undefined;
  const all = constraintsOf(service);
  const earlier = all.slice(
    0,
    all.findIndex(({ at, text }) => at === constraint.at && text === constraint.text),
  );
  const other = earlier.find(
    (one) =>
      sameKey(one, constraint) &&
      (one.equal && equal ? !sameValue(one.value, value) : one.equal !== equal && sameValue(one.value, value)),
  );
  return other && { why: `it contradicts ${other.text}`, other };
}

/** The constraint leaves exactly one node. */
export const isOneNode = ({ key, equal }: Constraint): boolean => equal && /^node\.(hostname|id)$/i.test(key);

/** More replicas are asked for than the one node may run. */
export function tooManyForOneNode({
  deploy,
  scale,
}: Service): { readonly replicas: number; readonly most: number } | undefined {
  const most = numberOf(deploy?.maxReplicasPerNode);
  return most !== undefined && most > 0 && scale.replicas !== undefined && scale.replicas > most
    ? { replicas: scale.replicas, most }
    : undefined;
}

/** Nothing that the file shows ties the service to a node: no files, devices, sockets or ports of the node. */
export const isFreeToMove = (service: Service, facts: Facts): boolean =>
  isOwn(service) &&
  isLongRunning(service) &&
  hasRole(service, 'web', 'worker') &&
  service.mounts.every((mount) => ['networked', 'memory', 'anonymous'].includes(storageOf(mount, service, facts))) &&
  service.ports.every(({ mode }) => mode !== 'host');
