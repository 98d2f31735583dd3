/** What is not known, what was passed over, how the factors fare, and our own faults. */
import type { FactorGrade, PlacedGap, Report } from '../../engine/report.ts';
import { plural } from '../../kit/index.ts';
import { type Markup, markup, prose } from './markup.ts';
import { type Anchors, placeCode } from './terms.ts';

const tone = (score: number): string => (score >= 90 ? 'good' : score >= 60 ? 'warn' : 'bad');

function factorRow({ factor, title, asked, failed, score }: FactorGrade): Markup {
  const shown =
    score === undefined
      ? markup`<td class="number quiet">–</td><td></td>`
      : markup`<td class="number">${Math.round(score)}</td><td><svg class="bar ${tone(score)}" width="160" height="10" aria-hidden="true"><rect class="track" width="160" height="10" rx="5"/><rect class="filled" width="${Math.round(score * 1.6)}" height="10" rx="5"/></svg></td>`;
  return markup`<tr><th scope="row"><span class="quiet">${factor}</span> ${title}</th>${shown}<td class="number">${asked}</td><td class="number">${failed}</td></tr>
`;
}

export const factorsSection = ({ factors }: Report): Markup | false =>
  factors.length > 0 &&
  markup`<section id="factors" aria-labelledby="factors-title">
<h2 id="factors-title">Twelve factors</h2>
<div class="scroll" role="region" aria-label="Scores of the factors" tabindex="0"><table class="factors">
<thead><tr><th scope="col">Factor</th><th scope="col" class="number">Score</th><td></td><th scope="col" class="number">Asked</th><th scope="col" class="number">Failed</th></tr></thead>
<tbody>
${factors.map(factorRow)}</tbody></table></div>
</section>`;

export function gapsSection({ gaps }: Report, anchors: Anchors): Markup | false {
  if (gaps.length === 0) return false;
  const byReason = new Map<string, PlacedGap[]>();
  for (const gap of gaps) byReason.set(gap.why, [...(byReason.get(gap.why) ?? []), gap]);
  return markup`<section id="gaps" aria-labelledby="gaps-title">
<h2 id="gaps-title">Not known</h2>
<p class="quiet">${plural(gaps.length, 'place')} could not be read or decided. Nothing here is scored.</p>
<ul>${[...byReason].map(
    ([why, own]) =>
      markup`<li>${prose(why)}<ul class="places">${own.map(({ place, service }) => markup`<li>${placeCode(place)}${service !== undefined && markup` <span class="quiet">${anchors.nameOf(service)}</span>`}</li>`)}</ul></li>
`,
  )}</ul>
</section>`;
}

export const passedOverSection = ({ passedOver }: Report): Markup | false =>
  passedOver.length > 0 &&
  markup`<section id="passed-over" aria-labelledby="passed-over-title">
<h2 id="passed-over-title">Passed over</h2>
<ul>${passedOver.map(({ path, why }) => markup`<li><code>${path}</code> ${prose(why)}</li>`)}</ul>
</section>`;

export const faultsSection = ({ faults }: Report): Markup | false =>
  faults.length > 0 &&
  markup`<section id="faults" aria-labelledby="faults-title" class="bad">
<h2 id="faults-title">Faults of swarm-lint itself</h2>
<p>This report is incomplete.</p>
<ul>${faults.map(({ what, error }) => markup`<li><code>${what}</code> ${error}</li>`)}</ul>
</section>`;
