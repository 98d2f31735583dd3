/** Whether a repository is worse off than before, and by what. */
import type { Finding, Report, Verdict } from '../engine/report.ts';
import { type Fix, serviceKey } from '../kit/index.ts';

/** What stays of a finding while lines move. */
export const subjectOf = ({ check, place, service, subject }: Finding): string =>
  [check, place.path, service ?? '', subject ?? ''].join('\n');

const counted = (findings: readonly Finding[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const finding of findings) counts.set(subjectOf(finding), (counts.get(subjectOf(finding)) ?? 0) + 1);
  return counts;
};

/** From what was blocked to what nobody can tell is no fall: what blocked it is gone. */
const ranks: Readonly<Record<Verdict, number>> = {
  ready: 0,
  singleton: 1,
  conditional: 2,
  blocked: 3,
  unknown: 3,
  undeployable: 4,
};

interface Mended {
  readonly finding: Finding;
  readonly fix: Fix;
}

/** Why the fixes must not stay; undefined: they may. `changed`: the paths they changed. */
export function worse(
  before: Report,
  after: Report,
  done: readonly Mended[],
  changed: ReadonlySet<string>,
): string | undefined {
  const old = counted(before.findings);
  const now = counted(after.findings);
  const stays = done.find(({ finding }) => (now.get(subjectOf(finding)) ?? 0) >= (old.get(subjectOf(finding)) ?? 0));
  if (stays) return 'the finding would stay';
  const gapsIn = ({ gaps }: Report, path: string): number => gaps.filter(({ place }) => place.path === path).length;
  const gap = [...changed].some((path) => gapsIn(after, path) > gapsIn(before, path));
  if (gap) return 'the file could no longer be read whole';
  const expected = new Set(done.flatMap(({ fix }) => fix.brings ?? []));
  const fresh = louder(before.findings, after.findings).find(({ check }) => !expected.has(check));
  if (fresh) return `it would bring ${fresh.check}`;
  const verdicts = new Map(before.services.map((one) => [serviceKey(one.service), one.verdict]));
  const fallen = after.services.find(
    ({ service, verdict }) => ranks[verdict] > ranks[verdicts.get(serviceKey(service)) ?? verdict],
  );
  return fallen && `${fallen.service.name} would be ${fallen.verdict}`;
}

/** Warnings and errors there are more of than before, and errors that were warnings. */
function louder(before: readonly Finding[], after: readonly Finding[]): readonly Finding[] {
  const isError = ({ severity }: Finding): boolean => severity === 'error';
  const isHeard = ({ severity }: Finding): boolean => severity !== 'info';
  return [isError, isHeard].flatMap((counts) => {
    const old = counted(before.filter(counts));
    const now = counted(after.filter(counts));
    return after.filter((one) => counts(one) && now.get(subjectOf(one))! > (old.get(subjectOf(one)) ?? 0));
  });
}
