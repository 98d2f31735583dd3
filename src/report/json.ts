/** The JSON format, described by `schema/report.json`. Absent values are `null`, so every key is always there. */
import type { Bound, Finding, PlacedGap, Report, RepositoryScoring, Scoring, ServiceReport } from '../engine/report.ts';
import { serviceKey } from '../kit/index.ts';
import type { Position } from '../source/index.ts';
import { clusterJson } from './cluster-rows.ts';
import type { ReportContext } from './context.ts';
import { editsFor } from './edits.ts';
import { escapeJson } from './escape.ts';
import { countBySeverity, serviceNameOf } from './summary.ts';

/** Counts up on any incompatible change. */
export const SCHEMA_VERSION = 1;

const at = (path: string, { line, column }: Position) => ({ path, line, column });

/** Two decimals are enough for shares, and stay the same on every machine. */
const rounded = (value: number): number => Math.round(value * 100) / 100;

function fixToJson(finding: Finding, context: ReportContext) {
  if (finding.fix === undefined) return null;
  const { title, safety } = finding.fix;
  const edits = editsFor(finding, context);
  return {
    title,
    safety,
    edits: edits?.map(({ path, start, end, text }) => ({ path, start: bare(start), end: bare(end), text })) ?? null,
  };
}

const bare = ({ line, column }: Position) => ({ line, column });

function findingToJson(finding: Finding, context: ReportContext) {
  const { place, suppressed } = finding;
  return {
    check: finding.check,
    factor: finding.factor,
    severity: finding.severity,
    confidence: finding.confidence,
    effect: finding.effect,
    service: finding.service === undefined ? null : serviceNameOf(finding.service),
    message: finding.message,
    why: finding.why,
    remedy: finding.remedy,
    path: place.path,
    start: { line: place.start.line, column: place.start.column },
    end: { line: place.end.line, column: place.end.column },
    notes: finding.notes.map((note) => ({ ...at(note.place.path, note.place.start), message: note.message })),
    fingerprint: finding.fingerprint,
    fix: fixToJson(finding, context),
    suppressed:
      suppressed === undefined
        ? null
        : {
            by: suppressed.by,
            reason: suppressed.reason,
            ...(suppressed.until === undefined ? {} : { until: suppressed.until }),
          },
  };
}

const boundToJson = ({ by, replicas, text, place }: Bound) => ({
  by,
  replicas: replicas ?? null,
  text,
  at: at(place.path, place.start),
});

const scoringToJson = ({ factors, mean, cap, counted }: Scoring) => ({
  factors: factors.map(({ cap: most, ...term }) => ({ ...term, cap: most ?? null })),
  mean: mean ?? null,
  cap: cap ?? null,
  counted: counted ?? null,
});

/** Of each service, in their order; of the checks that belong to none; and how they are put together. */
const scoringsToJson = (services: readonly ServiceReport[], { terms, repository }: RepositoryScoring) => ({
  services: services.map(({ service, scoring }) => {
    const term = terms.find((one) => one.service === serviceKey(service));
    return {
      name: service.name,
      stack: service.stack,
      weight: term?.weight ?? null,
      scales: term?.scales ?? null,
      scoring: scoringToJson(scoring),
    };
  }),
  repository: { weight: 1, scoring: scoringToJson(repository) },
});

function serviceToJson(one: ServiceReport) {
  const { service } = one;
  return {
    name: service.name,
    stack: service.stack,
    at: at(one.place.path, one.place.start),
    role: service.role.value,
    verdict: one.verdict,
    maxSafeReplicas: one.maxSafeReplicas ?? null,
    bounds: one.bounds.map(boundToJson),
    score: one.score ?? null,
    coverage: rounded(one.coverage),
    reasons: one.reasons,
    obligations: one.obligations.map(({ id, status, findings }) => ({ id, status, evidence: findings })),
    wayOut:
      one.wayOut === undefined
        ? null
        : {
            conditional: one.wayOut.conditional ?? null,
            ready: one.wayOut.ready,
            open: one.wayOut.open.map(({ id }) => id),
          },
    image: service.built === undefined ? null : { dockerfile: service.built.image.dockerfile },
    source: service.code.root === undefined ? null : service.code.root || '.',
  };
}

const gapToJson = ({ place, why }: PlacedGap) => ({ path: place.path, line: place.start.line, why });

export function json(report: Report, context: ReportContext): string {
  const { errors, warnings, infos } = countBySeverity(report.findings);
  const output = {
    schema: SCHEMA_VERSION,
    tool: { name: 'swarm-lint', version: context.version },
    root: context.root,
    summary: { errors, warnings, infos, files: report.files, durationMs: Math.round(context.durationMs) },
    score: report.score ?? null,
    coverage: rounded(report.coverage),
    scalable: report.scalable,
    services: report.services.map(serviceToJson),
    factors: report.factors.map(({ factor, id, title, asked, failed, score }) => ({
      factor,
      id,
      title,
      asked,
      failed,
      score: score ?? null,
    })),
    findings: report.findings.map((finding) => findingToJson(finding, context)),
    gaps: report.gaps.map(gapToJson),
    ...(report.faults.length > 0 ? { faults: report.faults.map(({ what, error }) => ({ what, error })) } : {}),
    ...(context.facts.live ? { cluster: clusterJson(context.facts.live) } : {}),
    ...(context.explainScore ? { scoring: scoringsToJson(report.services, report.scoring) } : {}),
  };
  return `${escapeJson(JSON.stringify(output, null, 2))}\n`;
}
