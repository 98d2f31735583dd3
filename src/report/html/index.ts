/** The report as one page that needs no network: nothing is loaded, everything is shown without the script. */
import type { Report } from '../../engine/report.ts';
import type { ReportContext } from '../context.ts';
import type { Format } from '../index.ts';
import { clusterSection } from './cluster.ts';
import { findingsSection } from './findings.ts';
import { headline } from './headline.ts';
import { type Markup, markup, trusted } from './markup.ts';
import { matrixSection } from './matrix.ts';
import { policyFor } from './policy.ts';
import { factorsSection, faultsSection, gapsSection, passedOverSection } from './remarks.ts';
import { script } from './script.ts';
import { servicesSection } from './services.ts';
import { style } from './style.ts';
import { anchorsOf } from './terms.ts';
import { topologySection } from './topology/index.ts';

interface Section {
  readonly id: string;
  readonly title: string;
  /** `false`: there is nothing to say. */
  readonly content: Markup | false;
}

function sectionsOf(report: Report, context: ReportContext): readonly Section[] {
  const anchors = anchorsOf(report);
  return [
    { id: 'faults', title: 'Faults', content: faultsSection(report) },
    { id: 'readiness', title: 'Readiness', content: matrixSection(report, anchors) },
    { id: 'nodes', title: 'Nodes', content: clusterSection(context.facts.live) },
    { id: 'topology', title: 'Topology', content: topologySection(report, context.facts, anchors) },
    { id: 'findings', title: 'Findings', content: findingsSection(report, context, anchors) },
    { id: 'evidence', title: 'Evidence', content: servicesSection(report, anchors) },
    { id: 'factors', title: 'Twelve factors', content: factorsSection(report) },
    { id: 'gaps', title: 'Not known', content: gapsSection(report, anchors) },
    { id: 'passed-over', title: 'Passed over', content: passedOverSection(report) },
  ].filter(({ content }) => content !== false);
}

const page =
  (policy: string): Format =>
  (report, context) => {
    const sections = sectionsOf(report, context);
    return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>swarm-lint${context.root !== '.' && `: ${context.root}`}</title>
<style>${trusted(style)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<header>
<div class="top"><nav aria-label="Sections">${sections.map(({ id, title }) => markup`<a href="#${id}">${title}</a> `)}</nav><button type="button" id="theme" class="only-script" hidden>Light or dark</button></div>
${headline(report, context.root)}
</header>
<main id="main">
${sections.map(
  ({ content }) => markup`${content}
`,
)}</main>
<footer>Made by swarm-lint ${context.version}. A verdict answers: if this service is scaled to several replicas on Docker Swarm, what happens?</footer>
<script>${trusted(script)}</script>
</body>
</html>
`.html;
  };

let loaded: Promise<Format> | undefined;

/** Digests cannot be computed at once, so they are when the format is first loaded. */
export function loadHtml(): Promise<Format> {
  loaded ??= policyFor(style, script).then(page);
  return loaded;
}
