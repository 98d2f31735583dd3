/** Which findings their owners have accepted, and why. */
import type { Facts, Settings } from '../kit/index.ts';
import { acceptedBySettings } from './policy.ts';
import type { Place, Suppression } from './report.ts';
import { covers, holds, ignoresOf } from './suppression/ignores.ts';

export type Suppressed = (check: string, place: Place, service: string | undefined) => Suppression | undefined;

export function suppressionsOf(
  facts: Facts,
  tree: Readonly<Record<string, string>>,
  settings: Settings,
  today?: string,
): Suppressed {
  const ignores = ignoresOf(facts, tree).filter((ignore) => holds(ignore, today));
  return (check, place, service) => {
    const found = ignores.find((ignore) => covers(ignore, check, place, service));
    if (found === undefined) return acceptedBySettings(check, place, service, settings, today);
    return { reason: found.reason!, by: found.by, ...(found.until === undefined ? {} : { until: found.until }) };
  };
}
