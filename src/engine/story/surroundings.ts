/** What a container of the service is given: variables, secrets, configs, mounts. */
import {
  type Declaration,
  environmentContracts,
  type Grant,
  isOfTheNode,
  isSecretName,
  placeOf,
  stackOf,
  storageOf,
  volumeOf,
} from '../../kit/index.ts';
import type { EnvironmentStory, GrantStory, MountStory } from './shape.ts';
import { keptState } from './state.ts';
import type { Teller } from './teller.ts';

export function environmentStory({ service, facts, spot, maybe }: Teller): EnvironmentStory | null {
  const contract = environmentContracts(facts).find((one) => one.service === service);
  if (!contract) return null;
  const { variables } = contract;
  return {
    variables: variables.length,
    read: variables.filter(({ reads }) => reads.length > 0).length,
    supplied: variables.filter(({ supplied }) => supplied && supplied.by !== 'elsewhere').length,
    perhaps: variables.filter(({ supplied }) => supplied?.by === 'elsewhere').length,
    complete: contract.complete,
    example: contract.example ?? null,
    envFiles: service.envFiles.map(({ value, raw, at }) => ({ value: value ?? raw, at: spot(at) })),
    required: variables
      .filter(({ need }) => need === 'required')
      .map(({ name, at, supplied, reads }) => ({
        name,
        at: spot(at),
        conditional: reads.every(({ need, guard }) => need !== 'required' || guard !== 'always'),
        supplied: supplied ? { by: supplied.by, at: maybe(supplied.at) } : null,
      })),
    secrets: service.effectiveEnvironment
      .filter(({ name }) => isSecretName(name))
      .map(({ name, at }) => ({ value: name, at: spot(at) })),
  };
}

export const grantStories = (kind: 'secret' | 'config', { service, facts, spot }: Teller): readonly GrantStory[] =>
  (kind === 'secret' ? service.secrets : service.configs).map((grant) => {
    const declared = stackOf(service, facts)?.declarations.find(
      (one) => one.kind === kind && one.name === grant.source,
    );
    return {
      name: grant.source,
      target: targetOf(grant, kind),
      at: spot(grant.at),
      external: declared?.external ?? null,
      file: fileOf(declared),
    };
  });

/** A bare name is a file below /run/secrets for a secret, and below the root for a config. */
function targetOf({ source, target = source }: Grant, kind: 'secret' | 'config'): string {
  if (target.startsWith('/')) return target;
  return kind === 'secret' ? `/run/secrets/${target}` : `/${target}`;
}

const fileOf = (declared: Declaration | undefined): string | null =>
  declared?.file?.value ?? declared?.file?.raw ?? null;

export const mountStories = (teller: Teller): readonly MountStory[] => {
  const { service, facts, spot } = teller;
  const stack = stackOf(service, facts);
  return service.mounts.map((mount) => {
    const volume = volumeOf(mount, stack);
    return {
      type: mount.type,
      source: mount.source ?? null,
      target: mount.target ?? null,
      readOnly: mount.readOnly,
      storage: storageOf(mount, service, facts),
      system: isOfTheNode(mount),
      driver: volume?.driver ? (volume.driver.value ?? volume.driver.raw) : null,
      external: volume?.external ?? false,
      at: spot(mount.at),
      writes: keptState(service)
        .filter(({ path }) => path !== undefined && placeOf(service, path, facts).mount === mount)
        .map(({ kind, label, at }) => ({ kind, label, at: spot(at) })),
    };
  });
};
