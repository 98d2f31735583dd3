import type { Finding } from '../engine/report.ts';

/** Suppressed findings count for nothing but themselves. */
export function countBySeverity(findings: readonly Finding[]): {
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly accepted: number;
} {
  const open = findings.filter(({ suppressed }) => suppressed === undefined);
  const count = (severity: Finding['severity']): number =>
    open.filter((finding) => finding.severity === severity).length;
  return {
    errors: count('error'),
    warnings: count('warning'),
    infos: count('info'),
    accepted: findings.length - open.length,
  };
}

/** The name in a service key; names hold no `#`, paths may. */
export const serviceNameOf = (key: string): string => key.slice(key.lastIndexOf('#') + 1);
