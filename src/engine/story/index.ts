/** Gathers all that is known of one service. */
import {
  type Facts,
  type Service,
  type ServiceLink,
  serviceKey,
  serviceLinks,
  stackOf,
  writtenText,
} from '../../kit/index.ts';
import type { Locate } from '../places.ts';
import type { Finding, Report, ServiceReport } from '../report.ts';
import { deployStory } from './deploy.ts';
import { imageStory } from './image.ts';
import { healthStory, networkStory } from './network.ts';
import { processStory } from './process.ts';
import type { FindingStory, Identity, Link, Spot, Story } from './shape.ts';
import { sourceStory } from './source.ts';
import { stateStories } from './state.ts';
import { environmentStory, grantStories, mountStories } from './surroundings.ts';
import { type Teller, tellerOf } from './teller.ts';

export type * from './shape.ts';

/** `one`: the service's part of `report`. */
export function storyOf(one: ServiceReport, facts: Facts, report: Report, locate: Locate): Story {
  const teller = tellerOf(one, facts, report, locate);
  const { service } = one;
  const links = serviceLinks(facts);
  return {
    name: service.name,
    stack: service.stack,
    at: teller.spot(service.at),
    identity: identityOf(teller),
    image: imageStory(teller),
    source: sourceStory(teller),
    process: processStory(teller),
    environment: environmentStory(teller),
    secrets: grantStories('secret', teller),
    configs: grantStories('config', teller),
    mounts: mountStories(teller),
    network: networkStory(teller),
    health: healthStory(teller),
    deploy: deployStory(teller),
    needs: linksTo(
      links.filter(({ from }) => from === service),
      ({ to }) => to,
      teller,
    ),
    neededBy: linksTo(
      links.filter(({ to }) => to === service),
      ({ from }) => from,
      teller,
    ),
    state: stateStories(teller),
    obligations: one.obligations.map(({ id, title, status, text, place, findings }) => ({
      id,
      title,
      status,
      text,
      at: place ? { path: place.path, ...place.start } : null,
      findings,
    })),
    findings: findingsOf(teller),
    unknown: unknownOf(teller),
  };
}

function identityOf({ one, service, facts, spot, maybe }: Teller): Identity {
  const stack = stackOf(service, facts);
  const { role } = service;
  return {
    files: stack?.files ?? [service.stack],
    swarm: { value: service.swarm, why: stack?.swarm.why ?? '', at: maybe(stack?.swarm.at) },
    deploys: (stack?.deploys ?? []).map(({ invocation, at }) => {
      const name = invocation.operands[0];
      return { stack: name ? writtenText(name) : null, where: invocation.where, at: spot(at) };
    }),
    role: { value: role.value, confidence: role.confidence, why: role.why, at: maybe(role.at) },
    verdict: one.verdict,
    singleton: one.singleton ?? null,
    maxSafeReplicas: one.maxSafeReplicas ?? null,
    score: one.score === undefined ? null : Math.round(one.score),
    coverage: Math.round(one.coverage * 100) / 100,
    reasons: one.reasons,
  };
}

/** One entry for each service, with all that leads there. */
function linksTo(
  links: readonly ServiceLink[],
  other: (link: ServiceLink) => Service,
  { spot }: Teller,
): readonly Link[] {
  return [...new Set(links.map(other))].map((service) => ({
    service: service.name,
    role: service.role.value,
    via: links.filter((link) => other(link) === service).map(({ via, at }) => ({ value: via, at: spot(at) })),
  }));
}

/** Those of the service, and those that keep its whole file from being deployed. */
function findingsOf({ one, service, facts, report }: Teller): readonly FindingStory[] {
  const files = stackOf(service, facts)?.files ?? [];
  const concerns = (finding: Finding) =>
    finding.service === serviceKey(service) ||
    one.reasons.includes(finding.fingerprint) ||
    (finding.service === undefined && finding.effect === 'break' && files.includes(finding.place.path));
  return report.findings
    .filter(concerns)
    .map(({ check, severity, message, remedy, place, fingerprint, suppressed }) => ({
      check,
      severity,
      message,
      remedy,
      at: { path: place.path, ...place.start },
      fingerprint,
      accepted: suppressed?.reason ?? null,
    }));
}

/** Gaps of the service and of the files it is made of. */
function unknownOf({ service, report, facts }: Teller): Story['unknown'] {
  const files = new Set([
    ...(stackOf(service, facts)?.files ?? []),
    ...(service.built ? [service.built.image.dockerfile] : []),
    ...service.code.files,
  ]);
  const told = (path: string, { line, column }: { readonly line: number; readonly column: number }): Spot => ({
    path,
    line,
    column,
  });
  return report.gaps
    .filter((gap) => (gap.service === undefined ? files.has(gap.place.path) : gap.service === serviceKey(service)))
    .map(({ why, place }) => ({ value: why, at: told(place.path, place.start) }));
}
