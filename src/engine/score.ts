/**
 * The score of the repository: sixty per cent is the worst service that is meant to scale, so that healthy neighbours cannot hide it.
 *
 * Which services take part is decided by their roles and by what was asked, never by what was found: else fixing the last finding of a
 * service whose verdict then is `unknown` would take it out of the mean, and could lower it. Such a service has no score of its own, but what
 * is known of it counts, as if it were conditional. What holds for a service holds for the repository: below 70 % of the obligations evaluated,
 * or where no service has a score of its own, there is no score, only coverage.
 */
import { type Facts, hasRole, isPublished, portClaims, type Service, serviceKey } from '../kit/index.ts';
import type { Answer } from './ask.ts';
import { enoughCoverage } from './decide.ts';
import { countOf } from './examine.ts';
import { gradeOf } from './grade.ts';
import type { Finding, Report, RepositoryScoring, RepositoryTerm, ServiceReport } from './report.ts';

export function repositoryScore(
  services: readonly ServiceReport[],
  facts: Facts,
  answers: readonly Answer[],
  findings: readonly Finding[],
): RepositoryScoring {
  const own = services.flatMap(({ service, verdict, scoring: { counted } }): readonly RepositoryTerm[] =>
    counted === undefined
      ? []
      : [{ service: serviceKey(service), weight: weightOf(service, facts), counted, scales: verdict !== 'singleton' }],
  );
  const repository = gradeOf(answers, findings, undefined, 'ready');
  const terms: readonly RepositoryTerm[] =
    repository.counted === undefined ? own : [...own, { weight: 1, counted: repository.counted, scales: false }];
  const scored = services.some(({ score }) => score !== undefined) && headline(services).coverage >= enoughCoverage;
  return { terms, repository, ...(scored ? combine(terms) : {}) };
}

/** `terms`: at least one of them of a service. */
export function combine(terms: readonly RepositoryTerm[]): Pick<RepositoryScoring, 'worst' | 'mean' | 'score'> {
  const scaling = terms.filter(({ scales }) => scales);
  const judged = scaling.length > 0 ? scaling : terms.filter(({ service }) => service !== undefined);
  if (judged.length === 0) return {};
  const worst = Math.min(...judged.map(({ counted }) => counted));
  const sum = terms.reduce((all, { weight, counted }) => all + weight * counted, 0);
  const weights = terms.reduce((all, { weight }) => all + weight, 0);
  // One division of whole numbers: 0.6 × worst + 0.4 × mean.
  return { worst, mean: sum / weights, score: Math.round((6 * worst * weights + 4 * sum) / (10 * weights)) };
}

/** 3 for what people reach, 2 for what works behind it and for datastores, 1 for jobs and tools. */
function weightOf(service: Service, facts: Facts): number {
  if (hasRole(service, 'job', 'tool')) return 1;
  return hasRole(service, 'web', 'proxy') && (isPublished(service) || isProxied(service, facts)) ? 3 : 2;
}

/** A proxy of the same stack hands requests to it. */
const isProxied = (service: Service, facts: Facts): boolean =>
  hasRole(service, 'web') &&
  portClaims(facts).some(
    ({ kind, target, service: caller }) => kind === 'caller' && target === service && hasRole(caller, 'proxy'),
  );

/** What a headline needs beside the score: coverage of all services, and how many of them can be scaled. */
export function headline(services: readonly ServiceReport[]): Pick<Report, 'coverage' | 'scalable'> {
  const { applicable, evaluated } = countOf(services.flatMap(({ obligations }) => obligations));
  return {
    coverage: applicable === 0 ? 0 : evaluated / applicable,
    scalable: { ready: services.filter(({ verdict }) => verdict === 'ready').length, of: services.length },
  };
}
