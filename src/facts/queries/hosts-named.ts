/** Hosts that services are told to connect to, and why Swarm's name service does not know them. */
import { type Located, literally } from '../../source/index.ts';
import type { Node } from '../compose.ts';
import type { Confidence, Facts, Service } from '../model.ts';
import { editDistance } from './configuration-names.ts';
import { memoise } from './memoise.ts';
import { isHostNetwork, networksOf, sharesNetwork } from './networks.ts';
import { listeningOf } from './ports-listeners.ts';
import { serverSetups } from './server-files.ts';
import { hasRole, stackOf, swarmServices } from './services.ts';

export interface NamedHost extends Located {
  readonly service: Service;
  /** Variable that holds the address, or `command`. */
  readonly variable: string;
  readonly host: string;
  readonly trouble?: HostTrouble;
}

export interface HostTrouble {
  readonly kind:
    | 'container-name'
    | 'link'
    | 'compose-name'
    | 'no-common-network'
    | 'published-port'
    | 'typo'
    | 'nobody';
  /** The name, or the port, that would be right. */
  readonly right: string;
  readonly at?: Located['at'];
  readonly confidence: Confidence;
}

const url =
  /\b(postgres(?:ql)?|mysql2?|mariadb|mongodb|rediss?|amqps?|nats|kafka|memcached|mssql|sqlserver|clickhouse|mqtts?|ldaps?|bolt|neo4j|https?|wss?|grpcs?|tcp):\/\/([^\s/"'`?#]+)/gi;
const hostVariable =
  /(^|_)(HOST|HOSTS|HOSTNAME|SERVER|SERVERS|ADDR|ADDRESS|URL|URI|ENDPOINT|BROKERS?|NODES|UPSTREAM|BACKEND)$/i;
/** What a browser is shown, what a server listens on or calls itself, what is not called in production. */
const otherPurpose =
  /(^|_)(LISTEN|LISTENERS?|ADVERTISED?|BIND|ALLOWED|CORS|ORIGINS?|PUBLIC|EXTERNAL|BROWSER|REDIRECT|CALLBACK|VIRTUAL|TEST|DEV|DOMAIN|COOKIE|NO_PROXY)(_|$)|^HOSTNAME$/i;
/** A name without dots is one that only the name service of the cluster can know. */
const singleLabel = /^[a-z0-9][\w-]*$/i;

interface Address {
  readonly host: string;
  readonly port?: number;
}

/** Hosts of services that production runs on Swarm, one for every place that names one. */
export const namedHosts = memoise((facts: Facts): readonly NamedHost[] =>
  swarmServices(facts).flatMap((service) => {
    if (networksOf(service, facts).some((network) => isHostNetwork(network) || network.open)) return [];
    const places = [
      ...service.effectiveEnvironment
        .filter(
          ({ name, value, at }) =>
            !otherPurpose.test(name) && isWritten(value) && at.file !== service.built?.image.dockerfile,
        )
        .map(({ name, value, at }) => ({
          at,
          variable: name,
          addresses: addressesIn(value!.value!, hostVariable.test(name)),
        })),
      ...(service.command && !hasRole(service, 'proxy', 'job')
        ? [
            {
              at: service.command.at,
              variable: 'command',
              addresses: addressesIn(service.command.argv.join(' '), false),
            },
          ]
        : []),
    ];
    return [
      ...places.flatMap(({ at, variable, addresses }) =>
        addresses.map((address) => ({
          at,
          service,
          variable,
          host: address.host,
          trouble: troubleOf(address, service, facts),
        })),
      ),
      ...proxied(service, facts),
    ];
  }),
);

/** Hosts that the service's nginx names, each at its first place. One that it does not find keeps it from starting. */
function proxied(service: Service, facts: Facts): readonly NamedHost[] {
  const setups = serverSetups(service, facts);
  const upstreams = setups.flatMap(({ files }) => files.flatMap((file) => file.upstreams));
  const names = setups.flatMap(({ files }) => files.flatMap((file) => file.upstreamNames));
  // Where something else may change the files, it may put in another host.
  const final = setups.every(({ program, complete }) => program !== 'nginx' || complete);
  return upstreams
    .filter(({ host }, index) => upstreams.findIndex((one) => one.host === host) === index)
    .filter(
      ({ host, directive }) => singleLabel.test(host) && (directive.startsWith('upstream ') || !names.includes(host)),
    )
    .map(({ at, directive, host, port, late }) => ({
      at,
      service,
      variable: directive,
      host,
      trouble:
        troubleOf({ host, port }, service, facts) ??
        (final && !late && isUnanswered(host, service, facts)
          ? { kind: 'nobody' as const, right: '', confidence: 'medium' as const }
          : undefined),
    }));
}

/** No service of the stack has the name, and no network from outside can bring somebody who has. */
function isUnanswered(host: string, service: Service, facts: Facts): boolean {
  const stack = stackOf(service, facts);
  if (!stack || stack.commands || service.built?.confidence === 'low') return false;
  return (
    !stack.services.some((other) => answersTo(other, host)) &&
    !extraHosts(service).includes(host) &&
    !networksOf(service, facts).some((network) => network.external || network.open)
  );
}

/** The default of a variable may be replaced by whoever deploys. */
const isWritten = (value: { readonly value?: string; readonly parts: readonly unknown[] } | undefined): boolean =>
  value?.value !== undefined && value.parts.every((part) => typeof part === 'string');

/** Hosts a variable leads a client to; a plain name counts where the variable is called after a host, or a port follows. */
export const hostsIn = (variable: string, text: string): readonly string[] =>
  otherPurpose.test(variable)
    ? []
    : addressesIn(
        text,
        hostVariable.test(variable) || variable === 'PGHOST' || /^[\w.-]+:\d{2,5}$/.test(text.trim()),
      ).map(({ host }) => host);

function addressesIn(text: string, bare: boolean): readonly Address[] {
  const urls = [...text.matchAll(url)].flatMap(([, , authority]) =>
    authority!.slice(authority!.lastIndexOf('@') + 1).split(','),
  );
  const plain = bare && urls.length === 0 && !/[\s/=]/.test(text.trim()) ? text.trim().split(',') : [];
  return [...urls, ...plain].flatMap((part): readonly Address[] => {
    const [, host, port] = /^([^:]+)(?::(\d{1,5}))?$/.exec(part.trim()) ?? [];
    if (host === undefined || !singleLabel.test(host) || /^(localhost|\d+|true|false)$/i.test(host)) return [];
    return [{ host, ...(port === undefined ? {} : { port: Number(port) }) }];
  });
}

function troubleOf({ host, port }: Address, service: Service, facts: Facts): HostTrouble | undefined {
  const siblings = stackOf(service, facts)?.services ?? [];
  const others = siblings.filter((other) => other !== service && other.name !== service.name);
  const reached = (other: Service) => sharesNetwork(service, other, facts) === true;
  const answers = others.filter((other) => answersTo(other, host));
  if (answers.some(reached)) return portTrouble(answers.find(reached)!, port, facts);
  if (host === service.name || answersTo(service, host) || extraHosts(service).includes(host)) return undefined;
  // Somebody on a network from outside may have that name.
  const [far] = answers;
  const external = networksOf(service, facts).some((network) => network.external);
  if (far)
    return external || sharesNetwork(service, far, facts) !== false
      ? undefined
      : { kind: 'no-common-network', right: far.name, at: far.at, confidence: 'high' };
  const confidence = external ? 'medium' : 'high';
  const called = others.find((other) => other.containerName?.value === host);
  if (called) return { kind: 'container-name', right: called.name, at: called.containerName?.at, confidence };
  const link = linksOf(service).find(({ alias }) => alias === host);
  if (link) return { kind: 'link', right: link.service, confidence };
  const composed = others.find(({ name }) => new RegExp(`^[\\w-]+[_-]${literally(name)}[_-]\\d+$`).test(host));
  if (composed) return { kind: 'compose-name', right: composed.name, confidence };
  const near = others.find(
    (other) =>
      reached(other) &&
      Math.min(host.length, other.name.length) > 4 &&
      editDistance(host, other.name) === 1 &&
      !/\d$/.test(host + other.name),
  );
  return near && !external ? { kind: 'typo', right: near.name, at: near.at, confidence: 'medium' } : undefined;
}

/**
 * Service name, `tasks.` in front of it, the stack's name in front of it, aliases, and the `hostname:` of its containers, which the engine gives to
 * the name service of every network they are on (measured on engines 20.10, also between nodes).
 */
export function answersTo({ name, networks, hostname }: Service, host: string): boolean {
  const wanted = host.toLowerCase();
  const own = name.toLowerCase();
  return (
    wanted === own ||
    wanted.endsWith(`_${own}`) ||
    hostname?.value?.toLowerCase() === wanted ||
    networks.some(({ aliases }) => aliases.some((alias) => alias.toLowerCase() === wanted))
  );
}

/** Between services the container's own port counts, not the one on the nodes. */
function portTrouble(target: Service, port: number | undefined, facts: Facts): HostTrouble | undefined {
  if (port === undefined || !target.family?.ports.length || target.family.ports.includes(port)) return undefined;
  if (listeningOf(target, facts).listeners.length > 0) return undefined;
  const mapped = target.ports.find(({ published }) => published?.from === port && published.to === port);
  const own = mapped?.target?.from;
  if (!mapped || own === undefined || own === port || !target.family.ports.includes(own)) return undefined;
  // A setting of its own may have moved the listener there.
  const words = [
    ...(target.command?.argv ?? []),
    ...target.effectiveEnvironment.map(({ value }) => value?.value ?? ''),
  ];
  if (words.some((word) => word.includes(String(port)))) return undefined;
  return { kind: 'published-port', right: String(own), at: mapped.at, confidence: 'high' };
}

const textsOf = (node: Node | undefined): readonly string[] =>
  node?.kind === 'list'
    ? node.items.flatMap((item) => (item.kind === 'scalar' ? [item.value ?? item.raw] : []))
    : node?.kind === 'map'
      ? node.entries.map(({ key }) => key)
      : [];

const childOf = ({ body }: Service, key: string): Node | undefined =>
  body.entries.find((entry) => entry.key === key)?.value;

const extraHosts = (service: Service): readonly string[] =>
  textsOf(childOf(service, 'extra_hosts')).map((text) => text.split(/[:=]/)[0]!.trim());

const linksOf = (service: Service) =>
  textsOf(childOf(service, 'links')).flatMap((text) => {
    const [name, alias] = text.split(':');
    return name && alias && alias !== name ? [{ service: name, alias }] : [];
  });
