/** What is to be done about each service, the worst first. */
import type { ServiceReport } from '../engine/report.ts';
import { plural } from '../kit/index.ts';
import { paragraph } from './paragraph.ts';
import { isCalm, madeFrom, replicasOf, showPlace, verdictWord } from './services.ts';
import { type Item, placeList, type Step, type StepOptions, stepsOf } from './steps.ts';
import { obligationMark, type Style, verdictMark } from './style.ts';
import { clip, padEnd, widthOf } from './wrap.ts';

export interface ChecklistOptions extends StepOptions {
  /** The table shows no symbols: what is met is said here. */
  readonly alone: boolean;
  readonly verbose: boolean;
}

const MOST_ITEMS = 8;
const MOST_PLACES = 6;

/** Columns of the items of one service: titles, and those texts that leave room for what follows. */
interface Widths {
  readonly title: number;
  readonly text: number;
}

function widthsOf(items: readonly Item[], style: Style): Widths {
  const width = (text: string): number => widthOf(style.safe(text));
  const title = Math.max(0, ...items.map((item) => width(item.title)));
  const placed = items.filter(({ tail }) => tail !== '');
  const room = style.width - INDENT - title - 4 - Math.max(0, ...placed.map(({ tail }) => width(tail)));
  const fitting = placed.map(({ text }) => width(text)).filter((one) => one <= room);
  return { title, text: Math.max(0, ...fitting) };
}

const INDENT = 6;

function itemLines(item: Item, { title, text }: Widths, style: Style): readonly string[] {
  const { symbol, paint } = obligationMark(item.status, style);
  const lead = `    ${paint(symbol)} ${padEnd(style.safe(item.title), title)}  `;
  const indent = INDENT + title + 2;
  const shown = style.safe(item.text);
  if (item.tail !== '' && widthOf(shown) <= text) return [`${lead}${padEnd(shown, text)}  ${style.dim(item.tail)}`];
  return paragraph(lead, indent, shown, style.width, { tail: { text: item.tail, paint: style.dim } });
}

/** Where one reason holds for many obligations, the reason is the title and they are what follows. */
const turned = (item: Item, dot: string): boolean => item.title.includes(` ${dot} `);

function stepLines({ head, items }: Step, widths: Widths, style: Style, verbose: boolean): readonly string[] {
  const shown = verbose ? items : items.slice(0, MOST_ITEMS);
  const left = items.length - shown.length;
  return [
    ...paragraph('  ', 2, `${head}:`, style.width),
    ...shown.flatMap((item) => {
      if (!turned(item, style.symbols.dot)) return itemLines(item, widths, style);
      const { symbol, paint } = obligationMark(item.status, style);
      return paragraph(`    ${paint(symbol)} `, 6, style.safe(item.text), style.width, {
        tail: { text: style.safe(item.title), paint: style.dim },
      });
    }),
    ...(left > 0 ? [`    ${style.dim(`and ${left} more, --verbose shows all`)}`] : []),
  ];
}

/** What the table leaves out: where it stands, what it is, what it is made from. */
function headLines(services: readonly ServiceReport[], style: Style): readonly string[] {
  const [one] = services as [ServiceReport, ...ServiceReport[]];
  const { symbol, paint } = verdictMark(one, style);
  const { dot, more } = style.symbols;
  const names = services.map(({ service }) => style.safe(service.name)).join(', ');
  const verdict = `${symbol} ${verdictWord(one)}`;
  const place = placeList(
    services.map((each) => each.place),
    MOST_PLACES,
    style,
  );
  const parts = services.length === 1 ? describe(one, style) : [`${Math.round(one.coverage * 100)} % known`];
  const room = style.width - widthOf(verdict) - 2;
  const title = clip(names, room, more);
  const head = `${style.bold(title)}  ${paint(verdict)}`;
  const fits = widthOf(title) + 2 + widthOf(verdict) + 2 + widthOf(place) <= style.width;
  return [
    fits ? `${head}  ${style.dim(place)}` : head,
    ...(fits ? [] : paragraph('  ', 2, place, style.width, { paint: style.dim })),
    ...paragraph('  ', 2, parts.join(` ${dot} `), style.width, { paint: style.dim }),
  ];
}

