/** Labels that make a proxy send a visitor to the same replica every time. */
import type { Located } from '../../source/index.ts';
import type { NamedValue } from '../compose.ts';
import type { Facts, Service } from '../model.ts';
import { factsOf } from './code.ts';
import { memoise } from './memoise.ts';
import { isPublished, judgedServices } from './services.ts';

export interface RoutedService extends Located {
  readonly service: Service;
  /** The label that binds visitors. */
  readonly label?: NamedValue;
  /** What the code keeps in the replica, as far as it was read. */
  readonly state?: Located & { readonly label: string };
}

/** From the documentation of Traefik (1 to 3), caddy-docker-proxy and Docker Flow Proxy. */
const sticky: readonly { readonly name: RegExp; readonly value: RegExp }[] = [
  { name: /^traefik\.(http|tcp)\.services\.[^.]+\.loadbalancer\.sticky(\.cookie)?(\.\w+)?$/i, value: /^(?!false$)/i },
  { name: /^traefik\.([\w-]+\.)?(backend\.)?loadbalancer\.(sticky|stickiness)(\.\w+)?$/i, value: /^(?!false$)/i },
  { name: /^caddy(_\d+)?\.(.+\.)?reverse_proxy\.lb_policy$/i, value: /^(cookie|ip_hash|client_ip_hash)\b/i },
  { name: /^com\.df\.sessionType$/i, value: /^sticky/i },
];

export const routedServices = memoise((facts: Facts): readonly RoutedService[] =>
  judgedServices(facts)
    .filter(isPublished)
    .map((service) => {
      const label = [...(service.deploy?.labels ?? []), ...service.labels].find(({ name, value }) =>
        sticky.some((row) => row.name.test(name) && row.value.test(value?.value ?? 'false')),
      );
      const state = factsOf(service, 'session-store', 'realtime').find(
        ({ scope, guard }) => scope === 'local' && guard === 'always',
      );
      return { at: label?.at ?? service.at, service, label, state };
    }),
);
