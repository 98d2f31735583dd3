/** What was predicted and what was measured, side by side, for the terminal. */
import type { Proof, ProvedObligation, ProvedService } from '../../prove/index.ts';
import type { ReportContext } from '../context.ts';
import { type Marked, type Style, styleOf } from '../style.ts';
import { padEnd, widthOf, wrap } from '../wrap.ts';
import { countsOf, factsOf, parted, relationWords } from './rows.ts';

const predictedMark = (
  status: ProvedObligation['predicted']['status'],
  { symbols, good, bad, warn, note }: Style,
): Marked =>
  status === 'met'
    ? { symbol: symbols.good, paint: good }
    : status === 'failed'
      ? { symbol: symbols.bad, paint: bad }
      : status === 'weak'
        ? { symbol: symbols.warn, paint: warn }
        : { symbol: symbols.open, paint: note };

const measuredMark = ({ status }: ProvedObligation['measured'], style: Style): Marked =>
  status === 'not-measured' ? { symbol: style.symbols.none, paint: style.dim } : predictedMark(status, style);

const indent = 2;
const gap = 2;

function obligationLines(rows: readonly ProvedObligation[], style: Style): readonly string[] {
  const titles = Math.max(...rows.map(({ title }) => widthOf(title)), 'obligation'.length);
  const lead = indent + titles + gap + 'files'.length + gap + 'Swarm'.length + gap;
  const head = `${' '.repeat(indent)}${padEnd('obligation', titles)}  files  Swarm  measured`;
  return [
    style.dim(head),
    ...rows.flatMap(({ title, predicted, measured, relation }) => {
      const files = predictedMark(predicted.status, style);
      const swarm = measuredMark(measured, style);
      const [first, ...rest] = wrap(style.safe(measured.text), Math.max(30, style.width - lead));
      const paint = relation === 'refuted' ? style.bold : relation === 'open' ? style.dim : (text: string) => text;
      const line = `${' '.repeat(indent)}${paint(padEnd(title, titles))}    ${files.paint(files.symbol)}      ${swarm.paint(swarm.symbol)}    ${paint(first ?? '')}`;
      return [line.trimEnd(), ...rest.map((text) => `${' '.repeat(lead)}${paint(text)}`)];
    }),
  ];
}

function hanging(title: string, text: string, style: Style): readonly string[] {
  const [first, ...rest] = wrap(style.safe(text), style.width - indent - title.length - gap);
  const lead = ' '.repeat(indent + title.length + gap);
  return [
    `${' '.repeat(indent)}${style.dim(title)}  ${style.dim(first ?? '')}`,
    ...rest.map((line) => lead + style.dim(line)),
  ];
}

function serviceLines(service: ProvedService, style: Style): readonly string[] {
  const { name, verdict, observed } = service;
  const { told, beyond } = parted(service);
  const image = observed.image === undefined ? '' : `  ${style.dim(style.safe(observed.image))}`;
  const facts = factsOf(observed);
  const titles = Math.max(0, ...facts.map(({ title }) => title.length));
  return [
    `${style.bold(style.safe(name))}  ${style.note(verdict ?? 'no verdict')}${image}`,
    ...obligationLines(told, style),
    ...(beyond.length > 0 ? hanging('not measured', `${beyond.join(', ')}`, style) : []),
    ...facts.map(({ title, text }) => `${' '.repeat(indent)}${style.dim(padEnd(title, titles))}  ${style.safe(text)}`),
  ];
}

function listLines(
  title: string,
  items: readonly string[],
  paint: (text: string) => string,
  style: Style,
): readonly string[] {
  if (items.length === 0) return [];
  return [
    paint(title),
    ...items.flatMap((item) => {
      const [first, ...rest] = wrap(style.safe(item), style.width - 4);
      return [`  ${style.symbols.dot} ${first ?? ''}`, ...rest.map((line) => `    ${line}`)];
    }),
    '',
  ];
}

export function proofText(proof: Proof, look: Pick<ReportContext, 'width' | 'colour' | 'unicode'>): string {
  const style = styleOf(look);
  const { observed, services, disagreements } = proof;
  const { swarm, deploy } = observed;
  const nodes = `${swarm.nodes} ${swarm.nodes === 1 ? 'node' : 'nodes'}`;
  const head = `${style.bold(style.safe(observed.files.join(' + ')))} on ${style.safe(swarm.asked)} (${nodes}, engine ${style.safe(swarm.engine)})`;
  const counts = countsOf(services)
    .filter(([, count]) => count > 0)
    .map(([relation, count]) => `${count} ${relationWords[relation]}`)
    .join(` ${style.symbols.dot} `);
  return [
    '',
    head,
    '',
    ...(deploy.accepted ? [] : listLines('Swarm did not accept the stack', [deploy.said], style.bad, style)),
    ...services.flatMap((service) => [...serviceLines(service, style), '']),
    ...listLines('Disagreements', disagreements, style.bad, style),
    ...listLines('Limits of this measurement', observed.remarks, style.warn, style),
    ...listLines('Left behind', observed.left, style.bad, style),
    ...(observed.interrupted ? [style.warn('Ended early: what was not reached is not measured.'), ''] : []),
    counts,
    '',
  ].join('\n');
}
