/** The ports of a service side by side: where it listens, and where everybody else believes it does. */
import type { Located } from '../../source/index.ts';
import type { Confidence, Facts, Service } from '../model.ts';
import { memoise } from './memoise.ts';
import { type PortClaim, portClaims } from './ports-claims.ts';
import { type Listener, listeningOf } from './ports-listeners.ts';

/** One expectation held against what is known about the service. */
export interface ComparedPort extends Located {
  readonly claim: PortClaim;
  /** Only when it departs from what is known. */
  readonly odd?: Odd;
}

export interface Odd {
  /** The ports that would be right. */
  readonly ports: readonly number[];
  /** What says so: `app.listen`, or the places that agree. */
  readonly why: string;
  readonly places: readonly { readonly at: Located['at']; readonly message: string }[];
  readonly confidence: Confidence;
}

/** Expectations about services for which there is something to compare them with. */
export const comparedPorts = memoise((facts: Facts): readonly ComparedPort[] => {
  const byTarget = new Map<Service, PortClaim[]>();
  for (const claim of portClaims(facts)) byTarget.set(claim.target, [...(byTarget.get(claim.target) ?? []), claim]);
  return [...byTarget].flatMap(([service, claims]) => compare(service, claims, facts));
});

function compare(service: Service, claims: readonly PortClaim[], facts: Facts): readonly ComparedPort[] {
  const { listeners, complete } = listeningOf(service, facts);
  if (complete && listeners.length > 0 && listeners.every(({ port }) => port !== undefined))
    return againstListeners(claims, listeners);
  // A listener whose port nobody knows may be the one that is meant.
  if (listeners.some(({ otherwise }) => !otherwise)) return [];
  return againstBaseImage(service, claims) ?? againstEachOther(service, claims);
}

const covers = ({ from, to }: PortClaim, port: number): boolean => from <= port && port <= to;

function againstListeners(claims: readonly PortClaim[], listeners: readonly Listener[]): readonly ComparedPort[] {
  const ports = [...new Set(listeners.map(({ port }) => port!))].sort((one, other) => one - other);
  const meets = (claim: PortClaim): boolean => ports.some((port) => covers(claim, port));
  const places = listeners.map(({ at, label, port }) => ({ at, message: `${label} listens on ${port}` }));
  const why = [...new Set(listeners.map(({ label }) => label))].join(', ');
  const sure = listeners.every(({ confidence }) => confidence === 'high');
  return claims.map((claim) => {
    if (meets(claim)) return { at: claim.at, claim };
    // A second port of the same kind may belong to a listener that is not known: a debugger, metrics.
    const beside = claim.kind !== 'health-check' && claims.some((one) => one.kind === claim.kind && meets(one));
    if (beside && claim.kind !== 'caller') return { at: claim.at, claim };
    return { at: claim.at, claim, odd: { ports, why, places, confidence: sure && !beside ? 'high' : 'medium' } };
  });
}

const aspnetPorts = [80, 8080];
const aspnetSettings = /(^|_)(URLS|HTTPS?_PORTS)$|^Kestrel/i;

/** ASP.NET images listen on 8080 since .NET 8, on 80 before: old settings stay behind after an upgrade. */
function againstBaseImage({ built, effectiveEnvironment, process }: Service, claims: readonly PortClaim[]) {
  const base = built?.image.baseKnown;
  const port = base?.ports[0];
  if (!built || !base?.name.startsWith('dotnet/') || port === undefined || base.ports.length > 1) return undefined;
  const open =
    effectiveEnvironment.some(({ name }) => aspnetSettings.test(name)) ||
    (process.argv ?? []).some((word) => /urls/i.test(word)) ||
    claims.some((claim) => covers(claim, port));
  if (open) return undefined;
  return claims.map((claim): ComparedPort => {
    const left = claim.from === claim.to && aspnetPorts.includes(claim.from) && claim.kind !== 'health-check';
    const why = `images of ${built.image.base.value ?? base.name}`;
    const places = [{ at: built.image.at, message: `this image listens on ${port} by default` }];
    return { at: claim.at, claim, ...(left ? { odd: { ports: [port], why, places, confidence: 'medium' } } : {}) };
  });
}

/**
 * Nobody can say where it listens: then the image's EXPOSE and two kinds of expectation that agree stand against a single one.
 * An EXPOSE alone is documentation and proves nothing.
 */
function againstEachOther(service: Service, claims: readonly PortClaim[]): readonly ComparedPort[] {
  const exposed = service.built?.image.exposed ?? [];
  if (exposed.length === 0 || claims.length < 3) return [];
  const agreed = exposed.find(
    ({ port }) => new Set(claims.filter((claim) => covers(claim, port)).map(({ kind }) => kind)).size > 1,
  );
  const others = claims.filter((claim) => !exposed.some(({ port }) => covers(claim, port)));
  const single = others.length === 1 && agreed ? others[0] : undefined;
  return claims.map((claim): ComparedPort => {
    // A second published port belongs to a second listener: an EXPOSE that lists only the first one is not a contradiction.
    const beside = claims.some((one) => one !== claim && one.kind === claim.kind && agreed && covers(one, agreed.port));
    if (!agreed || claim !== single || beside || isMentioned(service, claim.from)) return { at: claim.at, claim };
    const places = [{ at: agreed.at, message: `the image exposes ${agreed.port}` }];
    return {
      at: claim.at,
      claim,
      odd: { ports: [agreed.port], why: 'EXPOSE and the other settings', places, confidence: 'medium' },
    };
  });
}

/** The number stands somewhere in the service's own settings: it may have a second listener there. */
const isMentioned = (service: Service, port: number): boolean =>
  service.effectiveEnvironment.some(
    ({ name, value }) => name !== 'VIRTUAL_PORT' && (value?.value ?? '').split(/\D+/).includes(String(port)),
  ) || (service.process.argv ?? []).some((word) => word.split(/\D+/).includes(String(port)));
