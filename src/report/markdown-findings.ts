/** Findings in Markdown, grouped by what is asked: the title of the check, its places, and the remedy once. */
import type { Finding } from '../engine/report.ts';
import type { Effect, Rule } from '../kit/index.ts';
import { placeCode } from './markdown-services.ts';
import { code, words } from './markdown-text.ts';
import { serviceNameOf } from './summary.ts';
import { type Told, toldOnce } from './told.ts';

const EFFECTS: readonly Effect[] = ['break', 'block', 'degrade', 'cap', 'none'];

/** One finding, or the line that introduces those below it. */
export interface Line {
  readonly text: string;
  /** Findings it stands for. */
  readonly count: number;
}

function findingText({ finding, alsoIn, likewise }: Told): string {
  const also = [
    ...finding.notes.map(({ place, message }) => `${placeCode(place)} ${words(message)}`),
    ...(likewise.length > 0
      ? [
          `the same: ${likewise
            .map(({ service, place }) => `${code(serviceNameOf(service ?? ''))} ${placeCode(place)}`)
            .join(', ')}`,
        ]
      : []),
    ...(alsoIn.length > 0 ? [`the same in ${alsoIn.map(code).join(', ')}`] : []),
    ...(finding.suppressed === undefined ? [] : [`accepted: ${words(finding.suppressed.reason)}`]),
  ];
  return [`- ${placeCode(finding.place)} ${words(finding.message)}`, ...also.map((text) => `  - ${text}`)].join('\n');
}

/** The worst first: by what it does to the verdict, then as the report has them. */
function groups(findings: readonly Finding[]): readonly (readonly Finding[])[] {
  const byCheck = new Map<string, Finding[]>();
  for (const effect of EFFECTS) {
    for (const finding of findings) {
      if (finding.effect !== effect) continue;
      const key = `${finding.check}\0${finding.remedy}`;
      const known = byCheck.get(key);
      if (known) known.push(finding);
      else byCheck.set(key, [finding]);
    }
  }
  return [...byCheck.values()];
}

/** The lines of one severity. */
export function findingLines(findings: readonly Finding[], rules: readonly Rule[], verbose: boolean): readonly Line[] {
  const titles = new Map(rules.flatMap(({ checks }) => checks.map(({ id, title }) => [id as string, title])));
  return groups(findings).flatMap((own) => {
    const { check, remedy } = own[0]!;
    const files = new Map<string, Finding[]>();
    for (const one of own) files.set(one.place.path, [...(files.get(one.place.path) ?? []), one]);
    const told = [...files.values()].flatMap((ofFile) => toldOnce(ofFile, verbose));
    const title = titles.get(check);
    const head = `**${words(title ?? check)}**${title === undefined ? '' : ` ${code(check)}`}`;
    // The remedy stands above its places, so that a cut never takes it from those that are shown.
    const fix = `<br>Fix: ${words(remedy)}`;
    return told.map((one, at) => ({
      text: (at === 0 ? `\n${head}${fix}\n\n` : '') + findingText(one),
      count: 1 + one.alsoIn.length + one.likewise.length,
    }));
  });
}