function describe(one: ServiceReport, style: Style): readonly string[] {
  const { maxSafeReplicas: safe, coverage, service } = one;
  const now = replicasOf(one);
  const scale =
    now === 'global' ? 'one on every node' : now === '?' ? 'replicas unknown' : plural(Number(now), 'replica');
  const bounded = safe === 0 ? `${scale}, none is safe` : `${scale}, at most ${safe} safe`;
  return [
    service.role.value,
    safe === undefined || one.verdict === 'singleton' ? scale : bounded,
    madeFrom(one, style),
    ...(coverage < 1 ? [`${Math.round(coverage * 100)} % known`] : []),
  ].filter(Boolean);
}

/** What is to be done first comes first. */
const urgency = ({ verdict, singleton }: ServiceReport): number =>
  singleton === 'broken' ? 2 : ['undeployable', 'blocked', '', 'conditional', 'unknown'].indexOf(verdict);

interface Entry {
  readonly services: readonly ServiceReport[];
  readonly steps: readonly Step[];
}

/** Services that lack the same, and have no findings to fix, are one entry. */
function entriesOf(services: readonly ServiceReport[], options: ChecklistOptions, style: Style): readonly Entry[] {
  const entries = new Map<string, { services: ServiceReport[]; steps: readonly Step[] }>();
  const listed = services
    .filter((one) => options.verbose || !isCalm(one))
    .sort((one, other) => urgency(one) - urgency(other));
  for (const one of listed) {
    const steps = stepsOf(one, options, style);
    const image = one.service.image;
    const unnamed = (text: string): string => (image ? text.replaceAll(image.raw, 'its image') : text);
    const shared = steps.map(({ head, items }) => ({
      head,
      items: items.map((item) => ({ ...item, text: unnamed(item.text) })),
    }));
    const alike = !options.verbose && one.wayOut?.ready.length === 0 && one.coverage < 1;
    // Of what is not known the reason counts, not where it stands.
    const stack = one.verdict === 'unknown' ? '' : one.service.stack;
    const key = JSON.stringify(alike ? [stack, one.verdict, one.coverage, shared] : [entries.size]);
    const known = entries.get(key);
    entries.set(key, known ? { services: [...known.services, one], steps: shared } : { services: [one], steps });
  }
  return [...entries.values()];
}

function entryLines({ services, steps }: Entry, options: ChecklistOptions, style: Style): readonly string[] {
  const { alone, verbose } = options;
  const { dot } = style.symbols;
  const met = services[0]!.obligations.filter(({ status }) => status === 'met');
  const shown = met.map(
    ({ title, text, status, place }): Item => ({
      title,
      text,
      status,
      tail: place === undefined ? '' : showPlace(place, style),
    }),
  );
  const widths = widthsOf(
    [...steps.flatMap(({ items }) => items.filter((item) => !turned(item, dot))), ...(verbose ? shown : [])],
    style,
  );
  const mark = obligationMark('met', style);
  const metLines = verbose
    ? shown.flatMap((item) => itemLines(item, widths, style))
    : alone && met.length > 0
      ? paragraph(`    ${mark.paint(mark.symbol)} `, 6, met.map(({ title }) => title).join(` ${dot} `), style.width, {
          paint: style.dim,
        })
      : [];
  return [
    ...headLines(services, style),
    ...steps.flatMap((step) => stepLines(step, widths, style, verbose)),
    ...(verbose && met.length > 0 ? ['  shown:'] : []),
    ...metLines,
  ];
}

/** One block for each service that something is to be done about; all of them when everything is asked for. */
export const checklists = (
  services: readonly ServiceReport[],
  options: ChecklistOptions,
  style: Style,
): readonly (readonly string[])[] =>
  entriesOf(services, options, style).map((entry) => entryLines(entry, options, style));
