/** Form controls that choose findings. Hidden until the script is there to listen to them. */
import type { Finding } from '../../engine/report.ts';
import type { Severity } from '../../kit/index.ts';
import type { ReportContext } from '../context.ts';
import { serviceNameOf } from '../summary.ts';
import { type Markup, markup } from './markup.ts';
import { type Anchors, severityTerms } from './terms.ts';

/** Values with how often they occur, in the order of the alphabet. */
function counted(values: readonly string[]): readonly (readonly [value: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}

const option = (value: string, label: string, count: number): Markup =>
  markup`<option value="${value}">${label} (${count})</option>`;

const choice = (name: string, label: string, all: string, options: readonly Markup[]): Markup =>
  markup`<label>${label} <select name="${name}"><option value="*">${all}</option>${options}</select></label>
`;

function serviceOptions(findings: readonly Finding[], { severalStacks }: Anchors): readonly Markup[] {
  const services = counted(findings.map(({ service }) => service ?? ''));
  const own = (all: typeof services): readonly Markup[] =>
    all.map(([key, count]) => option(key, key === '' ? 'of no single service' : serviceNameOf(key), count));
  if (!severalStacks) return own(services);
  const stackOf = (key: string): string => (key === '' ? '' : key.slice(0, -serviceNameOf(key).length - 1));
  return counted(services.map(([key]) => stackOf(key))).map(([stack]) => {
    const options = own(services.filter(([key]) => stackOf(key) === stack));
    return stack === '' ? markup`${options}` : markup`<optgroup label="${stack}">${options}</optgroup>`;
  });
}

export function filters(findings: readonly Finding[], { rules }: ReportContext, anchors: Anchors): Markup {
  const open = findings.filter(({ suppressed }) => suppressed === undefined);
  const severities: readonly Severity[] = ['error', 'warning', 'info'];
  const accepted = findings.length - open.length;
  const factors = rules.filter(({ factor }) => findings.some((one) => one.factor === factor));
  return markup`<form id="filters" class="only-script" hidden role="search" aria-label="Filter findings">
<label class="wide">Search <kbd aria-hidden="true">/</kbd> <input type="search" name="text" autocomplete="off" placeholder="message, path, fix"></label>
${choice('service', 'Service', 'all services', serviceOptions(findings, anchors))}
${choice(
  'factor',
  'Factor',
  'all factors',
  factors.map(({ factor, title }) =>
    option(String(factor), `${factor} ${title}`, findings.filter((one) => one.factor === factor).length),
  ),
)}
${choice(
  'check',
  'Check',
  'all checks',
  counted(findings.map(({ check }) => check)).map(([check, count]) => option(check, check, count)),
)}
<fieldset><legend class="hidden">Severity</legend>${severities.map((severity) => {
    const { tone, symbol } = severityTerms[severity];
    const count = open.filter((one) => one.severity === severity).length;
    return markup`<label class="tick"><input type="checkbox" name="${severity}" checked> <span class="${tone}" aria-hidden="true">${symbol}</span> ${severity} (${count})</label> `;
  })}${accepted > 0 && markup`<label class="tick"><input type="checkbox" name="accepted"> accepted (${accepted})</label> `}</fieldset>
<div class="actions"><output name="count" aria-live="polite"></output> <button type="button" name="unfold">Unfold all</button> <button type="button" name="fold">Fold all</button> <button type="reset">Reset</button></div>
</form>`;
}
