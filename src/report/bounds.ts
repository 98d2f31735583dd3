/** How many replicas are safe, with the arithmetic: what runs out first, and how soon. */
import type { Bound, Report, ServiceReport } from '../engine/report.ts';
import { paragraph } from './paragraph.ts';
import type { Style } from './style.ts';
import { clip, padEnd, padStart, widthOf } from './wrap.ts';

/** The smallest first; those that only the number of nodes decides come last. */
const order = (bounds: readonly Bound[]): readonly Bound[] =>
  [...bounds].sort(
    (one, other) => (one.replicas ?? Number.POSITIVE_INFINITY) - (other.replicas ?? Number.POSITIVE_INFINITY),
  );

/** The verdict speaks for itself: without `verbose` only services are listed that something else bounds. */
export function boundLines(report: Report, style: Style, verbose: boolean): readonly string[] {
  const shown = report.services.filter(({ bounds }) => bounds.some(({ by }) => verbose || by !== 'verdict'));
  if (shown.length === 0) return [];
  const nameOf = ({ service }: ServiceReport) => clip(style.safe(service.name), 28, style.symbols.more);
  const width = Math.max(...shown.map((one) => widthOf(nameOf(one))));
  const most = ({ maxSafeReplicas }: ServiceReport) =>
    maxSafeReplicas === undefined ? style.symbols.none : String(maxSafeReplicas);
  const digits = Math.max(...shown.map((one) => widthOf(most(one))));
  const indent = 2 + width + 2 + digits + 2;
  return [
    style.dim('MAX SAFE REPLICAS'),
    ...shown.flatMap((one) =>
      order(one.bounds).flatMap(({ text, place }, at) =>
        paragraph(
          at === 0
            ? `  ${style.bold(padEnd(nameOf(one), width))}  ${padStart(most(one), digits)}  `
            : ' '.repeat(indent),
          indent,
          style.safe(text),
          style.width,
          { tail: { text: `${style.safe(place.path)}:${place.start.line}:${place.start.column}`, paint: style.dim } },
        ),
      ),
    ),
  ];
}
