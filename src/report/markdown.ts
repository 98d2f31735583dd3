/** The report as a comment on a pull or merge request, or as the summary of a job: short above, long parts folded. */
import type { Finding, PlacedGap, Report, ServiceReport } from '../engine/report.ts';
import { plural, type Severity } from '../kit/index.ts';
import { nodeRows } from './cluster-rows.ts';
import type { ReportContext } from './context.ts';
import type { Format } from './index.ts';
import { findingLines, type Line } from './markdown-findings.ts';
import { atTop } from './markdown-places.ts';
import {
  emoji,
  isCalm,
  placeCode,
  serviceBlock,
  serviceRows,
  stops,
  symbolOf,
  verdictWord,
} from './markdown-services.ts';
import { code, words } from './markdown-text.ts';
import { styleOf } from './style.ts';
import { countBySeverity } from './summary.ts';

/** By this line a pipeline finds the comment it wrote before. */
export const MARKER = '<!-- swarm-lint -->';

/** A comment on GitHub holds 65,536 characters; what a pipeline puts around the report has to fit, too. */
const LIMIT = 60_000;
/** Beyond this many, services that are fine are folded. */
const ROWS_SHOWN = 15;
const GAPS_SHOWN = 20;
/** The worst first. */
const KINDS: readonly Pick<ServiceReport, 'verdict' | 'singleton'>[] = [
  { verdict: 'undeployable' },
  { verdict: 'blocked' },
  { verdict: 'singleton', singleton: 'broken' },
  { verdict: 'unknown' },
  { verdict: 'conditional' },
  { verdict: 'singleton' },
  { verdict: 'ready' },
];

const ofKind = (services: Report['services'], kind: (typeof KINDS)[number]): Report['services'] =>
  services.filter((one) => one.verdict === kind.verdict && stops(one) === stops(kind));

const worstFirst = (services: Report['services']): Report['services'] =>
  KINDS.flatMap((kind) => ofKind(services, kind));

/** As many lines as fit into `room` characters, and how many findings or services the rest stands for. */
function fitting(lines: readonly Line[], room: number): { readonly text: string; readonly left: number } {
  let used = 0;
  let at = 0;
  while (at < lines.length && used + lines[at]!.text.length + 1 <= room) used += lines[at++]!.text.length + 1;
  return {
    text: lines
      .slice(0, at)
      .map(({ text }) => text)
      .join('\n'),
    left: lines.slice(at).reduce((sum, { count }) => sum + count, 0),
  };
}

const single = (text: string): Line => ({ text, count: 1 });

const folded = (summary: string, text: string): string =>
  `<details>\n<summary>${summary}</summary>\n\n${text.trim()}\n\n</details>`;

const leftOut = (left: number, what: string): string =>
  left > 0 ? `\n\n*${plural(left, `more ${what}`)} left out.*` : '';

function headline(report: Report, { unicode }: ReportContext): string {
  const { services } = report;
  const { errors, warnings, infos, accepted } = countBySeverity(report.findings);
  const verdicts = KINDS.flatMap((kind) => {
    const { length } = ofKind(services, kind);
    return length === 0 ? [] : [`${emoji(symbolOf(kind), unicode)} ${length} ${verdictWord(kind)}`];
  });
  const counts = [
    `${plural(errors, 'error')}, ${plural(warnings, 'warning')}, ${plural(infos, 'info')} in ${plural(report.files, 'file')}`,
    ...(services.length > 0
      ? [
          report.score === undefined ? 'no score' : `score ${report.score} of 100`,
          `coverage ${Math.round(report.coverage * 100)} %`,
          `scalable services: ${report.scalable.ready} of ${report.scalable.of}`,
        ]
      : []),
    ...(accepted > 0 ? [`${accepted} accepted`] : []),
  ];
  const title = verdicts.length > 0 ? verdicts.join(', ') : 'no service to judge';
  return `## swarm-lint: ${title}\n\n**${counts.join(unicode ? ' · ' : ' | ')}**`;
}

function servicesTable({ services }: Report, unicode: boolean, room: number): readonly string[] {
  if (services.length === 0) return [];
  const several = new Set(services.map(({ service }) => service.stack)).size > 1;
  const ordered = worstFirst(services);
  const long = services.length > ROWS_SHOWN;
  const open = long ? ordered.filter((one) => !isCalm(one)) : services;
  const calm = long ? ordered.filter(isCalm) : [];
  const table = (own: typeof services, space: number): string => {
    const { head, rows } = serviceRows(own, several, unicode);
    const { text, left } = fitting(rows.map(single), space - head.length);
    return `${head}\n${text}${leftOut(left, 'service')}`;
  };
  return [
    ...(open.length > 0 ? [table(open, calm.length > 0 ? room / 2 : room)] : []),
    ...(calm.length > 0
      ? [folded(`${plural(calm.length, 'service')} ready, or meant to be alone`, table(calm, room / 2))]
      : []),
  ];
}

