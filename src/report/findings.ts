/** Findings grouped by file: place, severity, message, check, remedy, notes. */
import type { Finding } from '../engine/report.ts';
import { paragraph } from './paragraph.ts';
import { showPlace } from './services.ts';
import { type Style, severityPaint } from './style.ts';
import { serviceNameOf } from './summary.ts';
import { type Told, toldOnce } from './told.ts';
import { padEnd, padStart } from './wrap.ts';

const SEVERITY_WIDTH = 'warning'.length;

function oneFinding(
  { finding, alsoIn, likewise }: Told,
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
    ...(likewise.length > 0 ? part(`${arrow} `, `the same: ${style.safe(likewise.map(shownShort).join(', '))}`) : []),
    ...(alsoIn.length > 0 ? part(`${arrow} `, `the same in ${style.safe(alsoIn.join(', '))}`) : []),
    ...(verbose ? part('why: ', style.safe(finding.why)) : []),
    ...(remedy ? part('fix: ', style.safe(finding.remedy)) : []),
    ...(finding.suppressed === undefined ? [] : part('accepted: ', style.safe(finding.suppressed.reason))),
  ];
}

const shownShort = ({ service, place: { start } }: Finding): string =>
  `${serviceNameOf(service ?? '')} ${start.line}:${start.column}`;

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
    const lines = toldOnce(own, verbose).flatMap((told) => {
      const { finding } = told;
      const key = `${finding.check}\0${finding.remedy}`;
      const first = !said.has(key);
      said.add(key);
      return oneFinding(told, widest, first, style, verbose);
    });
    return [style.underline(style.safe(path)), ...lines];
  });
}
