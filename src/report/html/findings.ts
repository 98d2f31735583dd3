/** Every finding with its place, its reason and its remedy; the filters are added by the script. */
import type { Finding, Report } from '../../engine/report.ts';
import { plural, type Rule } from '../../kit/index.ts';
import type { ReportContext } from '../context.ts';
import { sourceLines } from '../source-lines.ts';
import { serviceNameOf } from '../summary.ts';
import { filters } from './filters.ts';
import { frame } from './frame.ts';
import { type Markup, markup, prose } from './markup.ts';
import { type Anchors, inOrder, mark, placeCode, severityTerms } from './terms.ts';

/** With more findings than this, only errors are open. */
const OPEN_FINDINGS = 30;

export const titlesOf = (rules: readonly Rule[]): ReadonlyMap<string, string> =>
  new Map(rules.flatMap(({ checks }) => checks.map(({ id, title }) => [id, title])));

interface Shown {
  readonly finding: Finding;
  readonly id: string | undefined;
  readonly title: string;
  readonly open: boolean;
  readonly frame: Markup | false;
}

function findingPart({ finding, id, title, open, frame }: Shown): Markup {
  const { check, severity, service, suppressed, notes } = finding;
  const term = severityTerms[severity];
  return markup`<li class="finding ${term.tone}"${id !== undefined && markup` id="${id}"`} data-severity="${severity}" data-service="${service ?? ''}" data-factor="${finding.factor}" data-check="${check}"${suppressed && markup` data-accepted`}><details${open && markup` open`}>
<summary>${mark(term)}<span class="what"><span class="hidden">${severity}: </span>${prose(finding.message)}<span class="where">${placeCode(finding.place)} <span class="quiet">${check}${service !== undefined && ` · ${serviceNameOf(service)}`}${finding.confidence !== 'high' && ` · ${finding.confidence} confidence`}</span>${suppressed && markup` <span class="badge">accepted</span>`}</span></span></summary>
<div class="more">
${frame}
${notes.length > 0 && markup`<ul class="notes">${notes.map(({ place, message }) => markup`<li>${placeCode(place)} ${prose(message)}</li>`)}</ul>`}
${suppressed && markup`<p><b>Accepted</b> by a ${suppressed.by === 'service' ? 'setting of the service' : 'comment'}: ${prose(suppressed.reason)}</p>`}
<p><b>Why</b> ${title !== '' && markup`${title}. `}${prose(finding.why)}</p>
<p><b>Fix</b> ${prose(finding.remedy)}${finding.fix && !suppressed && markup` <code>${finding.fix.safety === 'safe' ? '--fix' : '--fix-suggested'}</code> does it: ${prose(finding.fix.title)}.`}</p>
</div></details></li>
`;
}

export function findingsSection(report: Report, context: ReportContext, anchors: Anchors): Markup {
  const titles = titlesOf(context.rules);
  const lines = sourceLines(report, context.tree);
  const findings = inOrder(report.findings);
  const used = new Set<string>();
  const parts = findings.map((finding) => {
    const anchor = anchors.ofFinding(finding.fingerprint);
    const id = anchor === undefined || used.has(anchor) ? undefined : anchor;
    if (id !== undefined) used.add(id);
    return findingPart({
      finding,
      id,
      title: titles.get(finding.check) ?? '',
      open: !finding.suppressed && (findings.length <= OPEN_FINDINGS || finding.severity === 'error'),
      frame: frame(finding.place, lines),
    });
  });
  return markup`<section id="findings" aria-labelledby="findings-title">
<h2 id="findings-title">Findings</h2>
${findings.length === 0 ? markup`<p class="quiet">None: ${plural(report.asked, 'question')} asked.</p>` : filters(findings, context, anchors)}
<ol class="findings">
${parts}</ol>
<p id="none" class="quiet" hidden>No finding matches.</p>
</section>`;
}
