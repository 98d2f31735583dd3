/** What the stack says about how a datastore is set up: its variables and its command line, and whether something else may say more. */
import type { Facts, Service } from '../model.ts';
import { isShell } from '../process/shells.ts';
import { memoise } from './memoise.ts';
import { hasRole, swarmServices } from './services.ts';
import { hasUnseenEnvFile } from './state-facts.ts';
import { pinOf } from './storage.ts';

export interface StoreSettings {
  /** Entrypoint and command as the stack or the image write them. */
  readonly words: readonly string[];
  /** `NAME=value` of the environment, and the command line. */
  readonly lines: readonly string[];
  /** A settings file, a script or variables that nobody can see may say something else. */
  readonly open: boolean;
}

const settingsFile =
  /\.(conf|cnf|cfg|ini|ya?ml|json|toml|properties|acl|hcl|config|xml|xs?ml|d)$|^\/(usr\/local\/)?etc\//i;

export function settingsOf(service: Service, facts: Facts): StoreSettings {
  const words = [...(service.entrypoint?.argv ?? []), ...(service.command?.argv ?? [])];
  const variables = service.effectiveEnvironment.map(
    ({ name, value }) => `${name}=${value?.value ?? value?.raw ?? ''}`,
  );
  const open =
    service.built !== undefined ||
    service.configs.some(({ target, source }) => settingsFile.test(target ?? source) || target === undefined) ||
    service.mounts.some(({ target }) => settingsFile.test(target ?? '')) ||
    hasUnseenEnvFile(service, facts) ||
    isShell(words[0] ?? '') ||
    words.some((word) => /\.sh$|\.conf$|\.ya?ml$|\$/.test(word));
  return { words, lines: [...variables, words.join(' ')], open };
}

/** Ready-made databases, brokers and caches that production runs on Swarm, started as what they are. */
export const stores = memoise((facts: Facts): readonly Service[] =>
  swarmServices(facts).filter(
    (service) =>
      hasRole(service, 'datastore') &&
      service.family?.role === 'datastore' &&
      !service.family.keepsNothing.some((mode) => mode.test(settingsOf(service, facts).lines.at(-1)!)),
  ),
);

/** More than one task of it runs at once, apart from updates. */
export function runsSeveral(service: Service): boolean {
  const { scale } = service;
  if (scale.global) return pinOf(service)?.to !== 'one-node';
  return (scale.replicas ?? 0) > 1 || (scale.text ?? '').startsWith('docker service scale');
}

/** Its tasks or services form a cluster on purpose; `unknown`: a file or a script may say so. */
export function clusterOf(service: Service, facts: Facts): 'yes' | 'no' | 'unknown' {
  const hints = service.family?.clusterHints ?? [];
  const { lines, open } = settingsOf(service, facts);
  if (lines.some((line) => hints.some((hint) => hint.test(line)))) return 'yes';
  return open && hints.length > 0 ? 'unknown' : 'no';
}

/** Other services of its stack that are members of the same kind of cluster. */
export const fellowMembers = (service: Service, facts: Facts): readonly Service[] =>
  clusterOf(service, facts) === 'yes'
    ? stores(facts).filter(
        (other) =>
          other !== service &&
          other.stack === service.stack &&
          other.family === service.family &&
          clusterOf(other, facts) === 'yes',
      )
    : [];

/** Another service names its tasks one by one: `tasks.cache`. */
export const isDialledByTask = (service: Service, facts: Facts): boolean =>
  swarmServices(facts).some((other) =>
    other.effectiveEnvironment.some(({ value }) => (value?.value ?? '').includes(`tasks.${service.name}`)),
  );
