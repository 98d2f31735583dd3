/** The JSON format, described by `schema/report.json`. Absent values are `null`, so every key is always there. */
import type { Finding, PlacedGap, Report, ServiceReport } from '../engine/report.ts';
import type { Position } from '../source/index.ts';
import type { ReportContext } from './context.ts';
import { escapeJson } from './escape.ts';
import { countBySeverity, serviceNameOf } from './summary.ts';

/** Counts up on any incompatible change. */
export const SCHEMA_VERSION = 1;

const at = (path: string, { line, column }: Position) => ({ path, line, column });

/** Two decimals are enough for shares and scores, and stay the same on every machine. */
const rounded = (value: number): number => Math.round(value * 100) / 100;

function findingToJson(finding: Finding) {
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
    fix: null,
    suppressed: suppressed === undefined ? null : { by: suppressed.by, reason: suppressed.reason },
  };
}

function serviceToJson(one: ServiceReport) {
  const { service } = one;
  return {
    name: service.name,
    stack: service.stack,
    at: at(one.place.path, one.place.start),
    role: service.role.value,
    verdict: one.verdict,
    maxSafeReplicas: one.maxSafeReplicas ?? null,
    score: one.score === undefined ? null : rounded(one.score),
    coverage: rounded(one.coverage),
    reasons: one.reasons,
    obligations: one.obligations.map(({ id, status, findings }) => ({ id, status, evidence: findings })),
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
    services: report.services.map(serviceToJson),
    factors: report.factors.map(({ factor, id, title, asked, failed, score }) => ({
      factor,
      id,
      title,
      asked,
      failed,
      score: score === undefined ? null : rounded(score),
    })),
    findings: report.findings.map(findingToJson),
    gaps: report.gaps.map(gapToJson),
  };
  return `${escapeJson(JSON.stringify(output, null, 2))}\n`;
}
