/** What to measure of a service, from what is known of it before it runs. */
import { factsOf, hasRole, isSingleton, type Service } from '../kit/index.ts';

export interface ServicePlan {
  readonly name: string;
  /** Ports to knock at, the likeliest first. */
  readonly ports: readonly number[];
  /** Path of a request: the one its health check asks for, or `/`. */
  readonly path: string;
  /** Why it is not scaled; absent: it is. */
  readonly alone?: string;
}

const inUrl = /https?:\/\/[^\s"'/]+?(?::(\d{1,5}))?(\/[^\s"'|;&)]*)?(?=$|[\s"'|;&)])/g;
const onThisMachine = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0)/;

/** Port and path that the health check asks its own container for. */
function healthUrl({ probe, healthcheck }: Service): { readonly port?: number; readonly path?: string } {
  const texts = [
    ...(probe ?? []).map(({ words }) => words.map((word) => word.value ?? '').join(' ')),
    ...(healthcheck?.test?.argv.map((word) => word) ?? []),
  ];
  for (const text of texts)
    for (const [url, port, path] of text.matchAll(inUrl))
      if (onThisMachine.test(url)) return { port: port === undefined ? 80 : Number(port), path };
  return {};
}

/** Nothing that a shell would see. */
const plain = (path: string): string => (/^\/[\w\-.~/?=&%+:,;@*]*$/.test(path) ? path : '/');

const routed = /^traefik\.http\.services\.[^.]+\.loadbalancer\.server\.port$/i;

export function planOf(service: Service): ServicePlan {
  const health = healthUrl(service);
  const ports = [
    health.port,
    ...service.ports.filter(({ protocol }) => protocol === 'tcp').map(({ target }) => target?.from),
    ...(service.deploy?.labels ?? []).filter(({ name }) => routed.test(name)).map(({ value }) => Number(value?.value)),
    ...factsOf(service, 'listen').map(({ port }) => port),
    ...(service.built?.image.exposed.map(({ port }) => port) ?? []),
  ].filter((port): port is number => port !== undefined && Number.isInteger(port) && port > 0 && port < 65_536);
  return {
    name: service.name,
    ports: [...new Set(ports)],
    path: plain(health.path ?? '/'),
    ...(isSingleton(service)
      ? { alone: 'it is meant to run once' }
      : hasRole(service, 'datastore')
        ? { alone: 'a datastore is not scaled by adding replicas' }
        : {}),
  };
}
