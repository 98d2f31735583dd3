/** What was not judged: gaps, and stacks passed over. */
import type { PlacedGap, Report } from '../engine/report.ts';
import { plural } from '../kit/index.ts';
import { paragraph } from './paragraph.ts';
import type { Style } from './style.ts';
import { serviceNameOf } from './summary.ts';

const GROUPS_SHOWN = 10;
const PLACES_SHOWN = 3;

function placeOf({ place, service }: PlacedGap, style: Style): string {
  const line = place.start.line === 1 && place.start.column === 1 ? '' : `:${place.start.line}`;
  const whose = service === undefined ? '' : ` (${style.safe(serviceNameOf(service))})`;
  return `${style.safe(place.path)}${line}${whose}`;
}

/** One line for each reason, with the places it holds for. */
export function gapLines(gaps: readonly PlacedGap[], style: Style, verbose: boolean): readonly string[] {
  const reasons = new Map<string, string[]>();
  for (const gap of gaps) {
    const places = reasons.get(gap.why) ?? [];
    places.push(placeOf(gap, style));
    reasons.set(gap.why, places);
  }
  if (reasons.size === 0) return [];
  const groups = [...reasons];
  const shown = verbose ? groups : groups.slice(0, GROUPS_SHOWN);
  const lines = shown.flatMap(([why, places]) => {
    const unique = [...new Set(places)];
    const some = verbose ? unique : unique.slice(0, PLACES_SHOWN);
    const more = unique.length > some.length ? ` and ${unique.length - some.length} more` : '';
    return paragraph(`  ${style.note(style.symbols.open)} `, 4, style.safe(why), style.width, {
      tail: { text: some.join(', ') + more, paint: style.dim },
    });
  });
  return [style.bold('Not known'), ...lines, ...moreLines(groups.length - shown.length, style)];
}

export function passedOverLines(passedOver: Report['passedOver'], style: Style, verbose: boolean): readonly string[] {
  if (passedOver.length === 0) return [];
  const shown = verbose ? passedOver : passedOver.slice(0, GROUPS_SHOWN);
  return [
    style.bold(`Passed over: ${plural(passedOver.length, 'stack')}`),
    ...shown.flatMap(({ path, why }) =>
      paragraph(`  ${style.dim(style.symbols.none)} `, 4, `${style.safe(path)}: ${style.safe(why)}`, style.width),
    ),
    ...moreLines(passedOver.length - shown.length, style),
  ];
}

const moreLines = (left: number, style: Style): readonly string[] =>
  left > 0 ? [`  ${style.dim(`and ${left} more, --verbose shows all`)}`] : [];

export function faultLines(faults: Report['faults'], style: Style): readonly string[] {
  return faults.flatMap(({ what, error }) =>
    paragraph(`${style.bad('our fault')} `, 10, `${style.safe(what)}: ${style.safe(error)}`, style.width),
  );
}
