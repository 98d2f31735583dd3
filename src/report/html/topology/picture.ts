/** The layout as SVG. Colours come from classes, so that the picture follows the theme of the page. */
import type { ServiceReport } from '../../../engine/report.ts';
import { clipped, type Markup, markup } from '../markup.ts';
import { replicasText, type Term, verdictTerm } from '../terms.ts';
import {
  type Area,
  DOORS_SHOWN,
  type Lane,
  type Layout,
  type PlacedBox,
  type PlacedResource,
  type Point,
} from './layout.ts';
import type { Resource, Topology } from './model.ts';

/** What the picture says of a service beyond the topology. */
export interface Judged {
  readonly report?: ServiceReport;
  /** Where its box leads. */
  readonly link?: string;
  readonly key: string;
}

const UNJUDGED: Term = { symbol: '–', word: 'not judged', tone: 'calm' };
const COLOURS = 8;

const scaleText = (report: ServiceReport): string =>
  `replicas ${replicasText(report)}${report.maxSafeReplicas === undefined || report.verdict === 'singleton' ? '' : ` → ${report.maxSafeReplicas}`}`;

const frame = ({ x, y, width, height }: Area, css: string): Markup =>
  markup`<rect class="${css}" x="${x}" y="${y}" width="${width}" height="${height}" rx="7"/>`;

/** A picture within the picture cuts off what does not fit. */
const inside = ({ x, y, width, height }: Area, content: Markup): Markup =>
  markup`<svg x="${x}" y="${y}" width="${width}" height="${height}">${content}</svg>`;

function service(one: PlacedBox, { report, link, key }: Judged): Markup {
  const { box, x, y, height } = one;
  const term = report === undefined ? UNJUDGED : verdictTerm(report);
  const middle = y + height / 2;
  const text = { x: x + 42, y, width: one.width - 46, height };
  const line = (at: number, css: string, words: string): Markup =>
    markup`<text class="${css}" x="0" y="${height / 2 + at}">${words}</text>`;
  const calls = box.calls.length > 0 ? `calls ${box.calls.join(', ')}` : (report?.service.role.value ?? '');
  const words = report === undefined ? term.word : `${term.word} · ${scaleText(report)}`;
  const content = markup`<title>${`${box.name}: ${words}`}</title>${frame(one, 'box')}<circle class="disc" cx="${x + 22}" cy="${middle}" r="13"/><text class="symbol" x="${x + 22}" y="${middle + 5}" text-anchor="middle">${term.symbol}</text>${inside(
    text,
    markup`${line(-12, 'name', clipped(box.name, 24))}${line(6, 'words', words)}${line(23, 'small', clipped(calls, 34))}`,
  )}`;
  return link === undefined
    ? markup`<g class="service ${term.tone}">${content}</g>`
    : markup`<a class="service ${term.tone}" href="#${link}" data-of-service="${key}">${content}</a>`;
}

const tip = ({ x, y }: Point): Markup =>
  markup`<path class="tip" d="M${x - 8} ${y - 4}L${x - 1} ${y}L${x - 8} ${y + 4}z"/>`;

function doors({ box, doors: heights, x }: PlacedBox, outside: Area): Markup {
  const left = outside.x + outside.width;
  const more = box.doors.length - DOORS_SHOWN;
  return markup`${heights.map((y, at) => {
    const { text, mode } = box.doors[at]!;
    const last = at === heights.length - 1 && more > 0 ? ` +${more}` : '';
    const label = clipped(`${text}${mode === 'host' ? ' host' : ''}`, 18) + last;
    return markup`<path class="door ${mode}" d="M${left} ${y}H${x - 7}"/>${tip({ x, y })}<text class="small" x="${left + 8}" y="${y - 4}">${label}</text>`;
  })}`;
}

const lane = ({ x, from, to, stops, label, key }: Lane, at: number, external: boolean): Markup =>
  markup`<g class="lane colour-${at % COLOURS}${external ? ' external' : ''}"><title>${`network ${key}`}</title><path d="M${x} ${from}V${to}"/>${stops.map((y) => markup`<circle cx="${x}" cy="${y}" r="5"/>`)}${inside(label, markup`<text x="0" y="13">${clipped(key, 26)}${external ? ' (external)' : ''}</text>`)}</g>`;

const SHAPES: Readonly<Record<Resource['kind'], string>> = {
  volume: 'M0 2.5C0 1 14 1 14 2.5V13.5C14 15 0 15 0 13.5zM0 2.5C0 4 14 4 14 2.5',
  bind: 'M0 2H5L7 4.5H14V14H0z',
  node: 'M0 3H14V12H0zM4 15H10',
  memory: 'M2 2H12V14H2zM0 5H2M0 11H2M12 5H14M12 11H14',
  secret: 'M2 7H12V15H2zM4 7V4.5C4 1 10 1 10 4.5V7',
  config: 'M1 1H9L13 5V15H1zM4 8H10M4 11H10',
};

function resource(one: PlacedResource, { kind, name, remark, local }: Resource): Markup {
  const { x, y, width, height } = one;
  return markup`<g class="resource ${kind}${local ? ' local' : ''}"><title>${`${kind} ${name}: ${remark}`}</title>${frame(one, 'box')}<g transform="translate(${x + 10} ${y + 8})"><path class="icon" d="${SHAPES[kind]}"/></g>${inside(
    { x: x + 32, y, width: width - 36, height },
    markup`<text class="label" x="0" y="13.5">${clipped(name, 32)}</text><text class="small" x="0" y="26">${clipped(`${kind}, ${remark}`, 38)}</text>`,
  )}</g>`;
}

export function picture(topology: Topology, layout: Layout, title: string, judged: (name: string) => Judged): Markup {
  const { width, height, outside, boxes, lanes, resources, wires, joints, arrivals } = layout;
  const known = new Map(topology.resources.map((one) => [one.key, one]));
  const external = new Set(topology.networks.filter((one) => one.external).map(({ key }) => key));
  return markup`<svg xmlns="http://www.w3.org/2000/svg" class="topology" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="group" aria-label="${title}">
${wires.map(({ kind, points: [first, ...rest] }) => markup`<path class="wire ${kind}" d="M${first!.x} ${first!.y}${rest.map(({ x, y }) => markup`L${x} ${y}`)}"/>`)}
${lanes.map((one, at) => lane(one, at, external.has(one.key)))}
${joints.map(({ x, y }) => markup`<circle class="joint" cx="${x}" cy="${y}" r="2.5"/>`)}
${arrivals.map(tip)}
${outside !== undefined && markup`<g class="outside"><text class="small" x="${outside.x}" y="${outside.y - 6}">outside</text>${frame(outside, 'box')}</g>${boxes.map((one) => doors(one, outside))}`}
${resources.map((one) => resource(one, known.get(one.key)!))}
${boxes.map((one) => service(one, judged(one.box.name)))}
</svg>`;
}
