/** The readiness matrix: services down, proof obligations across, one symbol each. */
import type { ObligationResult, ObligationStatus, ServiceReport } from '../engine/report.ts';
import type { Obligation } from '../kit/index.ts';
import { obligationMark, type Style } from './style.ts';
import { type Column, GAP } from './table.ts';

interface Heading {
  readonly id: Obligation;
  /** At most eight letters: three headings share the room of three columns. */
  readonly word: string;
  /** Read downwards where there is no room for words. */
  readonly short: string;
}

const HEADINGS: readonly Heading[] = [
  { id: 'image', word: 'image', short: 'img' },
  { id: 'sessions', word: 'sessions', short: 'ses' },
  { id: 'uploads', word: 'uploads', short: 'upl' },
  { id: 'mounts', word: 'mounts', short: 'mnt' },
  { id: 'schedulers', word: 'schedule', short: 'sch' },
  { id: 'queues', word: 'queues', short: 'que' },
  { id: 'realtime', word: 'realtime', short: 'rea' },
  { id: 'caches', word: 'caches', short: 'cac' },
  { id: 'keys', word: 'keys', short: 'key' },
  { id: 'datastore', word: 'database', short: 'dat' },
  { id: 'configuration', word: 'config', short: 'cfg' },
  { id: 'listening', word: 'listens', short: 'lis' },
  { id: 'healthcheck', word: 'health', short: 'hea' },
  { id: 'signals', word: 'signals', short: 'sig' },
  { id: 'migrations', word: 'migrates', short: 'mig' },
  { id: 'updates', word: 'updates', short: 'upd' },
];

/** Lines of the heading, in both forms. */
const LINES = 3;
const WIDE = 3;
const NARROW = 2;

const resultOf = (one: ServiceReport, id: Obligation): ObligationResult | undefined =>
  one.obligations.find((result) => result.id === id);

/** Every heading begins above its column, on one of three lines. */
const staggered = (): readonly string[] =>
  Array.from({ length: LINES }, (_, line) => {
    let text = '';
    HEADINGS.forEach(({ word }, at) => {
      if (at % LINES === line) text = text.padEnd(at * WIDE) + word;
    });
    return text;
  });

const downwards = (): readonly string[] =>
  Array.from({ length: LINES }, (_, line) =>
    HEADINGS.map(({ short }) => short[line]!.padEnd(NARROW))
      .join('')
      .trimEnd(),
  );

function marks(one: ServiceReport, spacing: number, style: Style): readonly { text: string; painted: string }[] {
  return HEADINGS.map(({ id }, at) => {
    const result = resultOf(one, id);
    const gap = at === HEADINGS.length - 1 ? '' : ' '.repeat(spacing - 1);
    if (result === undefined) return { text: ` ${gap}`, painted: ` ${gap}` };
    const { symbol, paint } = obligationMark(result.status, style);
    return { text: symbol + gap, painted: paint(symbol) + gap };
  });
}

/** The worst status of a column: its heading is painted accordingly. */
function headingPaint(services: readonly ServiceReport[], id: Obligation, style: Style): (text: string) => string {
  const has = (status: ObligationStatus): boolean => services.some((one) => resultOf(one, id)?.status === status);
  return has('failed') ? style.bad : has('weak') ? style.warn : style.dim;
}

/** `wide`: with words above the columns; otherwise with three letters, read downwards. */
export function matrixColumn(
  services: readonly ServiceReport[],
  wide: boolean,
  worth: number,
  style: Style,
): Column<ServiceReport> {
  const spacing = wide ? WIDE : NARROW;
  const join = (one: ServiceReport, which: 'text' | 'painted'): string =>
    marks(one, spacing, style)
      .map((mark) => mark[which])
      .join('');
  const paints = HEADINGS.map(({ id }) => headingPaint(services, id, style));
  return {
    title: wide ? staggered() : downwards(),
    cell: (one) => join(one, 'text'),
    paint: (one, text) => text.replace(join(one, 'text').trimEnd(), () => join(one, 'painted').trimEnd()),
    // A heading reaches to where the next of its line begins.
    paintTitle: (text, line) => {
      const starts = HEADINGS.flatMap((_, at) => (!wide || at % LINES === line ? [at] : []));
      const parts = starts.map((at, order) => {
        const next = starts[order + 1];
        return paints[at]!(text.slice(at * spacing, next === undefined ? undefined : next * spacing));
      });
      return text.slice(0, (starts[0] ?? 0) * spacing) + parts.join('');
    },
    worth,
  };
}

export const matrixWidth = (wide: boolean): number =>
  Math.max(...(wide ? staggered() : downwards()).map((line) => line.length));

/** What the symbols mean: only those that are to be seen. */
export function legend(services: readonly ServiceReport[], style: Style): readonly string[] {
  const words = [
    ['met', 'shown'],
    ['failed', 'stands in the way'],
    ['weak', 'weak'],
    ['not-evaluated', 'not known'],
    ['not-applicable', 'not asked of it'],
  ] as const;
  const seen = new Set(services.flatMap(({ obligations }) => obligations.map(({ status }) => status)));
  const lines: string[] = [];
  let used = 0;
  for (const [status, word] of words.filter(([one]) => seen.has(one))) {
    const { symbol, paint } = obligationMark(status, style);
    const shown = `${paint(symbol)} ${style.dim(word)}`;
    const width = symbol.length + 1 + word.length;
    const fits = lines.length > 0 && used + GAP + width <= style.width;
    if (fits) lines[lines.length - 1] += ' '.repeat(GAP) + shown;
    else lines.push(shown);
    used = fits ? used + GAP + width : width;
  }
  return lines;
}
