/** The readiness matrix: services by obligations. */
import type { ObligationResult, Report, ServiceReport } from '../../engine/report.ts';
import { serviceKey } from '../../kit/index.ts';
import { type Markup, markup } from './markup.ts';
import { type Anchors, mark, replicasText, statusTerms, verdictTerm } from './terms.ts';

/** Titles by id, in the order the services have them. */
function columnsOf(services: readonly ServiceReport[]): ReadonlyMap<string, string> {
  return new Map(services.flatMap(({ obligations }) => obligations.map(({ id, title }) => [id, title] as const)));
}

/** Where the evidence of an obligation stands. */
export const evidenceAnchor = (service: string, obligation: string): string => `${service}-${obligation}`;

function cell(result: ObligationResult | undefined, title: string, service: string, anchors: Anchors): Markup {
  if (result === undefined) return markup`<td class="calm"></td>`;
  const term = statusTerms[result.status];
  if (result.status === 'not-applicable')
    return markup`<td class="calm" title="${`${title}: ${result.text}`}"><span class="hidden">${term.word}</span><span aria-hidden="true">${term.symbol}</span></td>`;
  const finding = result.findings.map(anchors.ofFinding).find((one) => one !== undefined);
  const link = finding ?? evidenceAnchor(service, result.id);
  return markup`<td class="${term.tone}"><a href="#${link}" title="${`${title}: ${result.text}`}"><span class="hidden">${`${title}: ${term.word}`}</span><span aria-hidden="true">${term.symbol}</span></a></td>`;
}

function row(one: ServiceReport, columns: ReadonlyMap<string, string>, anchors: Anchors): Markup {
  const key = serviceKey(one.service);
  const anchor = anchors.ofService(key) ?? '';
  const term = verdictTerm(one);
  const results = new Map(one.obligations.map((result) => [result.id as string, result]));
  return markup`<tr><th scope="row"><a href="#${anchor}">${one.service.name}</a> <span class="quiet">${one.service.role.value}</span></th><td class="verdict ${term.tone}">${mark(term)} ${term.word}</td><td class="number" title="${one.bounds.map(({ text }) => text).join('; ')}">${replicasText(one)}${one.maxSafeReplicas !== undefined && ` → ${one.maxSafeReplicas}`}</td><td class="number">${Math.round(one.coverage * 100)} %</td><td class="number">${one.score === undefined ? '–' : one.score}</td>${[...columns].map(([id, title]) => cell(results.get(id), title, anchor, anchors))}</tr>
`;
}

export function matrixSection({ services }: Report, anchors: Anchors): Markup | false {
  if (services.length === 0) return false;
  const columns = columnsOf(services);
  const stacks = [...new Set(services.map(({ service }) => service.stack))];
  const width = 5 + columns.size;
  return markup`<section id="readiness" aria-labelledby="readiness-title">
<h2 id="readiness-title">Readiness</h2>
<p class="quiet legend">${Object.values(statusTerms).map((term) => markup`<span><span class="${term.tone}">${term.symbol}</span> ${term.word}</span> `)}<span>Replicas: now → at most safe, where there is a bound</span></p>
<div class="scroll" role="region" aria-label="Readiness matrix" tabindex="0"><table class="matrix">
<thead><tr><th scope="col">Service</th><th scope="col">Verdict</th><th scope="col" class="number">Replicas</th><th scope="col" class="number">Coverage</th><th scope="col" class="number">Score</th>${[...columns.values()].map((title) => markup`<th scope="col" class="turned"><span>${title}</span></th>`)}</tr></thead>
${stacks.map(
  (stack) => markup`<tbody>
${anchors.severalStacks && markup`<tr class="group"><th scope="rowgroup" colspan="${width}"><code>${stack}</code></th></tr>`}
${services.filter(({ service }) => service.stack === stack).map((one) => row(one, columns, anchors))}</tbody>
`,
)}</table></div>
</section>`;
}
