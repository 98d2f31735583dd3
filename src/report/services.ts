/** The table of services with their verdicts, and below it what keeps each service from being ready. */
import type { Finding, ObligationResult, Place, ServiceReport } from '../engine/report.ts';
import { plural } from '../kit/index.ts';
import { paragraph } from './paragraph.ts';
import { obligationMark, type Style, verdictMark } from './style.ts';
import { clip, padEnd, padStart, widthOf } from './wrap.ts';

interface Column {
  readonly title: string;
  readonly cell: (one: ServiceReport) => string;
  readonly right?: true;
  readonly paint?: (one: ServiceReport, text: string) => string;
  /** Dropped when the line is too narrow, the smallest number first. */
  readonly worth: number;
}

/** `path:line:column`, made safe. */
export const showPlace = (place: Place, style: Style): string =>
  `${style.safe(place.path)}:${place.start.line}:${place.start.column}`;

function verdictWord(one: ServiceReport): string {
  return one.verdict === 'singleton' ? `singleton ${one.singleton ?? ''}`.trimEnd() : one.verdict.toUpperCase();
}

const replicas = ({ service: { scale } }: ServiceReport): string =>
  scale.global ? 'global' : scale.replicas === undefined ? '?' : String(scale.replicas);

/** What the service is made from, as far as the repository tells. */
function madeFrom({ service }: ServiceReport, style: Style): string {
  const dockerfile = service.built?.image.dockerfile;
  if (dockerfile === undefined) return style.safe(service.image?.value ?? service.image?.raw ?? '');
  const root = service.code.root;
  const source = root === undefined ? '' : ` ${style.symbols.arrow} ${style.safe(root === '' ? '.' : root)}`;
  return style.safe(dockerfile) + source;
}

const columns = (style: Style): readonly Column[] => {
  const { none } = style.symbols;
  return [
    {
      title: 'SERVICE',
      cell: ({ service }) => clip(style.safe(service.name), 28, style.symbols.more),
      paint: (_one, text) => style.bold(text),
      worth: 9,
    },
    {
      title: 'VERDICT',
      cell: (one) => `${verdictMark(one, style).symbol} ${verdictWord(one)}`,
      paint: (one, text) => verdictMark(one, style).paint(text),
      worth: 9,
    },
    { title: 'ROLE', cell: ({ service }) => service.role.value, worth: 3 },
    { title: 'REPLICAS', cell: replicas, right: true, worth: 4 },
    {
      title: 'MAX SAFE',
      cell: ({ maxSafeReplicas }) => (maxSafeReplicas === undefined ? none : String(maxSafeReplicas)),
      right: true,
      worth: 5,
    },
    { title: 'COVERAGE', cell: ({ coverage }) => `${Math.round(coverage * 100)} %`, right: true, worth: 1 },
    { title: 'MADE FROM', cell: (one) => madeFrom(one, style), paint: (_one, text) => style.dim(text), worth: 2 },
  ];
};

const GAP = 2;
const SHORTEST_LAST = 16;

/** One line per service; columns that do not fit are left out, the last one is shortened. */
export function serviceTable(services: readonly ServiceReport[], style: Style): readonly string[] {
  const all = columns(style).map((column) => {
    const cells = services.map(column.cell);
    return { ...column, cells, width: Math.max(widthOf(column.title), ...cells.map(widthOf)) };
  });
  const least = (column: (typeof all)[number]): number =>
    GAP + (column.title === 'MADE FROM' ? Math.min(column.width, SHORTEST_LAST) : column.width);
  let shown = all;
  while (shown.length > 2 && shown.reduce((sum, column) => sum + least(column), 0) > style.width) {
    const worst = Math.min(...shown.map(({ worth }) => worth));
    shown = shown.filter(({ worth }) => worth !== worst);
  }
  const line = (
    cellOf: (column: (typeof all)[number]) => string,
    paint: (column: (typeof all)[number], text: string) => string,
  ): string => {
    let used = 0;
    const cells = shown.map((column, at) => {
      const last = at === shown.length - 1;
      const text = last ? clip(cellOf(column), Math.max(4, style.width - used), style.symbols.more) : cellOf(column);
      used += column.width + GAP;
      const padded = column.right ? padStart(text, column.width) : last ? text : padEnd(text, column.width);
      return paint(column, padded);
    });
    return cells.join(' '.repeat(GAP)).trimEnd();
  };
  return [
    line(
      ({ title }) => title,
      (_column, text) => style.dim(text),
    ),
    ...services.map((one, row) =>
      line(
        ({ cells }) => cells[row]!,
        ({ paint }, text) => (paint === undefined ? text : paint(one, text)),
      ),
    ),
  ];
}

