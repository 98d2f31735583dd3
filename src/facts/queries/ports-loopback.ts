/** Services that others should reach, held against the addresses they listen on. */
import type { Located } from '../../source/index.ts';
import type { Facts, Service } from '../model.ts';
import { memoise } from './memoise.ts';
import { isAddressed } from './ports-claims.ts';
import { type Listener, listeningOf } from './ports-listeners.ts';
import { isPublished, judgedServices } from './services.ts';

export interface ReachedService extends Located {
  readonly service: Service;
  /** Set when every listener is on the loopback address. */
  readonly listener?: Listener;
}

/** Published, routed or called services whose listeners are all known. */
export const reachedServices = memoise((facts: Facts): readonly ReachedService[] =>
  judgedServices(facts).flatMap((service) => {
    if (!isPublished(service) && !isAddressed(service, facts)) return [];
    const { listeners, complete } = listeningOf(service, facts);
    const first = listeners[0];
    if (!complete || !first) return [];
    const listener = listeners.every(({ bind }) => bind === 'loopback') ? first : undefined;
    return [{ at: listener?.bindAt ?? first.at, service, listener }];
  }),
);
