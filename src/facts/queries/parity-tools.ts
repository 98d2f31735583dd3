/** Developers' tools among the services of production. */
import { fileNameOf, type Located } from '../../source/index.ts';
import type { Facts, Service } from '../model.ts';
import { developmentToolOf } from '../tables/development-tools.ts';
import { memoise } from './memoise.ts';
import { hasRole, isOwn, isPublished, swarmStacks } from './services.ts';

export interface StackTool extends Located {
  readonly service: Service;
  /** What it is for; absent when it belongs into production as well. */
  readonly tool?: string;
  /** `port`: anybody who reaches a node reaches it; `proxy`: through a proxy, which may ask for a password. */
  readonly open?: 'port' | 'proxy';
}

/** All tools of the stacks that run an application; a stack of tools alone is an operator's and has its reasons. */
export const stackTools = memoise((facts: Facts): readonly StackTool[] =>
  swarmStacks(facts)
    .filter(({ services }) =>
      services.some((service) => isOwn(service) && hasRole(service, 'web', 'worker', 'scheduler')),
    )
    .flatMap(({ services }) => services)
    // A file that is called development and still deployed is meant that way.
    .filter(({ at }) => !/(^|[._-])(dev|development|local|test)([._-]|$)/i.test(fileNameOf(at.file)))
    .map((service) => ({
      at: service.image?.at ?? service.at,
      service,
      tool: developmentToolOf(service.image?.value ?? service.image?.raw ?? ''),
      open: service.ports.length > 0 ? 'port' : isPublished(service) ? 'proxy' : undefined,
    })),
);
