/** What was predicted and what was measured, as a page that loads nothing. */
import type { Proof, ProvedObligation, ProvedService } from '../../prove/index.ts';
import { type Markup, markup, prose, trusted } from '../html/markup.ts';
import { style } from '../html/style.ts';
import { countsOf, factsOf, relationWords, sorted } from './rows.ts';

/** Nothing but the style that stands in the page itself. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const marks: Readonly<Record<string, readonly [tone: string, symbol: string, word: string]>> = {
  met: ['good', '✓', 'met'],
  failed: ['bad', '✗', 'failed'],
  weak: ['warn', '!', 'weak'],
  'not-evaluated': ['open', '?', 'not known'],
  'not-measured': ['calm', '–', 'not measured'],
};

function mark(status: string): Markup {
  const [tone, symbol, word] = marks[status] ?? marks['not-evaluated']!;
  return markup`<span class="mark ${tone}" role="img" aria-label="${word}">${symbol}</span>`;
}

const row = ({ title, predicted, measured, relation }: ProvedObligation): Markup =>
  markup`<tr><th scope="row">${title}</th><td>${mark(predicted.status)} ${prose(predicted.text)}</td><td>${mark(measured.status)} ${prose(measured.text)}</td><td class="${relation === 'refuted' ? 'bad' : 'quiet'}"><span class="${relation === 'refuted' && 'bad'}">${relationWords[relation]}</span></td></tr>
`;

const section = (service: ProvedService): Markup =>
  markup`<section><h2>${service.name} <span class="badge">${service.verdict ?? 'no verdict'}</span></h2>
${service.observed.image !== undefined && markup`<p class="quiet place">${service.observed.image}</p>`}
<div class="scroll"><table class="factors"><thead><tr><th scope="col">Obligation</th><th scope="col">The files say</th><th scope="col">The Swarm showed</th><th scope="col">Together</th></tr></thead><tbody>
${sorted(service).map(row)}</tbody></table></div>
<ul>${factsOf(service.observed).map(({ title, text }) => markup`<li><b>${title}</b>: ${text}</li>`)}</ul></section>
`;

const list = (title: string, items: readonly string[]): Markup | false =>
  items.length > 0 &&
  markup`<section><h2>${title}</h2><ul>${items.map((item) => markup`<li>${prose(item)}</li>`)}</ul></section>
`;

export function proofHtml({ observed, services, disagreements }: Proof, version: string): string {
  const { swarm, deploy } = observed;
  const counts = countsOf(services).filter(([, count]) => count > 0);
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>swarm-lint prove: ${observed.files.join(' + ')}</title>
<style>${trusted(style)}</style>
</head>
<body>
<header>
<div class="headline"><div><h1>${observed.files.join(' + ')} on ${swarm.asked}, ${swarm.nodes} ${swarm.nodes === 1 ? 'node' : 'nodes'}, engine ${swarm.engine}</h1>
<p class="sentence">${disagreements.length === 0 ? 'Nothing that was measured contradicts the verdict' : `${disagreements.length} ${disagreements.length === 1 ? 'prediction does' : 'predictions do'} not hold on this Swarm`}</p>
<ul class="chips">${counts.map(([relation, count]) => markup`<li class="${relation === 'refuted' ? 'bad' : relation === 'open' ? 'calm' : 'good'}">${count} ${relationWords[relation]}</li>`)}</ul></div></div>
</header>
<main id="main">
${!deploy.accepted && list('Swarm did not accept the stack', [deploy.said])}
${list('Disagreements', disagreements)}
${services.map(section)}
${list('Limits of this measurement', observed.remarks)}
${list('Left behind', observed.left)}
${observed.interrupted && markup`<p class="warn">Ended early: what was not reached is not measured.</p>`}
</main>
<footer>Made by swarm-lint ${version}. What was deployed to find out has been removed.</footer>
</body>
</html>
`.html;
}
