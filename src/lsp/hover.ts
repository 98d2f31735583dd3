/** What is told of a place: the verdict of the service whose name stands there, and why there are findings. */
import type { Hover, Position } from 'vscode-languageserver';
import { explain } from '../docs/explain.ts';
import type { Finding } from '../engine/report.ts';
import { serviceKey } from '../kit/index.ts';
import { isShown } from './diagnostics.ts';
import { meet } from './ranges.ts';
import { rules, type Snapshot } from './run.ts';
import { serviceCard, verdictLine } from './service-card.ts';
import { markdown, plain, type Style } from './style.ts';

const checks = new Map(rules.flatMap((rule) => rule.checks.map((check) => [check.id as string, { rule, check }])));

export function hoverAt(
  snapshot: Snapshot,
  path: string,
  position: Position,
  able: { readonly markdown: boolean },
): Hover | undefined {
  const { judged } = snapshot;
  const style = able.markdown ? markdown : plain;
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
    ...services.map((one) => serviceCard(one, snapshot, style)),
    ...findings.map((finding) => findingText(finding, snapshot, shown, style)),
    ...(alone ? [explanation(names[0]!, style)] : []),
  ];
  const range = ranges.of((findings[0] ?? services[0])!.place);
  return { contents: { kind: style.kind, value: parts.join(style.rule) }, range };
}

/** What is wrong, what to do, and what it does to the service unless that is `told` already. */
function findingText(
  { message, remedy, check, severity, service }: Finding,
  snapshot: Snapshot,
  told: ReadonlySet<string>,
  style: Style,
): string {
  const { words, code, strong } = style;
  const about = snapshot.judged!.report.services.find((one) => serviceKey(one.service) === service);
  return [
    strong(words(message)),
    `To do: ${words(remedy)}`,
    ...(about && !told.has(service!) ? [verdictLine(about, style)] : []),
    `${code(check)} · ${severity}`,
  ].join('\n\n');
}

/** What is left to say of a check: examples and ways to accept it stay with `swarm-lint explain` and the code actions. */
const SECTIONS: ReadonlySet<string> = new Set(['Why', 'What counts', 'What stays quiet', 'Sources']);

function explanation(id: string, { page }: Style): string {
  const known = checks.get(id);
  if (!known) return '';
  let section = '';
  const parts = explain(known.rule, known.check).filter(({ kind, text }) => {
    if (kind === 'heading') section = text;
    return SECTIONS.has(section);
  });
  return page(parts);
}
