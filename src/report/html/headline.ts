/** What somebody sees who looks for five seconds: a sentence, the score, the verdicts, the counts. */
import type { Report, ServiceReport, Verdict } from '../../engine/report.ts';
import { plural } from '../../kit/index.ts';
import { countBySeverity } from '../summary.ts';
import { type Markup, markup } from './markup.ts';
import { mark, severityTerms, verdictTerm } from './terms.ts';

const VERDICTS: readonly Pick<ServiceReport, 'verdict' | 'singleton'>[] = [
  { verdict: 'undeployable' },
  { verdict: 'blocked' },
  { verdict: 'singleton', singleton: 'broken' },
  { verdict: 'unknown' },
  { verdict: 'conditional' },
  { verdict: 'ready' },
  { verdict: 'singleton' },
];

/** The report in one sentence. */
export function sentenceFor({ services }: Report): string {
  const count = (...verdicts: readonly Verdict[]): number =>
    services.filter(({ verdict }) => verdicts.includes(verdict)).length;
  const broken = services.filter(({ singleton }) => singleton === 'broken').length;
  const of = (number: number): string =>
    services.length === 1 ? 'The service' : `${number} of ${services.length} services`;
  const are = (number: number): string => (services.length === 1 || number === 1 ? 'is' : 'are');
  if (services.length === 0) return 'No service to judge';
  const undeployable = count('undeployable');
  if (undeployable > 0) return `${of(undeployable)} cannot be deployed on Swarm`;
  const blocked = count('blocked');
  if (blocked > 0) return `${of(blocked)} cannot be scaled yet`;
  if (broken > 0) return `${of(broken)} ${are(broken)} not safe even as a single copy`;
  const unknown = count('unknown');
  if (unknown > 0)
    return `Nothing stands in the way that can be seen; ${of(unknown).toLowerCase()} could not be judged`;
  const conditional = count('conditional');
  if (conditional > 0)
    return `Everything scales; ${of(conditional).toLowerCase()} ${are(conditional)} not ready in every respect`;
  return 'Everything that is meant to scale is ready';
}

/** A ring that is filled as far as the score goes. */
function gauge(score: number): Markup {
  const tone = score >= 90 ? 'good' : score >= 60 ? 'warn' : 'bad';
  return markup`<div class="gauge ${tone}" role="img" aria-label="${`Score: ${score} of 100`}"><svg viewBox="0 0 36 36" width="92" height="92" aria-hidden="true"><circle class="track" cx="18" cy="18" r="15.9"/><circle class="filled" cx="18" cy="18" r="15.9" pathLength="100" stroke-dasharray="${score} 100" transform="rotate(-90 18 18)"/><text x="18" y="21.2" text-anchor="middle">${score}</text></svg><span class="small" aria-hidden="true">of 100</span></div>`;
}

export function headline(report: Report, root: string): Markup {
  const { errors, warnings, infos, accepted } = countBySeverity(report.findings);
  const verdicts = VERDICTS.flatMap((one) => {
    const own = report.services.filter(
      ({ verdict, singleton }) => verdict === one.verdict && (singleton === 'broken') === (one.singleton === 'broken'),
    );
    const term = verdictTerm(one);
    return own.length === 0
      ? []
      : [markup`<li class="${term.tone}">${mark(term)} <strong>${own.length}</strong> ${term.word}</li>`];
  });
  const counts = [
    [severityTerms.error, errors],
    [severityTerms.warning, warnings],
    [severityTerms.info, infos],
  ] as const;
  return markup`<div class="headline">
${report.score !== undefined && gauge(report.score)}
<div>
<h1><span class="quiet">swarm-lint</span> ${root === '.' ? '' : markup`<code>${root}</code>`}</h1>
<p class="sentence">${sentenceFor(report)}.</p>
<ul class="chips" aria-label="Verdicts">${verdicts}</ul>
<p class="counts">${counts.map(([term, count]) => markup`<span class="${count > 0 ? term.tone : 'quiet'}">${plural(count, term.word)}</span> `)}<span class="quiet">in ${plural(report.files, 'file')}${accepted > 0 && ` · ${accepted} accepted`}</span></p>
${report.services.length > 0 && markup`<p class="quiet">${report.score === undefined && 'No score: too little is known. '}Coverage ${Math.round(report.coverage * 100)} % · scalable services: ${report.scalable.ready} of ${report.scalable.of}</p>`}
</div>
</div>`;
}
