/** Labels that make a proxy send a visitor to the same replica every time. */
import type { Located } from '../../source/index.ts';
import type { NamedValue } from '../compose.ts';
import type { Facts, Service } from '../model.ts';
import { factsOf } from './code.ts';
import { memoise } from './memoise.ts';
import { serverSetup } from './server-files.ts';
import { isPublished, judgedServices, stackOf } from './services.ts';

export interface RoutedService extends Located {
  readonly service: Service;
  /** The label that binds visitors. */
  readonly label?: NamedValue;
  /** The same in the nginx of another service of the stack. */
  readonly rule?: Located & { readonly name: string; readonly proxy: string };
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
    .map((service) => ({ service, rule: ruleOf(service, facts) }))
    .filter(({ service, rule }) => rule !== undefined || isPublished(service))
    .map(({ service, rule }) => {
      const label = [...(service.deploy?.labels ?? []), ...service.labels].find(({ name, value }) =>
        sticky.some((row) => row.name.test(name) && row.value.test(value?.value ?? 'false')),
      );
      const state = factsOf(service, 'session-store', 'realtime').find(
        ({ scope, guard }) => scope === 'local' && guard === 'always',
      );
      return { at: label?.at ?? rule?.at ?? service.at, service, label, rule, state };
    }),
);

/** `ip_hash` of an upstream that hands requests to the service. */
function ruleOf(service: Service, facts: Facts): RoutedService['rule'] {
  const names = [service.name, `tasks.${service.name}`].map((name) => name.toLowerCase());
  for (const proxy of stackOf(service, facts)?.services ?? []) {
    if (proxy === service) continue;
    const found = serverSetup(proxy, 'nginx', facts)
      ?.files.flatMap(({ upstreams }) => upstreams)
      .find(({ host, sticky: bound }) => bound && names.includes(host.toLowerCase()));
    if (found?.sticky) return { ...found.sticky, proxy: proxy.name };
  }
  return undefined;
}
