/** What is told of a place: the verdict of the service whose name stands there, and why there are findings. */
import type { Hover, Position } from 'vscode-languageserver';
import { explain } from '../docs/explain.ts';
import { partsMarkdown } from '../docs/parts-markdown.ts';
import type { Finding } from '../engine/report.ts';
import { serviceKey } from '../kit/index.ts';
import { isShown } from './diagnostics.ts';
import { words } from './markdown.ts';
import { meet } from './ranges.ts';
import { rules, type Snapshot } from './run.ts';
import { serviceCard, verdictLine } from './service-card.ts';

const checks = new Map(rules.flatMap((rule) => rule.checks.map((check) => [check.id as string, { rule, check }])));

export function hoverAt(snapshot: Snapshot, path: string, position: Position): Hover | undefined {
  const { judged } = snapshot;
  if (!judged) return undefined;
  const { report, ranges } = judged;
  const here = { start: position, end: position };
  const services = report.services.filter(({ place }) => place.path === path && meet(ranges.of(place), here));
  const findings = report.findings.filter(
    (one) => isShown(one) && one.place.path === path && meet(ranges.of(one.place), here),
  );
  if (services.length === 0 && findings.length === 0) return undefined;
  const shown = new Set(services.map(({ service }) => serviceKey(service)));
  const names = [...new Set(findings.map(({ check }) => check))];
  // The whole page where there is only one: several would bury each other.
  const alone = names.length === 1 && services.length === 0;
  const parts = [
    ...services.map((one) => serviceCard(one, snapshot)),
    ...findings.map((finding) => findingText(finding, snapshot, shown, !alone)),
    ...(alone ? [explanation(names[0]!)] : []),
  ];
  const range = ranges.of((findings[0] ?? services[0])!.place);
  return { contents: { kind: 'markdown', value: parts.join('\n\n---\n\n') }, range };
}

/** What is wrong, what it does to the service unless that is `told` already, and what to do unless the page says so. */
function findingText(
  { message, remedy, check, severity, service }: Finding,
  snapshot: Snapshot,
  told: ReadonlySet<string>,
  withRemedy: boolean,
): string {
  const about = snapshot.judged!.report.services.find((one) => serviceKey(one.service) === service);
  return [
    `**${words(message)}**`,
    ...(withRemedy ? [`To do: ${words(remedy)}`] : []),
    ...(about && !told.has(service!) ? [verdictLine(about)] : []),
    `\`${check}\` · ${severity}`,
  ].join('\n\n');
}

/** As `swarm-lint explain` prints it, without the title, and without how to accept it: the code actions do that. */
function explanation(id: string): string {
  const known = checks.get(id);
  if (!known) return '';
  const parts = explain(known.rule, known.check).filter(({ kind }) => kind !== 'title');
  const [from, to] = ['Accepting it', 'Sources'].map((name) =>
    parts.findIndex(({ kind, text }) => kind === 'heading' && text === name),
  ) as [number, number];
  return partsMarkdown([...parts.slice(0, from), ...parts.slice(to)], '###');
}