/** Of a running Swarm. */
function nodesTable({ facts: { live }, unicode }: ReportContext): readonly string[] {
  if (!live || live.nodes.length === 0) return [];
  const rows = nodeRows(live).map(({ node, state, role, tasks }) => {
    const good = node.state === 'ready' && node.reachability !== 'unreachable';
    const mark = emoji(good ? (node.availability === 'active' ? '✅' : '➖') : '❌', unicode);
    return single(
      `| ${code(node.name)} | ${mark} ${words(state)} | ${role} | ${tasks} | ${words(node.engine ?? '')} |`,
    );
  });
  const head = '| Node | State | Role | Tasks | Engine |\n| :--- | :--- | :--- | ---: | :--- |';
  const { text, left } = fitting(rows, LIMIT / 8);
  return [`${head}\n${text}${leftOut(left, 'node')}`];
}

/** What keeps services from scaling is open, what is weak or not known is folded. */
function obstacles({ services }: Report, unicode: boolean, room: number): readonly string[] {
  const blocks = (own: typeof services, space: number): string => {
    const { text, left } = fitting(
      own.map((one) => single(`${serviceBlock(one, unicode)}\n`)),
      space,
    );
    return text.trim() + leftOut(left, 'service');
  };
  const stopped = worstFirst(services).filter(stops);
  const open = worstFirst(services).filter((one) => !stops(one) && !isCalm(one));
  return [
    ...(stopped.length > 0 ? [`### What stands in the way\n\n${blocks(stopped, room * (2 / 3))}`] : []),
    ...(open.length > 0
      ? [folded(`What ${plural(open.length, 'more service')} would need to be ready`, blocks(open, room / 3))]
      : []),
  ];
}

function gapsPart(gaps: readonly PlacedGap[], verbose: boolean): readonly string[] {
  const byReason = new Map<string, Set<string>>();
  for (const { why, place } of gaps) byReason.set(why, (byReason.get(why) ?? new Set()).add(placeCode(place)));
  if (byReason.size === 0) return [];
  const most = verbose ? byReason.size : GAPS_SHOWN;
  const lines = [...byReason].slice(0, most).map(([why, places]) => {
    const [first, ...more] = places;
    return single(`- ${words(why)} ${first}${more.length > 0 ? ` and ${more.length} more` : ''}`);
  });
  const { text, left } = fitting(lines, LIMIT / 10);
  const unseen = left + Math.max(0, byReason.size - most);
  return [folded(`Not known: ${plural(gaps.length, 'place')}`, text + leftOut(unseen, 'reason'))];
}

const TITLES: readonly (readonly [severity: Severity, symbol: string])[] = [
  ['error', '❌'],
  ['warning', '⚠️'],
  ['info', 'ℹ️'],
];

/** The worst first, each severity in what is left of the room. */
function findingParts(findings: readonly Finding[], context: ReportContext, room: number): readonly string[] {
  let space = room;
  const part = (own: readonly Finding[], print: (text: string) => string): readonly string[] => {
    if (own.length === 0) return [];
    const { text, left } = fitting(findingLines(own, context.rules, context.verbose), space - 200);
    const printed = print(text.trim() + leftOut(left, 'finding'));
    space -= printed.length + 2;
    return [printed];
  };
  const open = findings.filter(({ suppressed }) => suppressed === undefined);
  const accepted = context.verbose ? findings.filter(({ suppressed }) => suppressed !== undefined) : [];
  return [
    ...TITLES.slice(0, context.quiet ? 1 : undefined).flatMap(([severity, symbol]) => {
      const own = open.filter((one) => one.severity === severity);
      const title = `${emoji(symbol, context.unicode)} ${plural(own.length, severity)}`;
      return part(own, (text) => (severity === 'error' ? `### ${title}\n\n${text}` : folded(title, text)));
    }),
    ...part(accepted, (text) => folded(`${accepted.length} accepted`, text)),
  ];
}

export const markdown: Format = (found, context) => {
  const report = atTop(found, context);
  const { unicode, quiet, verbose } = context;
  const first = [
    MARKER,
    headline(report, context),
    ...servicesTable(report, unicode, LIMIT / 4),
    ...nodesTable(context),
    ...(quiet ? [] : obstacles(report, unicode, LIMIT / 4)),
  ];
  const last = [
    ...(quiet ? [] : gapsPart(report.gaps, verbose)),
    ...report.faults
      .slice(0, 5)
      .map(
        ({ what, error }) =>
          `**A part of swarm-lint failed**: ${code(what.slice(0, 200))} ${words(error.slice(0, 200))}`,
      ),
  ];
  const used = [...first, ...last].reduce((sum, { length }) => sum + length + 2, 0);
  const text = [...first, ...findingParts(report.findings, context, LIMIT - used), ...last].join('\n\n');
  return `${unicode ? text : text.split('\n').map(styleOf(context).safe).join('\n')}\n`;
};
