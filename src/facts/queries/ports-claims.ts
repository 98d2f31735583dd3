/** Everything that expects a service to listen on some port. */
import type { Located } from '../../source/index.ts';
import type { NamedValue } from '../compose.ts';
import type { Facts, Service } from '../model.ts';
import { healthOf } from './health-check.ts';
import { memoise } from './memoise.ts';
import { resolveWord } from './ports-variables.ts';
import { serverSetups } from './server-files.ts';
import { judgedServices } from './services.ts';

export interface PortClaim extends Located {
  /** The service that should listen. */
  readonly target: Service;
  /** The service that expects it: `target` itself, or one that calls it. */
  readonly service: Service;
  readonly kind: 'published' | 'health-check' | 'proxy' | 'caller';
  readonly from: number;
  readonly to: number;
  /** Name of the label or the variable, port as written, or `healthcheck`. */
  readonly subject: string;
}

/** TCP ports only: code facts know no others. */
export const portClaims = memoise((facts: Facts): readonly PortClaim[] =>
  judgedServices(facts).flatMap((service) => [
    ...published(service),
    ...probed(service, facts),
    ...proxied(service),
    ...called(service, facts),
  ]),
);

const published = (service: Service): readonly PortClaim[] =>
  service.ports.flatMap(({ at, target, protocol, raw }) =>
    target && target.from > 0 && protocol === 'tcp'
      ? [{ at, target: service, service, kind: 'published' as const, from: target.from, to: target.to, subject: raw }]
      : [],
  );

/** `http://localhost:3000/health` in the words of a health check. */
function probed(service: Service, facts: Facts): readonly PortClaim[] {
  const health = healthOf(service);
  if (health.kind !== 'probe') return [];
  const { at, argv, from } = health.probe;
  // Variables of the stack file are filled in already; those of a shell are the container's own.
  const text = argv.join(' ');
  const ports = urlsIn(text).flatMap(({ host, port, open }) => {
    if (!isOwnHost(host, service)) return [];
    if (!open) return port === undefined ? [] : [port];
    const resolved = from === 'image' || argv.length === 1 ? resolveWord(service, open, facts) : undefined;
    return resolved !== undefined && /^\d{1,5}$/.test(resolved) ? [Number(resolved)] : [];
  });
  return ports.map((port) => ({
    at,
    target: service,
    service,
    kind: 'health-check',
    from: port,
    to: port,
    subject: 'healthcheck',
  }));
}

const isOwnHost = (host: string, service: Service): boolean =>
  /^(localhost|127(\.\d{1,3}){3}|0\.0\.0\.0|\[::1?\])$/i.test(host) || host === service.name;

const proxyPort =
  /^(traefik\.(http|tcp)\.services\.[\w@.-]+\.loadbalancer\.server\.port|traefik\.port|com\.df\.port)$/i;

function proxied(service: Service): readonly PortClaim[] {
  const labels = [...(service.deploy?.labels ?? []), ...service.labels].filter(({ name }) => proxyPort.test(name));
  const variable = service.effectiveEnvironment.find(({ name }) => name === 'VIRTUAL_PORT');
  return [...labels, ...(variable ? [variable] : [])].flatMap(({ at, name, value }: NamedValue) => {
    const port = value?.value?.trim() ?? '';
    return /^\d{1,5}$/.test(port)
      ? [{ at, target: service, service, kind: 'proxy' as const, from: Number(port), to: Number(port), subject: name }]
      : [];
  });
}

/** Addresses that a browser shows or a server compares, not ones that are called. */
const notCalled = /(^|_)(CORS|ORIGINS?|ALLOWED|PUBLIC|EXTERNAL|REDIRECT|CALLBACK|REFERERS?)(_|$)/i;

/** Other services that name this one with a port in their environment: `http://api:8080`, `api:8080`. */
function called(service: Service, facts: Facts): readonly PortClaim[] {
  const callers = judgedServices(facts).filter((one) => one.stack === service.stack && one.name !== service.name);
  const proxies = callers.flatMap((caller) =>
    upstreamsTo(service, caller, facts).map(({ at, directive, port }) => ({
      at,
      target: service,
      service: caller,
      kind: 'caller' as const,
      from: port,
      to: port,
      subject: directive,
    })),
  );
  const told = callers.flatMap((caller) =>
    caller.effectiveEnvironment.flatMap(({ at, name, value }) =>
      (notCalled.test(name) ? [] : portsOf(value?.value ?? '', service)).map((port) => ({
        at,
        target: service,
        service: caller,
        kind: 'caller' as const,
        from: port,
        to: port,
        subject: name,
      })),
    ),
  );
  return [...told, ...proxies];
}

/** Where the nginx of another service hands requests to this one. */
const upstreamsTo = (service: Service, caller: Service, facts: Facts) =>
  serverSetups(caller, facts)
    .flatMap(({ files }) => files.flatMap(({ upstreams }) => upstreams))
    .flatMap(({ at, directive, host, port }) =>
      port !== undefined && namesOf(service).includes(host.toLowerCase()) ? [{ at, directive, port }] : [],
    );

function portsOf(value: string, service: Service): readonly number[] {
  const names = namesOf(service);
  const bare = /^([\w.-]+):(\d{1,5})$/.exec(value.trim());
  if (bare && names.includes(bare[1]!.toLowerCase())) return [Number(bare[2])];
  return urlsIn(value).flatMap(({ host, port, written }) =>
    names.includes(host.toLowerCase()) && written && port !== undefined ? [port] : [],
  );
}

const namesOf = ({ name, networks }: Service): readonly string[] =>
  [name, `tasks.${name}`, ...networks.flatMap(({ aliases }) => aliases)].map((one) => one.toLowerCase());

/** Another service of the same stack names this one in its environment, with or without a port. */
export const isAddressed = (service: Service, facts: Facts): boolean => {
  const names = namesOf(service);
  return judgedServices(facts).some(
    (caller) =>
      caller.stack === service.stack &&
      caller.name !== service.name &&
      (upstreamsTo(service, caller, facts).length > 0 ||
        caller.effectiveEnvironment.some(({ value }) => {
          const text = value?.value ?? '';
          return (
            portsOf(text, service).length > 0 || urlsIn(text).some(({ host }) => names.includes(host.toLowerCase()))
          );
        })),
  );
};

interface Url {
  readonly host: string;
  /** The port, or the scheme's; absent when it cannot be read. */
  readonly port?: number;
  readonly written: boolean;
  /** A shell variable stands where the port is. */
  readonly open?: string;
}

const schemePorts: Readonly<Record<string, number>> = { http: 80, https: 443, ws: 80, wss: 443 };

function urlsIn(text: string): readonly Url[] {
  return [...text.matchAll(/\b(https?|wss?|grpc):\/\/([^\s/"'`?#,;|)]*)(.?)/g)].flatMap(
    ([, scheme, rest]): readonly Url[] => {
      const authority = rest!.slice(rest!.lastIndexOf('@') + 1);
      const parts = /^(\[[\da-f:]+\]|[\w.-]+)(?::(.*))?$/i.exec(authority);
      if (!parts) return [];
      const [, host, port] = parts;
      if (port === undefined) return [{ host: host!, port: schemePorts[scheme!], written: false }];
      if (/^\d{1,5}$/.test(port)) return [{ host: host!, port: Number(port), written: true }];
      return [{ host: host!, written: true, ...(port.startsWith('$') ? { open: port } : {}) }];
    },
  );
}
