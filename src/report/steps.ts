/** The way to a better verdict in steps: what to fix for each, and what is still to be shown. */
import type { Finding, ObligationResult, Place, ServiceReport } from '../engine/report.ts';
import { type Check, plural, type Rule } from '../kit/index.ts';
import { showPlace } from './services.ts';
import type { Style } from './style.ts';

export interface StepOptions {
  readonly findings: ReadonlyMap<string, Finding>;
  readonly rules: readonly Rule[];
}

/** One line: what it is about, what is to be said, and where. */
export interface Item {
  readonly status: ObligationResult['status'];
  readonly title: string;
  readonly text: string;
  readonly tail: string;
}

export interface Step {
  readonly head: string;
  readonly items: readonly Item[];
}

const MOST_PLACES = 2;

const statusOf = ({ effect }: Finding): Item['status'] =>
  effect === 'break' || effect === 'block' ? 'failed' : 'weak';

/** A path is said once: `a.yml:3:5, 9:5 +2`. */
export function placeList(places: readonly Place[], most: number, style: Style): string {
  const unique = [...new Map(places.map((place) => [showPlace(place, style), place])).values()];
  const more = unique.length > most ? ` +${unique.length - most}` : '';
  const words = unique
    .slice(0, most)
    .map((place, at) =>
      unique[at - 1]?.path === place.path ? `${place.start.line}:${place.start.column}` : showPlace(place, style),
    );
  return words.join(', ') + more;
}

/** Findings of one check are one line with several places. */
function itemsOf(
  fingerprints: readonly string[],
  one: ServiceReport,
  options: StepOptions,
  style: Style,
): readonly Item[] {
  const checks = new Map<string, Check>(options.rules.flatMap((rule) => rule.checks.map((check) => [check.id, check])));
  const byCheck = new Map<string, Finding[]>();
  for (const fingerprint of fingerprints) {
    const finding = options.findings.get(fingerprint);
    if (!finding) continue;
    const key = `${finding.check}\0${statusOf(finding)}`;
    byCheck.set(key, [...(byCheck.get(key) ?? []), finding]);
  }
  return [...byCheck.values()].map((found) => {
    const [first] = found as [Finding, ...Finding[]];
    const check = checks.get(first.check);
    const obligation = one.obligations.find(({ id }) => id === check?.obligation);
    return {
      status: statusOf(first),
      title: obligation?.title ?? `factor ${first.factor}`,
      text: check?.title ?? first.message,
      tail: placeList(
        found.map(({ place }) => place),
        MOST_PLACES,
        style,
      ),
    };
  });
}

/** What no finding stands for. Open for one common reason, usually a language that is not read: said once. */
function openItems(open: readonly ObligationResult[], style: Style): readonly Item[] {
  const items = new Map<string, Item>();
  for (const { status, title, text, place } of open) {
    const tail = place === undefined ? '' : showPlace(place, style);
    const key = `${status}\0${text}\0${tail}`;
    const known = items.get(key);
    items.set(key, { status, title: known ? `${known.title} ${style.symbols.dot} ${title}` : title, text, tail });
  }
  return [...items.values()];
}

export function stepsOf(one: ServiceReport, options: StepOptions, style: Style): readonly Step[] {
  const { wayOut } = one;
  if (wayOut === undefined) return [];
  const { conditional = [], ready, open, unknown } = wayOut;
  const later = ready.filter((fingerprint) => !conditional.includes(fingerprint));
  const items = (some: readonly string[]): readonly Item[] => itemsOf(some, one, options, style);
  const better = one.verdict === 'singleton' ? 'safe as the one copy it is' : 'ready';
  const steps: Step[] = [];
  if (conditional.length > 0)
    steps.push({ head: `to be conditional fix ${conditional.length}`, items: items(conditional) });
  if (later.length > 0) {
    const inAll = conditional.length > 0 ? ` more, ${ready.length} in all` : '';
    steps.push({ head: `to be ${better} fix ${later.length}${inAll}`, items: items(later) });
  }
  if (open.length > 0 && one.verdict !== 'singleton') {
    const settle = `settle ${plural(open.length, 'open point')}`;
    const first = later.length === 0 ? `to be ${better} ${settle}` : `and ${settle}`;
    const head = unknown ? `${first}: too little is known of it` : first;
    steps.push({ head, items: openItems(open, style) });
  }
  return steps;
}
