/** Findings in groups: what is wrong, where, as the line shows it; what to do about it, once for each check. */
import type { Finding, PlacedNote, Suppression } from '../engine/report.ts';
import type { Fix } from '../kit/index.ts';
import { frame } from './frame.ts';
import { type Grouping, type GroupSetting, grouped } from './grouping.ts';
import { paragraph } from './paragraph.ts';
import { showPlace } from './services.ts';
import { isCode, type SourceLines } from './source-lines.ts';
import { type Style, severityPaint } from './style.ts';
import { serviceNameOf } from './summary.ts';
import { type Told, toldOnce } from './told.ts';
import { clip, padEnd, padStart, widthOf } from './wrap.ts';

const SEVERITY_WIDTH = 'warning'.length;

const acceptance = ({ reason, until }: Suppression): string =>
  until === undefined ? reason : `${reason} (until ${until})`;

export interface FindingOptions extends GroupSetting {
  readonly by: Grouping;
  readonly lines: SourceLines;
  readonly verbose: boolean;
}

/** What was said already, and need not be said again. */
interface Said {
  /** Checks whose reason was given, in the whole report. */
  readonly reasons: Set<string>;
  /** Checks and remedies: in the whole report, or in this group when everything is asked for. */
  readonly remedies: Set<string>;
  /** `path:line` shown in this group. */
  readonly framed: Set<string>;
  /** How often a check was framed in this group. */
  readonly frames: Map<string, number>;
}

/** More frames of one check in one group show nothing new. */
const MOST_FRAMES = 3;
/** The key of a mapping: what is missing below it is not to be seen there. */
const BARE_KEY = /^(?:- )?["']?[\w.-]+["']?:\s*(?:&\w+\s*)?(?:#.*)?$/;

/** Errors are shown in their lines; other findings when everything is asked for. */
function frameOf(
  finding: Finding,
  indent: number,
  options: FindingOptions,
  said: Said,
  style: Style,
): readonly string[] {
  const { place, severity, check } = finding;
  const { lines, verbose } = options;
  if ((severity !== 'error' && !verbose) || place.path === style.snapshot) return [];
  const text = lines.textAt(place.path, place.start.line);
  const line = `${place.path}:${place.start.line}`;
  const count = said.frames.get(check) ?? 0;
  if (text === undefined || (BARE_KEY.test(text) && !verbose) || said.framed.has(line)) return [];
  if (count >= MOST_FRAMES && !verbose) return [];
  said.framed.add(line);
  said.frames.set(check, count + 1);
  return frame(place, lines, style, {
    room: style.width - indent,
    around: isCode(place.path) || verbose ? 1 : 0,
    paint: severityPaint(severity, style),
  }).map((row) => ' '.repeat(indent) + row);
}

/** The line a note points at, unless its words say it already. */
function lineOf({ place, message }: PlacedNote, lines: SourceLines, room: number, style: Style): string {
  const text = lines.textAt(place.path, place.start.line);
  const isFile = place.start.line === 1 && place.start.column === 1 && place.end.line === 1 && place.end.column === 1;
  if (!text || isFile || BARE_KEY.test(text) || message.includes(text)) return '';
  return `${style.symbols.bar} ${clip(style.safe(text), room - 2, style.symbols.more)}`;
}

function oneFinding(
  told: Told,
  placeWidth: number,
  options: FindingOptions,
  said: Said,
  style: Style,
): readonly string[] {
  const { finding, alsoIn, likewise } = told;
  const { by, verbose, lines } = options;
  const { check, severity, place, message, remedy, why, notes, suppressed } = finding;
  const { start } = place;
  const where = by === 'file' ? `${style.dim(padStart(`${start.line}:${start.column}`, placeWidth))}  ` : '';
  const lead = `  ${where}${severityPaint(severity, style)(padEnd(severity, SEVERITY_WIDTH))}  `;
  const indent = 2 + (by === 'file' ? placeWidth + 2 : 0) + SEVERITY_WIDTH + 2;
  const below = ' '.repeat(indent);
  const { arrow } = style.symbols;
  const part = (label: string, text: string, tail = '', paint = style.dim): readonly string[] =>
    paragraph(below + paint(label), indent + label.length, text, style.width, {
      paint: style.dim,
      tail: { text: tail, paint: style.dim },
    });
  const first = (set: Set<string>, key: string): boolean => {
    const isNew = !set.has(key);
    set.add(key);
    return isNew;
  };
  const tail = [...(by === 'file' ? [] : [showPlace(place, style)]), ...(by === 'check' ? [] : [check])]
    .filter((text) => text !== '')
    .join('  ');
  const framed = frameOf(finding, indent, options, said, style);
  const quotes = framed.length > 0;
  const room = style.width - indent - widthOf(`${arrow} `);
  return [
    ...paragraph(lead, indent, style.safe(message), style.width, { tail: { text: tail, paint: style.dim } }),
    ...framed,
    ...notes.flatMap((note) =>
      part(
        `${arrow} `,
        `${showPlace(note.place, style).replace(/:\d+$/, '')} ${style.safe(note.message)}`.trimStart(),
        quotes ? lineOf(note, lines, room, style) : '',
      ),
    ),
    ...(likewise.length > 0 ? part(`${arrow} `, `the same: ${style.safe(likewise.map(shownShort).join(', '))}`) : []),
    ...(alsoIn.length > 0 ? part(`${arrow} `, `the same in ${style.safe(alsoIn.join(', '))}`) : []),
    ...(verbose && first(said.reasons, check) ? part('why: ', style.safe(why)) : []),
    ...(first(said.remedies, `${check}\0${remedy}`) ? part('fix: ', style.safe(remedy), '', style.good) : []),
    ...(verbose && finding.fix && suppressed === undefined ? part('mend: ', mending(finding.fix)) : []),
    ...(suppressed === undefined ? [] : part('accepted: ', style.safe(acceptance(suppressed)))),
  ];
}

/** `Quote the value (--fix)` */
const mending = ({ title, safety }: Fix): string => `${title} (${safety === 'safe' ? '--fix' : '--fix-suggested'})`;

const shownShort = ({ service, place: { start } }: Finding): string =>
  `${serviceNameOf(service ?? '')} ${start.line}:${start.column}`;

/** One block per group. A remedy is said once for each check, where its first finding stands, and so is a reason. */
export function findingBlocks(
  findings: readonly Finding[],
  options: FindingOptions,
  style: Style,
): readonly (readonly string[])[] {
  const reasons = new Set<string>();
  const remedies = new Set<string>();
  return grouped(findings, options.by, options).map(({ title, aside, findings: own }) => {
    const widest = Math.max(...own.map(({ place: { start } }) => `${start.line}:${start.column}`.length));
    const said: Said = {
      reasons,
      remedies: options.verbose ? new Set() : remedies,
      framed: new Set(),
      frames: new Map(),
    };
    const lines = toldOnce(own, options.verbose).flatMap((told) => oneFinding(told, widest, options, said, style));
    const head = style.underline(style.safe(title));
    return [aside === undefined ? head : `${head}  ${style.dim(style.safe(aside))}`, ...lines];
  });
}
