/** What is said once: findings that differ only in the stack, or only in the service they name. */
import type { Finding } from '../engine/report.ts';
import { serviceNameOf } from './summary.ts';

export interface Told {
  readonly finding: Finding;
  /** Further stacks it holds for, word by word. */
  readonly alsoIn: readonly string[];
  /** Findings of the same file that say the same of other services. */
  readonly likewise: readonly Finding[];
}

/** A line of code that two stacks run is one line to mend: it is shown once, with the stacks it concerns. */
function onePerPlace(findings: readonly Finding[]): readonly Told[] {
  const told = new Map<string, { finding: Finding; alsoIn: string[] }>();
  for (const finding of findings) {
    const { path, start } = finding.place;
    const key = [
      path,
      start.line,
      start.column,
      finding.check,
      finding.severity,
      finding.message,
      reasonOf(finding),
    ].join('\0');
    const known = told.get(key);
    const stack = finding.service?.split('#')[0];
    if (!known) told.set(key, { finding, alsoIn: [] });
    else if (stack !== undefined && !known.alsoIn.includes(stack)) known.alsoIn.push(stack);
  }
  return [...told.values()].map((one) => ({ ...one, likewise: [] }));
}

const reasonOf = ({ suppressed }: Finding): string => suppressed?.reason ?? '';

/** What a finding says, whichever service it names; absent when it has places of its own to show. */
function sayingOf({ finding, alsoIn }: Told): string | undefined {
  const { check, severity, message, notes, place, service, suppressed } = finding;
  if (service === undefined || suppressed || notes.length > 0 || alsoIn.length > 0) return undefined;
  const name = serviceNameOf(service);
  const saying = message.replaceAll(`"${name}"`, '\0').replaceAll(`services.${name}.`, '\0');
  return saying === message ? undefined : [place.path, check, severity, saying].join('\0');
}

/** `findings` of one group, in the order of their places; `each`: nothing is put together but what is the same word by word. */
export function toldOnce(findings: readonly Finding[], each: boolean): readonly Told[] {
  const perPlace = onePerPlace(findings);
  if (each) return perPlace;
  const told: Told[] = [];
  const sayings = new Map<string, number>();
  for (const one of perPlace) {
    const saying = sayingOf(one);
    const at = saying === undefined ? undefined : sayings.get(saying);
    if (at === undefined) {
      if (saying !== undefined) sayings.set(saying, told.length);
      told.push(one);
    } else told[at] = { ...told[at]!, likewise: [...told[at]!.likewise, one.finding] };
  }
  return told;
}
