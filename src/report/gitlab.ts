/**
 * GitLab's Code Quality report: the fields GitLab reads, and no others, for it ignores them
 * (https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format). The description is all it shows, so it holds the remedy.
 */
import { createHash } from '../engine/digest.ts';
import type { Finding, Report } from '../engine/report.ts';
import type { ReportContext } from './context.ts';
import { escapeText } from './escape.ts';
import { folderOf, fromTop } from './locate.ts';
import { openFindings } from './open.ts';
import { serialise } from './serialise.ts';

type GitlabSeverity = 'info' | 'minor' | 'major' | 'critical' | 'blocker';

/** Five steps for three severities: what it does to the service decides between them. */
export function gitlabSeverity({ severity, effect }: Pick<Finding, 'severity' | 'effect'>): GitlabSeverity {
  if (severity === 'info') return 'info';
  const stops = effect === 'break' || effect === 'block';
  if (severity === 'warning') return stops ? 'major' : 'minor';
  if (!stops) return 'major';
  return effect === 'break' ? 'blocker' : 'critical';
}

export function gitlab(report: Report, context: ReportContext): string {
  const folder = folderOf(context);
  // GitLab puts the reports of all jobs together and keeps one issue per fingerprint; ours are unique below one root only.
  const fingerprintOf = ({ fingerprint }: Finding): string =>
    folder === '' ? fingerprint : createHash(`${folder}\n${fingerprint}`);
  return serialise(
    openFindings(report).map((finding) => ({
      description: escapeText(`${finding.message} Fix: ${finding.remedy}`),
      check_name: finding.check,
      fingerprint: fingerprintOf(finding),
      severity: gitlabSeverity(finding),
      location: {
        path: fromTop(finding.place.path, context),
        lines: { begin: finding.place.start.line },
      },
    })),
  );
}
