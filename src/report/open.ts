/** Findings somebody has to look at, and their words in plain lines. */

import type { Finding, Place, Report } from '../engine/report.ts';
import type { Effect } from '../kit/index.ts';
import { escapeText } from './escape.ts';

/** Not accepted, and each said once: a line of code that two stacks run is one line to mend. */
export function openFindings({ findings }: Pick<Report, 'findings'>): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ check, severity, message, place, suppressed }) => {
    if (suppressed !== undefined) return false;
    const key = [place.path, place.start.line, place.start.column, check, severity, message].join('\0');
    return seen.size < seen.add(key).size;
  });
}

const BADNESS: readonly Effect[] = ['break', 'block', 'degrade', 'cap', 'none'];

/** For readers with a limit; equals keep their order. */
export const worstFirst = (findings: readonly Finding[]): readonly Finding[] =>
  [...findings].sort((one, other) => BADNESS.indexOf(one.effect) - BADNESS.indexOf(other.effect));

export const isPoint = ({ start, end }: Place): boolean => start.line === end.line && start.column === end.column;

/** The other places of a finding and its remedy, a line each. */
export const furtherLines = ({ notes, remedy }: Finding, pathOf: (path: string) => string): readonly string[] => [
  ...notes.map(({ place, message }) => `${escapeText(pathOf(place.path))}:${place.start.line} ${escapeText(message)}`),
  `Fix: ${escapeText(remedy)}`,
];
