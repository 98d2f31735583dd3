/** Which services can reach each other over the networks of their stacks. */
import type { Facts, Service } from '../model.ts';
import { stackOf } from './services.ts';

/** One network a service is attached to. */
export interface AttachedNetwork {
  /** Its key in the stack file; `default` when the service names none. */
  readonly key: string;
  /** Made outside the stack: services of other stacks may be on it. */
  readonly external: boolean;
  /** The name it has in the cluster; absent for one that the stack makes under its own name, or when a variable decides. */
  readonly clusterName?: string;
  /** A variable decides which network it is. */
  readonly open: boolean;
}

export function networksOf(service: Service, facts: Facts): readonly AttachedNetwork[] {
  const declarations = stackOf(service, facts)?.declarations ?? [];
  const keys = service.networks.length > 0 ? service.networks.map(({ name }) => name) : ['default'];
  return keys.map((key) => {
    const declared = declarations.find(({ kind, name }) => kind === 'network' && name === key);
    const given = declared?.givenName ?? declared?.externalName;
    const external = declared?.external ?? false;
    const clusterName = given ? given.value : external ? key : undefined;
    return { key, external, clusterName, open: given !== undefined && given.value === undefined };
  });
}

/** The node's own network: no name of another service is answered there. */
export const isHostNetwork = ({ external, clusterName }: AttachedNetwork): boolean =>
  external && clusterName === 'host';

/** `undefined`: a variable decides. */
export function sharesNetwork(one: Service, other: Service, facts: Facts): boolean | undefined {
  const left = networksOf(one, facts);
  const right = networksOf(other, facts);
  const meets = left.some((a) =>
    right.some((b) => (one.stack === other.stack && a.key === b.key) || isSame(a, b) || isSame(b, a)),
  );
  return meets || !(left.some(({ open }) => open) || right.some(({ open }) => open)) ? meets : undefined;
}

/** The second may be one that its stack makes: Swarm puts the name of the stack in front, which the file does not hold. */
const isSame = (a: AttachedNetwork, b: AttachedNetwork): boolean =>
  a.clusterName !== undefined &&
  !isHostNetwork(a) &&
  (a.clusterName === b.clusterName ||
    (!b.external && b.clusterName === undefined && a.clusterName.endsWith(`_${b.key}`)));
