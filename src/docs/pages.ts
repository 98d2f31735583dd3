/** Prints every page and table from the words of the checks. Pure: `write.ts` puts them on disk, a test compares. */
import { type Check, numberedTitle, type Rule } from '../kit/index.ts';
import type { FileTree } from '../source/index.ts';
import { effects, explain, severityWords } from './explain.ts';
import { effectPage, obligationPage, severityPage, verdictPage } from './index-pages.ts';
import { anchorOf, cell, GENERATED, pageOf } from './markdown.ts';
import { partsMarkdown } from './parts-markdown.ts';

export const START = '<!-- checks:start -->';
export const END = '<!-- checks:end -->';

/** What golden projects did on a real Swarm: `npm run agreement` writes it, and `npm run docs` leaves it alone. */
export const measuredPage = 'rules/docs/agreement.md';

/** The page of `explain`, under the second half of the id. */
const checkSection = (rule: Rule, check: Check): string =>
  partsMarkdown(
    explain(rule, check).map((part) => (part.kind === 'title' ? { ...part, text: anchorOf(check.id) } : part)),
    '##',
  );

/** `rules/docs/<factor>.md` */
export function factorPage(rule: Rule): string {
  const list = rule.checks
    .map((check) => `- [${anchorOf(check.id)}](#${anchorOf(check.id)}): ${check.title} (${severityWords(check)})`)
    .join('\n');
  const head = [
    GENERATED,
    `# ${numberedTitle(rule)}`,
    '[All checks](../README.md)',
    `${rule.principle} On Swarm: ${rule.swarm}`,
    list === '' ? 'No checks yet.' : list,
  ];
  return `${[...head, ...rule.checks.map((check) => checkSection(rule, check))].join('\n\n')}\n`;
}

/** All checks of a factor per row group; `pages` is where the pages lie, seen from the table. */
export function checksTable(rules: readonly Rule[], pages: string): string {
  const rows = rules.flatMap((rule) =>
    rule.checks.map((check) =>
      [
        numberedTitle(rule),
        `[${check.id}](${pageOf(check.id, pages)})`,
        check.title,
        severityWords(check),
        check.confidence,
        check.effect,
      ]
        .map(cell)
        .join(' | '),
    ),
  );
  const head = ['factor', 'check', 'what it finds', 'severity', 'confidence', 'effect'];
  return [head.join(' | '), head.map(() => '---').join(' | '), ...rows].map((row) => `| ${row} |`).join('\n');
}

const effectList = Object.entries(effects)
  .map(([name, meaning]) => `- \`${name}\`: ${meaning}`)
  .join('\n');

/** `rules/README.md` */
export function rulesPage(rules: readonly Rule[]): string {
  const count = rules.reduce((sum, { checks }) => sum + checks.length, 0);
  return `${[
    GENERATED,
    '# Checks',
    `${count} checks in twelve factors, below by factor. The same [by severity](docs/by-severity.md), [by effect](docs/by-effect.md) on the verdict and [by obligation](docs/by-obligation.md); and [what the verdicts mean](docs/verdicts.md).`,
    '`swarm-lint explain CHECK` shows a page in the terminal, and `swarm-lint rules` lists and filters the checks.',
    'Everywhere: services of files for development are not judged, nor is code that only tests run; what cannot be read or decided is reported as a gap and never guessed. Confidence is the highest a finding of the check can have; effect is what a finding does to the verdict of its service:',
    effectList,
    checksTable(rules, 'docs'),
  ].join('\n\n')}\n`;
}

/** The text with the table put between the markers; unchanged when they are missing or in the wrong order. */
export function withTable(text: string, table: string): string {
  const start = text.indexOf(START);
  const end = text.indexOf(END);
  if (start === -1 || end < start) return text;
  return `${text.slice(0, start + START.length)}\n\n${table}\n\n${text.slice(end)}`;
}

/** Every generated page by its path; `readme` is the README as it is. */
export function pages(rules: readonly Rule[], readme: string): FileTree {
  return {
    'README.md': withTable(readme, checksTable(rules, 'rules/docs')),
    'rules/README.md': rulesPage(rules),
    'rules/docs/by-severity.md': severityPage(rules),
    'rules/docs/by-effect.md': effectPage(rules),
    'rules/docs/by-obligation.md': obligationPage(rules),
    'rules/docs/verdicts.md': verdictPage(),
    ...Object.fromEntries(rules.map((rule) => [`rules/docs/${rule.id}.md`, factorPage(rule)])),
  };
}