function obligationLines(
  result: ObligationResult,
  findings: ReadonlyMap<string, Finding>,
  titleWidth: number,
  style: Style,
): readonly string[] {
  const { symbol, paint } = obligationMark(result.status, style);
  const named = result.findings.flatMap((fingerprint) => findings.get(fingerprint)?.check ?? []);
  const checks = [...new Set(named)];
  const shown = checks.slice(0, 2).join(', ') + (checks.length > 2 ? ` and ${checks.length - 2} more` : '');
  const place = result.place === undefined ? '' : showPlace(result.place, style);
  const title = padEnd(style.safe(result.title), titleWidth);
  return paragraph(`  ${paint(symbol)} ${title}  `, 4 + titleWidth + 2, style.safe(result.text), style.width, {
    tail: { text: [place, shown].filter(Boolean).join('  '), paint: style.dim },
  });
}

const isOpen = ({ status }: ObligationResult): boolean =>
  status === 'failed' || status === 'weak' || status === 'not-evaluated';

/** How far the service is from the next better verdict. */
function wayOut(one: ServiceReport): string {
  const blocking = one.obligations.filter(({ status }) => status === 'failed').length;
  const open = one.obligations.filter(isOpen).length;
  if (one.verdict === 'singleton' || open === 0) return '';
  if (blocking > 0 && blocking < open)
    return `to be conditional settle ${plural(blocking, 'point')}; to be ready settle ${open}`;
  return `to be ready settle ${plural(open, 'point')}`;
}

/** What a result shares with others: its reason, when it was not evaluated and points nowhere in particular. */
const reasonOf = ({ status, place, text }: ObligationResult): string =>
  status === 'not-evaluated' && place === undefined ? text : '';

function commonReasons(results: readonly ObligationResult[]): ReadonlyMap<string, readonly ObligationResult[]> {
  const byReason = new Map<string, ObligationResult[]>();
  for (const result of results) {
    const reason = reasonOf(result);
    if (reason !== '') byReason.set(reason, [...(byReason.get(reason) ?? []), result]);
  }
  return new Map([...byReason].filter(([, own]) => own.length > 1));
}

/** Obligations of one service that are not met; the met ones in one line. */
export function serviceChecklist(
  one: ServiceReport,
  findings: ReadonlyMap<string, Finding>,
  style: Style,
  verbose: boolean,
): readonly string[] {
  const broken = one.verdict === 'singleton' && one.singleton === 'broken';
  const calm = one.verdict === 'ready' || (one.verdict === 'singleton' && !broken);
  if (calm && !verbose) return [];
  const { symbol, paint } = verdictMark(one, style);
  const listed = one.obligations.filter((result) =>
    verbose ? result.status !== 'not-applicable' : broken ? result.status === 'failed' : isOpen(result),
  );
  const rank = { failed: 0, weak: 1, 'not-evaluated': 2, met: 3, 'not-applicable': 4 };
  const ordered = [...listed].sort((a, b) => rank[a.status] - rank[b.status]);
  // Open for one common reason, usually a language that is not read: said once.
  const common = commonReasons(ordered);
  const single = ordered.filter((result) => !common.has(reasonOf(result)));
  const titleWidth = Math.max(0, ...single.map(({ title }) => widthOf(style.safe(title))));
  const met = verbose ? [] : one.obligations.filter(({ status }) => status === 'met');
  const head = `${style.bold(style.safe(one.service.name))}  ${paint(`${symbol} ${verdictWord(one)}`)}  ${style.dim(showPlace(one.place, style))}`;
  const together = (results: readonly ObligationResult[]): string =>
    results.map(({ title }) => style.safe(title)).join(` ${style.symbols.dot} `);
  const lines = [
    ...single.flatMap((result) => obligationLines(result, findings, titleWidth, style)),
    ...[...common].flatMap(([reason, results]) => {
      const mark = obligationMark('not-evaluated', style);
      return paragraph(`  ${mark.paint(mark.symbol)} `, 4, style.safe(reason), style.width, {
        tail: { text: together(results), paint: style.dim },
      });
    }),
    ...(met.length === 0
      ? []
      : paragraph(`  ${style.good(style.symbols.good)} `, 4, together(met), style.width, { paint: style.dim })),
  ];
  const out = wayOut(one);
  return [head, ...lines, ...(out === '' ? [] : [`  ${style.dim(out)}`])];
}

/** Services in the order of the report, under the path of their stack when there is more than one. */
export function byStack(services: readonly ServiceReport[]): ReadonlyMap<string, readonly ServiceReport[]> {
  const stacks = new Map<string, ServiceReport[]>();
  for (const one of services) {
    const known = stacks.get(one.service.stack);
    if (known === undefined) stacks.set(one.service.stack, [one]);
    else known.push(one);
  }
  return stacks;
}
