/** Findings grouped by file: place, severity, message, check, remedy, notes. */
import type { Finding } from '../engine/report.ts';
import { paragraph } from './paragraph.ts';
import { showPlace } from './services.ts';
import { type Style, severityPaint } from './style.ts';
import { padEnd, padStart } from './wrap.ts';

const SEVERITY_WIDTH = 'warning'.length;

function oneFinding(
  finding: Finding,
  alsoIn: readonly string[],
  placeWidth: number,
  remedy: boolean,
  style: Style,
  verbose: boolean,
): readonly string[] {
  const { start } = finding.place;
  const paint = severityPaint(finding.severity, style);
  const place = padStart(`${start.line}:${start.column}`, placeWidth);
  const lead = `  ${style.dim(place)}  ${paint(padEnd(finding.severity, SEVERITY_WIDTH))}  `;
  const indent = 2 + placeWidth + 2 + SEVERITY_WIDTH + 2;
  const below = ' '.repeat(indent);
  const part = (label: string, text: string): readonly string[] =>
    paragraph(below + style.dim(label), indent + label.length, text, style.width, { paint: style.dim });
  const { arrow } = style.symbols;
  return [
    ...paragraph(lead, indent, style.safe(finding.message), style.width, {
      tail: { text: finding.check, paint: style.dim },
    }),
    ...finding.notes.flatMap((note) =>
      part(`${arrow} `, `${showPlace(note.place, style).replace(/:\d+$/, '')} ${style.safe(note.message)}`),
    ),
    ...(alsoIn.length > 0 ? part(`${arrow} `, `the same in ${style.safe(alsoIn.join(', '))}`) : []),
    ...(verbose ? part('why: ', style.safe(finding.why)) : []),
    ...(remedy ? part('fix: ', style.safe(finding.remedy)) : []),
    ...(finding.suppressed === undefined ? [] : part('accepted: ', style.safe(finding.suppressed.reason))),
  ];
}

interface Told {
  readonly finding: Finding;
  /** Further stacks it holds for, word by word. */
  readonly alsoIn: readonly string[];
}

/** A line of code that two stacks run is one line to mend: it is shown once, with the stacks it concerns. */
function toldOnce(findings: readonly Finding[]): readonly Told[] {
  const told = new Map<string, { finding: Finding; alsoIn: string[] }>();
  for (const finding of findings) {
    const { start } = finding.place;
    const key = [
      start.line,
      start.column,
      finding.check,
      finding.severity,
      finding.message,
      finding.suppressed?.reason,
    ].join('\0');
    const known = told.get(key);
    const stack = finding.service?.split('#')[0];
    if (!known) told.set(key, { finding, alsoIn: [] });
    else if (stack !== undefined && !known.alsoIn.includes(stack)) known.alsoIn.push(stack);
  }
  return [...told.values()];
}

/** One block per file. A remedy is said once for each check in a file. */
export function findingBlocks(
  findings: readonly Finding[],
  style: Style,
  verbose: boolean,
): readonly (readonly string[])[] {
  const files = new Map<string, Finding[]>();
  for (const finding of findings) {
    const known = files.get(finding.place.path);
    if (known === undefined) files.set(finding.place.path, [finding]);
    else known.push(finding);
  }
  return [...files].map(([path, own]) => {
    const widest = Math.max(...own.map(({ place: { start } }) => `${start.line}:${start.column}`.length));
    const said = new Set<string>();
    const lines = toldOnce(own).flatMap(({ finding, alsoIn }) => {
      const key = `${finding.check}\0${finding.remedy}`;
      const first = !said.has(key);
      said.add(key);
      return oneFinding(finding, alsoIn, widest, first, style, verbose);
    });
    return [style.underline(style.safe(path)), ...lines];
  });
}
