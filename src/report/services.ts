/** The services on one page: a table of verdicts, with the readiness matrix where there is something to compare. */
import type { Place, ServiceReport } from '../engine/report.ts';
import { legend, matrixColumn, matrixWidth } from './matrix.ts';
import { type Style, verdictMark } from './style.ts';
import { type Column, GAP, tableOf } from './table.ts';
import { clip, widthOf } from './wrap.ts';

/** `path:line:column`, made safe; empty for a place in a snapshot, which says nothing to people. */
export const showPlace = (place: Place, style: Style): string =>
  place.path === style.snapshot ? '' : `${style.safe(place.path)}:${place.start.line}:${place.start.column}`;

export function verdictWord(one: ServiceReport): string {
  return one.verdict === 'singleton' ? `singleton ${one.singleton ?? ''}`.trimEnd() : one.verdict.toUpperCase();
}

/** Nothing is to be done about it. */
export const isCalm = ({ verdict, singleton }: ServiceReport): boolean =>
  verdict === 'ready' || (verdict === 'singleton' && singleton !== 'broken');

export const replicasOf = ({ service: { scale } }: ServiceReport): string =>
  scale.global ? 'global' : scale.replicas === undefined ? '?' : String(scale.replicas);

/** What the service is made from, as far as the repository tells. */
export function madeFrom({ service }: ServiceReport, style: Style): string {
  const dockerfile = service.built?.image.dockerfile;
  if (dockerfile === undefined) return style.safe(service.image?.value ?? service.image?.raw ?? '');
  const root = service.code.root;
  const source = root === undefined ? '' : ` ${style.symbols.arrow} ${style.safe(root === '' ? '.' : root)}`;
  return style.safe(dockerfile) + source;
}

const LONGEST_NAME = 28;
const SHORTEST_LAST = 16;

function columns(style: Style) {
  const { none, more } = style.symbols;
  return {
    service: {
      title: ['SERVICE'],
      cell: ({ service }: ServiceReport) => clip(style.safe(service.name), LONGEST_NAME, more),
      paint: (_one: ServiceReport, text: string) => style.bold(text),
      worth: 9,
    },
    verdict: {
      title: ['VERDICT'],
      cell: (one: ServiceReport) => `${verdictMark(one, style).symbol} ${verdictWord(one)}`,
      paint: (one: ServiceReport, text: string) => verdictMark(one, style).paint(text),
      worth: 9,
    },
    role: { title: ['ROLE'], cell: ({ service }: ServiceReport) => service.role.value, worth: 3 },
    replicas: { title: ['REPLICAS'], cell: replicasOf, right: true, worth: 4 },
    safe: {
      title: ['MAX SAFE'],
      cell: ({ maxSafeReplicas }: ServiceReport) => (maxSafeReplicas === undefined ? none : String(maxSafeReplicas)),
      right: true,
      worth: 5,
    },
    coverage: {
      title: ['COVERAGE'],
      cell: ({ coverage }: ServiceReport) => `${Math.round(coverage * 100)} %`,
      right: true,
      worth: 1,
    },
    madeFrom: {
      title: ['MADE FROM'],
      cell: (one: ServiceReport) => madeFrom(one, style),
      paint: (_one: ServiceReport, text: string) => style.dim(text),
      worth: 2,
      shortest: SHORTEST_LAST,
    },
  } satisfies Record<string, Column<ServiceReport>>;
}

/** With one service beside its databases, or with nothing to be done, symbols tell no more than the verdicts. */
export const needsMatrix = (services: readonly ServiceReport[]): boolean =>
  !services.every(isCalm) && services.filter((one) => one.verdict !== 'singleton' || !isCalm(one)).length > 1;

function matrixColumns(services: readonly ServiceReport[], style: Style): readonly Column<ServiceReport>[] {
  const { service, verdict, role, replicas, safe, madeFrom } = columns(style);
  // In a narrow terminal the symbol in front tells whether a singleton is broken.
  const short: Column<ServiceReport> = {
    ...verdict,
    cell: (one) => `${verdictMark(one, style).symbol} ${one.verdict === 'singleton' ? 'singleton' : verdictWord(one)}`,
  };
  const room = (column: Column<ServiceReport>): number =>
    Math.max(...column.title.map(widthOf), ...services.map((one) => widthOf(column.cell(one))));
  const left = (column: Column<ServiceReport>): number =>
    style.width - room(service) - GAP - room(column) - GAP - matrixWidth(true);
  const wide = left(short) >= 0;
  return [
    service,
    left(verdict) >= 0 ? verdict : short,
    role,
    replicas,
    { ...safe, title: ['MAX', 'SAFE'] },
    matrixColumn(services, wide, 7, style),
    madeFrom,
  ];
}

/** One line per service; under the path of their stack when there is more than one. */
export function serviceTable(services: readonly ServiceReport[], style: Style): readonly string[] {
  const matrix = needsMatrix(services);
  const table = tableOf(matrix ? matrixColumns(services, style) : Object.values(columns(style)), services, style);
  const stacks = stacksIn(services);
  return [
    ...table.head,
    ...[...stacks].flatMap(([stack, own]) => [
      ...(stacks.size > 1 ? ['', style.underline(style.safe(stack))] : []),
      ...own.map(table.line),
    ]),
    ...(matrix ? ['', ...legend(services, style)] : []),
  ];
}

/** Services in the order of the report, by the path of their stack. */
export function stacksIn(services: readonly ServiceReport[]): ReadonlyMap<string, readonly ServiceReport[]> {
  const stacks = new Map<string, ServiceReport[]>();
  for (const one of services) {
    const known = stacks.get(one.service.stack);
    if (known === undefined) stacks.set(one.service.stack, [one]);
    else known.push(one);
  }
  return stacks;
}
