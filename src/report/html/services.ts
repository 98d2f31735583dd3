/** The evidence behind the matrix, service by service. */
import type { ObligationResult, ObligationStatus, Report, ServiceReport } from '../../engine/report.ts';
import { serviceKey } from '../../kit/index.ts';
import { type Markup, markup, prose } from './markup.ts';
import { evidenceAnchor } from './matrix.ts';
import { type Anchors, mark, placeCode, statusTerms, verdictTerm } from './terms.ts';

const RANK: readonly ObligationStatus[] = ['failed', 'weak', 'not-evaluated', 'met', 'not-applicable'];

function evidence(result: ObligationResult, service: string, anchors: Anchors): Markup {
  const term = statusTerms[result.status];
  const links = [...new Set(result.findings.flatMap((one) => anchors.ofFinding(one) ?? []))];
  return markup`<li id="${evidenceAnchor(service, result.id)}">${mark(term)} <span><strong>${result.title}</strong> <span class="hidden">${term.word}: </span>${prose(result.text)} ${result.place && placeCode(result.place)}${links.map((link, at) => markup` <a href="#${link}">${links.length === 1 ? 'finding' : `finding ${at + 1}`}</a>`)}</span></li>
`;
}

const isOpen = ({ status }: ObligationResult): boolean => RANK.indexOf(status) < 3;

/** What to fix, the fewest findings that do it: a link for each, named by its check. */
function way({ wayOut }: ServiceReport, checks: ReadonlyMap<string, string>, anchors: Anchors): Markup | false {
  if (wayOut === undefined) return false;
  const step = (label: string, fingerprints: readonly string[]): Markup | false =>
    fingerprints.length > 0 &&
    markup`<p><b>${label}</b> ${fingerprints.map((one, at) => markup`${at > 0 && ', '}<a href="#${anchors.ofFinding(one) ?? 'findings'}">${checks.get(one) ?? one}</a>`)}</p>`;
  const first = wayOut.conditional ?? [];
  return markup`${step('To be conditional, fix', first)}${step(
    first.length > 0 ? 'To be ready, also' : 'To be ready, fix',
    wayOut.ready.filter((one) => !first.includes(one)),
  )}`;
}

function servicePart(one: ServiceReport, checks: ReadonlyMap<string, string>, anchors: Anchors): Markup {
  const { service, obligations, place } = one;
  const key = serviceKey(service);
  const anchor = anchors.ofService(key) ?? '';
  const term = verdictTerm(one);
  const ordered = RANK.flatMap((status) => obligations.filter((result) => result.status === status));
  const open = obligations.filter(isOpen).length;
  const asked = obligations.filter(({ status }) => status !== 'not-applicable').length;
  return markup`<details class="card" id="${anchor}">
<summary>${mark(term)} <strong>${anchors.nameOf(key)}</strong> <span class="${term.tone}">${term.word}</span> <span class="quiet">${open > 0 ? `· ${open} of ${asked} obligations open` : '· nothing open'}</span></summary>
<p class="quiet">${service.role.value}: ${prose(service.role.why ?? '')} ${placeCode(place)} <a class="only-script" hidden href="#findings" data-of-service="${key}">its findings</a></p>
${one.bounds.length > 0 && markup`<p>Replicas: ${one.bounds.map(({ text, place: where }, at) => markup`${at > 0 && '; '}${prose(text)} ${placeCode(where)}`)}</p>`}
${way(one, checks, anchors)}
<ul class="evidence">
${ordered.map((result) => evidence(result, anchor, anchors))}</ul>
</details>
`;
}

export function servicesSection({ services, findings }: Report, anchors: Anchors): Markup | false {
  if (services.length === 0) return false;
  const checks = new Map(findings.map(({ fingerprint, check }) => [fingerprint, check]));
  return markup`<section id="evidence" aria-labelledby="evidence-title">
<h2 id="evidence-title">Evidence</h2>
${services.map((one) => servicePart(one, checks, anchors))}</section>`;
}
