/** Where a service can be reached, and whether anybody listens there. */
import {
  healthOf,
  type Listening,
  listeningOf,
  missingProgram,
  networksOf,
  numberOf,
  type Port,
  type PortRange,
  parseSeconds,
  programsOf,
  secondsOf,
} from '../../kit/index.ts';
import type { HealthStory, NetworkStory, Written } from './shape.ts';
import type { Teller } from './teller.ts';

const routing =
  /^traefik\.(enable|(http|tcp|udp)\.routers\.[^.]+\.(rule|entrypoints)|(http|tcp|udp)\.services\.[^.]+\.loadbalancer\.server\.port|frontend\.rule|port)$|^caddy(_\d+)?(\.reverse_proxy)?$|^com\.df\.(servicePath|port|serviceDomain|notify)$/i;

export function networkStory({ service, facts, spot }: Teller): NetworkStory {
  const listening = listeningOf(service, facts);
  return {
    networks: networksOf(service, facts).map(({ key, external, clusterName }) => ({
      name: key,
      external,
      clusterName: clusterName ?? null,
      aliases: service.networks.find(({ name }) => name === key)?.aliases ?? [],
    })),
    ports: service.ports.map((port) => ({
      published: rangeOf(port.published),
      target: rangeOf(port.target),
      protocol: port.protocol,
      mode: port.mode,
      at: spot(port.at),
      heard: heardOn(port, listening),
    })),
    listeners: listening.listeners.map(({ label, port, bind, confidence, at }) => ({
      label,
      port: port ?? null,
      bind,
      confidence,
      at: spot(at),
    })),
    complete: listening.complete,
    routes: [...(service.deploy?.labels ?? [])]
      .filter(({ name }) => routing.test(name))
      .map(({ name, value, at }) => ({ name, value: value?.value ?? value?.raw ?? '', at: spot(at) })),
  };
}

const rangeOf = (range: PortRange | undefined): string | null =>
  range === undefined ? null : range.from === range.to ? `${range.from}` : `${range.from}-${range.to}`;

function heardOn(
  { target, protocol }: Port,
  { listeners, complete }: Listening,
): NetworkStory['ports'][number]['heard'] {
  if (target === undefined || protocol !== 'tcp') return 'unknown';
  const there = listeners.filter(({ port }) => port !== undefined && target.from <= port && port <= target.to);
  if (there.some(({ bind }) => bind === 'all')) return 'yes';
  if (there.some(({ bind }) => bind === 'unknown')) return 'unknown';
  if (there.length > 0) return 'loopback-only';
  return complete && listeners.length > 0 && listeners.every(({ port }) => port !== undefined) ? 'not-seen' : 'unknown';
}

export function healthStory(teller: Teller): HealthStory {
  const { service, maybe, said } = teller;
  const health = healthOf(service);
  const own = service.healthcheck;
  const base = { kind: health.kind, from: null, form: null, argv: [], needs: [], missing: null };
  const timing = { interval: null, timeout: null, retries: null, startPeriod: null };
  if (health.kind !== 'probe') return { ...base, at: health.kind === 'disabled' ? maybe(health.at) : null, ...timing };
  const { probe } = health;
  // A section of the stack file without a test changes the timing of the image's check.
  const flags = service.built?.image.healthcheck?.flags ?? [];
  const flag = (name: string): Written<number | null> | undefined => {
    const text = flags.find((one) => one.startsWith(`--${name}=`))?.slice(name.length + 3);
    const read = name === 'retries' ? Number : parseSeconds;
    if (probe.from === 'stack' || text === undefined) return undefined;
    return { value: read(text) ?? null, at: maybe(service.built?.image.healthcheck?.at) };
  };
  const or = (name: string, value: number): Written<number | null> => flag(name) ?? { value, at: null };
  return {
    ...base,
    from: probe.from,
    form: probe.form,
    argv: probe.argv,
    at: maybe(probe.at),
    interval: own?.interval ? said(own.interval, secondsOf, 30) : or('interval', 30),
    timeout: own?.timeout ? said(own.timeout, secondsOf, 30) : or('timeout', 30),
    retries: own?.retries ? said(own.retries, numberOf, 3) : or('retries', 3),
    startPeriod: own?.startPeriod ? said(own.startPeriod, secondsOf, 0) : or('start-period', 0),
    needs: programsOf(probe),
    missing: missingProgram(probe, service) ?? null,
  };
}
