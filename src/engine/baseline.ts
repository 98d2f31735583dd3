/**
 * What was there before: findings that are accepted because they were found when the baseline was written, and the verdict each service had.
 *
 * Nobody vouches for them, so verdicts and scores stay as they are; only the build does not fail. A finding is known again by its
 * fingerprint, wherever its lines have moved to.
 */
import type { Finding, Report, ServiceReport } from './report.ts';

/** Counts up when files of the version before can no longer be read. */
const VERSION = 1;
const KEY = 'swarm-lint-baseline';

/** The worst last; equal ones are side by side. */
const standings = [
  ['ready', 'singleton ok'],
  ['conditional'],
  ['unknown'],
  ['blocked', 'singleton broken'],
  ['undeployable'],
] as const;

export interface BaselineService {
  readonly stack: string;
  readonly service: string;
  /** A verdict; `singleton ok` or `singleton broken`. */
  readonly verdict: string;
}

export interface BaselineFinding {
  /** The others are for readers. */
  readonly fingerprint: string;
  readonly check: string;
  readonly path: string;
  readonly service?: string;
}

export interface Baseline {
  /** Where the linted folder lies in its repository; absent: without version control. Fingerprints hold for one folder only. */
  readonly folder?: string;
  readonly services: readonly BaselineService[];
  readonly findings: readonly BaselineFinding[];
}

/** A service whose verdict is worse than it was. */
export interface Drop {
  readonly stack: string;
  readonly service: string;
  readonly before: string;
  readonly now: string;
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
const rankOf = (verdict: string): number => standings.findIndex((row) => (row as readonly string[]).includes(verdict));
const isOpen = ({ suppressed }: Finding): boolean => suppressed === undefined || suppressed.by === 'baseline';

const standingOf = ({ verdict, singleton = 'ok' }: ServiceReport): string =>
  verdict === 'singleton' ? `singleton ${singleton}` : verdict;

const serviceOf = (one: ServiceReport): BaselineService => ({
  stack: one.service.stack,
  service: one.service.name,
  verdict: standingOf(one),
});

/** All findings that nobody has accepted otherwise, sorted by what does not change when lines move. */
export function baselineOf(report: Report, folder: string | undefined): Baseline {
  return {
    ...(folder === undefined ? {} : { folder }),
    services: report.services
      .map(serviceOf)
      .sort((one, other) => compare(one.stack, other.stack) || compare(one.service, other.service)),
    findings: report.findings
      .filter(isOpen)
      .map(({ fingerprint, check, place, service }) => ({
        fingerprint,
        check,
        path: place.path,
        ...(service === undefined ? {} : { service }),
      }))
      .sort(
        (one, other) =>
          compare(one.path, other.path) ||
          compare(one.check, other.check) ||
          compare(one.service ?? '', other.service ?? '') ||
          compare(one.fingerprint, other.fingerprint),
      ),
  };
}

/** Its findings count as accepted. */
export function withBaseline(report: Report, { findings }: Baseline): Report {
  const known = new Set(findings.map(({ fingerprint }) => fingerprint));
  return {
    ...report,
    findings: report.findings.map((finding) =>
      finding.suppressed === undefined && known.has(finding.fingerprint)
        ? { ...finding, suppressed: { reason: 'it is in the baseline', by: 'baseline' as const } }
        : finding,
    ),
  };
}

/** Without the findings and services that are gone; verdicts that have become better are the ones to keep. */
export function pruned(baseline: Baseline, report: Report): Baseline {
  const found = new Set(report.findings.filter(isOpen).map(({ fingerprint }) => fingerprint));
  const now = new Map(report.services.map((one) => [keyOf(serviceOf(one)), standingOf(one)]));
  return {
    ...baseline,
    findings: baseline.findings.filter(({ fingerprint }) => found.has(fingerprint)),
    services: baseline.services.flatMap((one) => {
      const verdict = now.get(keyOf(one));
      if (verdict === undefined) return [];
      return rankOf(verdict) < rankOf(one.verdict) ? [{ ...one, verdict }] : [one];
    }),
  };
}

/** A service that the baseline does not know cannot have dropped. */
export function verdictDrops(baseline: Baseline, report: Report): readonly Drop[] {
  const before = new Map(baseline.services.map((one) => [keyOf(one), one.verdict]));
  return report.services.flatMap((one) => {
    const { stack, service, verdict: now } = serviceOf(one);
    const known = before.get(keyOf({ stack, service }));
    return known !== undefined && rankOf(now) > rankOf(known) ? [{ stack, service, before: known, now }] : [];
  });
}

const keyOf = ({ stack, service }: Pick<BaselineService, 'stack' | 'service'>): string => `${stack}#${service}`;

/** One service or finding a line, so that two branches merge without a conflict where they do not touch the same. */
export function printBaseline({ folder, services, findings }: Baseline): string {
  const lines = (rows: readonly object[]): string =>
    rows.length === 0 ? '[]' : `[\n${rows.map((row) => `    ${JSON.stringify(row)}`).join(',\n')}\n  ]`;
  const parts = [
    `"${KEY}": ${VERSION}`,
    ...(folder === undefined ? [] : [`"folder": ${JSON.stringify(folder)}`]),
    `"services": ${lines(services)}`,
    `"findings": ${lines(findings)}`,
  ];
  return `{\n${parts.map((part) => `  ${part}`).join(',\n')}\n}\n`;
}

/** The baseline, or why this is none. */
export function parseBaseline(text: string): Baseline | string {
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return /^(?:<{7}|>{7}) /m.test(text) ? 'it holds the marks of a merge that is not finished' : 'it is not JSON';
  }
  if (!isObject(data) || !Object.hasOwn(data, KEY)) return 'it is not a baseline of swarm-lint';
  if (data[KEY] !== VERSION)
    return `it has the format ${JSON.stringify(data[KEY])}, and this version of swarm-lint reads ${VERSION}: write it anew`;
  const { folder, services, findings } = data;
  if (folder !== undefined && typeof folder !== 'string') return '"folder" is no text';
  if (!Array.isArray(services) || !services.every(isService))
    return 'something in "services" is no service with a verdict';
  if (!Array.isArray(findings) || !findings.every(isFinding)) return 'something in "findings" is no finding';
  return { ...(folder === undefined ? {} : { folder }), services, findings };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const holdsTexts = (value: unknown, names: readonly string[]): value is Record<string, string> =>
  isObject(value) && names.every((name) => typeof value[name] === 'string');

const isService = (value: unknown): value is BaselineService =>
  holdsTexts(value, ['stack', 'service', 'verdict']) && rankOf(value.verdict!) !== -1;

const isFinding = (value: unknown): value is BaselineFinding =>
  holdsTexts(value, ['fingerprint', 'check', 'path']) && ['string', 'undefined'].includes(typeof value.service);
