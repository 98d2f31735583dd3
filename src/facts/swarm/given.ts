/** What the deploy finds: files beside the stack file, and what the Swarm holds already. Verified on Docker 28.2. */
import type { ComposeService, Declaration, Scalar } from '../compose.ts';
import type { Merged, Rejection } from './convert.ts';
import type { Surroundings } from './surroundings.ts';

export const missing = (file: Scalar, surroundings: Surroundings | undefined): boolean =>
  file.value !== undefined && surroundings?.beside?.(file.at.file, file.value)?.kind === 'nothing';

/** Bytes: from here on the Swarm refuses to store it. */
const tooLarge = { secret: 512_000, config: 1_024_000 } as const;

export function ofStoredFile({ kind, name, file }: Declaration, surroundings?: Surroundings): readonly Rejection[] {
  if ((kind !== 'secret' && kind !== 'config') || file?.value === undefined) return [];
  const found = surroundings?.beside?.(file.at.file, file.value);
  const path = `${kind}s.${name}.file`;
  if (found?.kind === 'nothing')
    return [
      [
        file.at,
        path,
        'the file does not exist where the stack file lies',
        'it is read when the stack is deployed: create it before',
      ],
    ];
  if (found?.kind === 'directory') return [[file.at, path, 'it is a directory', 'name a file']];
  if (found?.bytes === undefined || (found.bytes > 0 && found.bytes < tooLarge[kind])) return [];
  return found.bytes === 0
    ? [[file.at, path, `the file is empty, and a ${kind} cannot be`]]
    : [
        [
          file.at,
          path,
          `a ${kind} must be smaller than ${tooLarge[kind] / 1000} kB`,
          'keep it in the image or a volume',
        ],
      ];
}

/** Networks that are looked up by Docker itself, under names of its own. */
const predefined = ['host', 'bridge', 'default', 'none'];

export const nameInSwarm = ({ name, givenName, externalName }: Declaration): string | undefined => {
  const given = givenName ?? externalName;
  return given ? given.value : name;
};

export function ofExternalNetwork(one: Declaration, surroundings?: Surroundings): readonly Rejection[] {
  const name = nameInSwarm(one);
  const path = `networks.${one.name}`;
  if (name === 'none')
    return [[one.at, path, 'services cannot be attached to the network none', 'use an internal network']];
  const { cluster } = surroundings ?? {};
  if (!cluster || name === undefined || predefined.includes(name)) return [];
  const network = cluster.networks.find((known) => known.name === name);
  if (!network) return [[one.at, path, `the Swarm has no network ${name}`, 'create it before the stack is deployed']];
  if (network.scope !== 'swarm')
    return [[one.at, path, `the network ${name} belongs to one node`, 'create one with the driver overlay']];
  return network.ingress
    ? [[one.at, path, `services cannot be attached to ${name}, which carries published ports`]]
    : [];
}

export function ofDrivers(
  { kind, name, driver, external }: Declaration,
  surroundings?: Surroundings,
): readonly Rejection[] {
  const { cluster } = surroundings ?? {};
  if (!cluster || external || driver?.value === undefined) return [];
  const known =
    kind === 'network'
      ? ['overlay', 'bridge', 'host', 'macvlan', 'ipvlan', 'null', '', ...cluster.networkDrivers]
      : kind === 'secret'
        ? cluster.secretDrivers
        : [driver.value];
  return known.includes(driver.value)
    ? []
    : [
        [
          driver.at,
          `${kind}s.${name}.driver`,
          `the Swarm has no plugin ${driver.value}`,
          'install it on every manager',
        ],
      ];
}

/** Secrets and configs from outside the stack are looked up when a service asks for them. */
export function ofExternalGrants(
  service: ComposeService,
  { declarations, surroundings }: Merged,
): readonly Rejection[] {
  const { cluster } = surroundings ?? {};
  if (!cluster) return [];
  return (['secret', 'config'] as const).flatMap((kind) =>
    service[`${kind}s`].flatMap(({ source, at }): readonly Rejection[] => {
      const one = declarations.find((each) => each.kind === kind && each.name === source && each.external);
      const name = one && nameInSwarm(one);
      return name === undefined || cluster[`${kind}s`].includes(name)
        ? []
        : [
            [
              at,
              `services.${service.name}.${kind}s.${source}`,
              `the Swarm has no ${kind} ${name}`,
              'create it before the stack is deployed',
            ],
          ];
    }),
  );
}
