/** A running Swarm on one page: its nodes, and how many tasks of each service run. */
import type { Report, ServiceReport } from '../engine/report.ts';
import { type ClusterNode, type Facts, type LiveCluster, liveServices, plural, serviceKey } from '../kit/index.ts';
import { type NodeRow, nodeRows } from './cluster-rows.ts';
import type { ReportContext } from './context.ts';
import { replicasOf, stacksIn, verdictWord } from './services.ts';
import { type Marked, type Style, verdictMark } from './style.ts';
import { type Column, tableOf } from './table.ts';
import { clip } from './wrap.ts';

const LONGEST_NAME = 32;

/** `2026-11-30 01:56 UTC`; absent when the snapshot does not say. */
const moment = (time: string | undefined): string | undefined => {
  const date = new Date(time ?? '');
  return Number.isNaN(date.getTime()) ? undefined : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
};

function head(cluster: LiveCluster, style: Style): readonly string[] {
  const managers = cluster.nodes.filter(({ manager }) => manager).length;
  const parts = [
    ...(cluster.nodes.length === 0
      ? []
      : [
          `${plural(cluster.nodes.length, 'node')}, ${plural(managers, 'manager')}`,
          plural(cluster.services.length, 'service'),
        ]),
    cluster.asked === undefined ? '' : `as ${style.safe(cluster.asked)} saw it`,
    moment(cluster.takenAt) ?? '',
  ];
  return [`${style.bold('Swarm')}  ${style.dim(parts.filter(Boolean).join(` ${style.symbols.dot} `))}`];
}

function markOfNode({ state, availability, reachability }: ClusterNode, style: Style): Marked {
  const { symbols } = style;
  if (state !== 'ready' || reachability === 'unreachable') return { symbol: symbols.bad, paint: style.bad };
  return availability === 'active'
    ? { symbol: symbols.good, paint: style.good }
    : { symbol: symbols.none, paint: style.dim };
}

function nodeTable(cluster: LiveCluster, style: Style): readonly string[] {
  if (cluster.nodes.length === 0) return [];
  const columns: readonly Column<NodeRow>[] = [
    {
      title: ['NODE'],
      cell: ({ node }) => clip(style.safe(node.name), LONGEST_NAME, style.symbols.more),
      paint: (_node, text) => style.bold(text),
      worth: 9,
    },
    {
      title: ['STATE'],
      cell: ({ node, state }) => `${markOfNode(node, style).symbol} ${style.safe(state)}`,
      paint: ({ node }, text) => markOfNode(node, style).paint(text),
      worth: 9,
    },
    { title: ['ROLE'], cell: ({ role }) => role, worth: 5 },
    { title: ['TASKS'], cell: ({ tasks }) => String(tasks), right: true, worth: 4 },
    { title: ['ENGINE'], cell: ({ node: { engine } }) => style.safe(engine ?? ''), worth: 3 },
  ];
  const rows = nodeRows(cluster);
  const table = tableOf(columns, rows, style);
  return [...table.head, ...rows.map(table.line)];
}

/** Whether as many tasks run as should; jobs that are done, and services that are switched off, are complete. */
type Health = 'complete' | 'failing' | 'partly' | 'down' | 'unknown';

/** `failing`: services with an error about their tasks, by key. Between two crashes all of their tasks run. */
function healthOf({ service }: ServiceReport, failing: ReadonlySet<string>): Health {
  const { tasks, role } = service;
  if (!tasks) return 'unknown';
  const { running, desired } = tasks;
  if (running >= desired || role.value === 'job') return failing.has(serviceKey(service)) ? 'failing' : 'complete';
  return running === 0 ? 'down' : 'partly';
}

/** The checks about tasks are those of the cluster that decide a verdict. */
const failingServices = ({ findings }: Report): ReadonlySet<string> =>
  new Set(
    findings.flatMap(({ check, effect, service }) =>
      check.startsWith('cluster/') && effect !== 'none' && service !== undefined ? [service] : [],
    ),
  );

