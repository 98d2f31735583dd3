/** `--max-findings`: the worst are kept, in the order of the report. */

import type { Finding } from '../engine/report.ts';
import type { Effect, Severity } from '../kit/index.ts';

const severities: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };
const effects: Readonly<Record<Effect, number>> = { break: 0, block: 1, degrade: 2, cap: 3, none: 4 };

export interface Limited {
  readonly shown: readonly Finding[];
  readonly left: readonly Finding[];
}

/** By severity, then by what they do to the verdict; findings of equal weight as they are found. */
export function worst(findings: readonly Finding[], most: number | undefined): Limited {
  if (most === undefined || findings.length <= most) return { shown: findings, left: [] };
  const ranked = [...findings].sort(
    (one, other) =>
      severities[one.severity] - severities[other.severity] || effects[one.effect] - effects[other.effect],
  );
  const kept = new Set(ranked.slice(0, most));
  return { shown: findings.filter((one) => kept.has(one)), left: findings.filter((one) => !kept.has(one)) };
}
