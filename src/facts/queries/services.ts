/** Which services a check may speak about. */
import { fileNameOf } from '../../source/index.ts';
import type { Facts, Role, Service, Stack } from '../model.ts';
import { memoise } from './memoise.ts';

/** Names a service uniquely within a repository. */
export const serviceKey = (service: { readonly stack: string; readonly name: string }): string =>
  `${service.stack}#${service.name}`;

/**
 * Stacks worth judging: the production ones; where a repository has none, those that could be. Development files are never judged.
 */
export const judgedStacks = memoise((facts: Facts): readonly Stack[] => {
  const production = facts.stacks.filter((stack) => stack.purpose.value === 'production');
  return production.length > 0 ? production : facts.stacks.filter((stack) => stack.purpose.value === 'unknown');
});

/** Services of the judged stacks: for questions of state, security and start-up that hold wherever the service is scaled. */
export const judgedServices = memoise((facts: Facts): readonly Service[] =>
  judgedStacks(facts).flatMap((stack) => stack.services),
);

/** Stacks that production runs on Swarm: for questions about Swarm's own settings, where a guess would be noise. */
export const swarmStacks = memoise((facts: Facts): readonly Stack[] =>
  facts.stacks.filter((stack) => stack.purpose.value === 'production' && stack.swarm.value),
);

export const swarmServices = memoise((facts: Facts): readonly Service[] =>
  swarmStacks(facts).flatMap((stack) => stack.services),
);

const stacksOf = memoise(
  (facts: Facts): ReadonlyMap<unknown, Stack> =>
    new Map(facts.stacks.flatMap((stack) => stack.services.map((service) => [service, stack] as const))),
);

/** Two deploys that begin with the same file share an id: the one that holds the service is meant. */
export const stackOf = (service: { readonly stack: string }, facts: Facts): Stack | undefined =>
  stacksOf(facts).get(service) ?? facts.stacks.find((stack) => stack.id === service.stack);

export const hasRole = (service: Service, ...roles: readonly Role[]): boolean => roles.includes(service.role.value);

/** Runs until it is stopped, as opposed to a job that ends. */
export const isLongRunning = (service: Service): boolean => !hasRole(service, 'job');

/** The team's own program: built here, or at least not a catalogued image of somebody else. */
export const isOwn = (service: Service): boolean =>
  service.family === undefined && !hasRole(service, 'datastore', 'tool');

/**
 * More than one copy is not meant to run: a datastore, a scheduler, a job, an operator's tool. Tools are told by their names: one that its owner runs several
 * times, such as a collector, is not meant to be alone.
 */
export const isSingleton = (service: Service): boolean =>
  hasRole(service, 'datastore', 'scheduler', 'job') ||
  (hasRole(service, 'tool') && (service.scale.global || (service.scale.replicas ?? 1) <= 1));

/** Reached from outside or through a proxy. */
export const isPublished = (service: Service): boolean =>
  service.ports.length > 0 ||
  (service.deploy?.labels ?? []).some(({ name }) =>
    /^(traefik\.(http|tcp|enable|frontend|port)|caddy|com\.df\.)/.test(name),
  );

/** A deploy that is called staging or testing may run in any mode; so may what nobody says is production. */
export const isProduction = ({ purpose, stack }: Service): boolean =>
  purpose === 'production' && !/(^|[._-])(staging|stage|test|testing|qa|demo|dev)([._-]|$)/i.test(fileNameOf(stack));
