/** Services that are the agents labels speak to, and how Traefik is set up. */
import type { Located } from '../../source/index.ts';
import { majorVersion, parseImageReference } from '../image-reference.ts';
import type { Facts, Service } from '../model.ts';
import { type LabelAgent, labelAgents } from '../tables/label-agents.ts';
import { memoise } from './memoise.ts';
import { swarmServices } from './services.ts';

const imageOf = ({ image, built }: Service): string => built?.image.base.value ?? image?.value ?? image?.raw ?? '';

/** The agent a service is, by the image it runs. */
export function agentOf(service: Service): LabelAgent | undefined {
  const repository = parseImageReference(imageOf(service))?.repository;
  return labelAgents.find(({ images }) =>
    images.some((name) => repository === name || repository?.endsWith(`/${name}`)),
  );
}

export interface Traefik {
  readonly service: Service;
  /** What it looks at for labels: Swarm's services, or the containers of its own node. */
  readonly mode: 'swarm' | 'containers' | 'unknown';
  /** Its settings as words: `providers.docker.swarmmode=true`, whether they came as flags or as variables. */
  readonly words: readonly string[];
  /** A settings file may say more. */
  readonly configured: boolean;
  /** An option that its version refuses to start with. */
  readonly removed?: Located & { readonly text: string };
}

/** Traefik's of the stacks that production runs on Swarm. */
export const traefiks = memoise((facts: Facts): readonly Traefik[] =>
  swarmServices(facts)
    .filter((service) => agentOf(service)?.agent === 'Traefik')
    // Writes the settings into a store and ends.
    .filter(({ command }) => !command?.argv.includes('storeconfig'))
    .map(traefikOf),
);

function traefikOf(service: Service): Traefik {
  const flags = [...(service.entrypoint?.argv ?? []), ...(service.command?.argv ?? [])].map((word) =>
    word.replace(/^--/, '').toLowerCase(),
  );
  const variables = service.effectiveEnvironment.flatMap(({ name, value }) =>
    name.startsWith('TRAEFIK_')
      ? [`${name.slice('TRAEFIK_'.length).toLowerCase().replaceAll('_', '.')}=${(value?.value ?? '').toLowerCase()}`]
      : [],
  );
  const words = [...flags, ...variables];
  const on = (option: RegExp) => words.some((word) => option.test(word) && !/=(false|0)$/.test(word));
  const configured =
    service.built !== undefined ||
    on(/^configfile/) ||
    service.configs.length > 0 ||
    service.mounts.some(({ target }) => /traefik(\.(ya?ml|toml))?\/?$/i.test(target ?? ''));
  const old = on(/^(providers\.)?docker\.swarmmode/);
  const swarm = old || on(/^providers\.swarm(\.|=|$)/);
  const containers = on(/^(providers\.)?docker(\.|=|$)/);
  const version = majorVersion(parseImageReference(imageOf(service))?.tag);
  const removed =
    old && version !== undefined && version >= 3
      ? { at: service.command?.at ?? service.at, text: 'providers.docker.swarmMode' }
      : undefined;
  return {
    service,
    mode: swarm ? 'swarm' : containers && !configured ? 'containers' : 'unknown',
    words,
    configured,
    removed,
  };
}
