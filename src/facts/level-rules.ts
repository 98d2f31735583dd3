/** Which rule of the configuration a finding goes by. */
import { coveredBy } from './path-patterns.ts';
import type { LevelRule, Settings } from './settings.ts';

/** The last rule that speaks of the check at this path; without a path, the last that holds everywhere. */
export const levelRuleFor = (
  check: string,
  path: string | undefined,
  { levels = [] }: Settings,
): LevelRule | undefined =>
  levels.findLast(
    ({ checks, paths }) =>
      checks.ids.includes(check) && (paths === undefined || (path !== undefined && coveredBy(path, paths))),
  );