function markOf(health: Health, style: Style): Marked {
  const { symbols } = style;
  switch (health) {
    case 'complete':
      return { symbol: symbols.good, paint: style.good };
    case 'partly':
    case 'failing':
      return { symbol: symbols.warn, paint: style.warn };
    case 'down':
      return { symbol: symbols.bad, paint: style.bad };
    default:
      return { symbol: symbols.open, paint: style.note };
  }
}

/** The digest says nothing to people. */
const imageOf = ({ service: { image } }: ServiceReport): string =>
  (image?.value ?? image?.raw ?? '').replace(/@sha256:.*$/, '');

function serviceTable(
  services: readonly ServiceReport[],
  names: ReadonlyMap<string, string>,
  failing: ReadonlySet<string>,
  style: Style,
): readonly string[] {
  if (services.length === 0) return [];
  const mark = (one: ServiceReport): Marked => markOf(healthOf(one, failing), style);
  const tasksOf = (one: ServiceReport): string => {
    const { tasks, role, scale } = one.service;
    if (!tasks) return replicasOf(one);
    return role.value === 'job' ? 'job' : `${tasks.running}/${tasks.desired}${scale.global ? ' global' : ''}`;
  };
  // Without the source code the verdict is unknown, and a column that says so seven times says nothing.
  const judged = services.some(({ verdict }) => verdict !== 'unknown');
  const columns: readonly Column<ServiceReport>[] = [
    {
      title: ['SERVICE'],
      cell: (one) =>
        clip(style.safe(names.get(serviceKey(one.service)) ?? one.service.name), LONGEST_NAME, style.symbols.more),
      paint: (_one, text) => style.bold(text),
      worth: 9,
    },
    {
      title: ['TASKS'],
      cell: (one) => `${mark(one).symbol} ${tasksOf(one)}`,
      paint: (one, text) => mark(one).paint(text),
      worth: 9,
    },
    ...(judged
      ? [
          {
            title: ['VERDICT'],
            cell: verdictWord,
            paint: (one: ServiceReport, text: string) => verdictMark(one, style).paint(text),
            worth: 5,
          },
        ]
      : []),
    { title: ['ROLE'], cell: ({ service }) => service.role.value, worth: 2 },
    {
      title: ['IMAGE'],
      cell: (one) => style.safe(imageOf(one)),
      paint: (_one, text) => style.dim(text),
      worth: 4,
      shortest: 16,
    },
  ];
  const table = tableOf(columns, services, style);
  const stacks = [...stacksIn(services)];
  return [...table.head, ...stacks.flatMap(([, own], at) => [...(at === 0 ? [] : ['']), ...own.map(table.line)])];
}

/** Blocks of the text report in place of verdicts and checklists. */
export function clusterBlocks(
  report: Report,
  { facts }: ReportContext,
  cluster: LiveCluster,
  style: Style,
): readonly (readonly string[])[] {
  return [
    head(cluster, style),
    nodeTable(cluster, style),
    serviceTable(report.services, namesOf(facts), failingServices(report), style),
  ];
}

/** Names as `docker service ls` prints them, by `serviceKey`. */
export const namesOf = (facts: Facts): ReadonlyMap<string, string> =>
  new Map(liveServices(facts).map(({ service, live }) => [serviceKey(service), live.name]));

/** `7 services: 5 complete, 2 down` */
export function serviceCounts(report: Report): string {
  const { services } = report;
  const failing = failingServices(report);
  const order: readonly Health[] = ['complete', 'partly', 'failing', 'down', 'unknown'];
  const counts = order.flatMap((health) => {
    const count = services.filter((one) => healthOf(one, failing) === health).length;
    return count === 0 ? [] : [`${count} ${health}`];
  });
  return `${plural(services.length, 'service')}: ${counts.join(', ')}`;
}
