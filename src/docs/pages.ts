/** Prints every page and table from the words of the checks. Pure: `write.ts` puts them on disk, a test compares. */
import type { Check, Rule } from '../kit/index.ts';
import type { FileTree } from '../source/index.ts';
import { effects, severityWords } from './explain.ts';
import { cell, codeBlock } from './markdown.ts';

const GENERATED = '<!-- Printed from the checks by `npm run docs`. Change the check, not this page. -->';

export const START = '<!-- checks:start -->';
export const END = '<!-- checks:end -->';

const anchorOf = (check: Check): string => check.id.slice(check.id.indexOf('/') + 1);
const filesOf = (tree: FileTree): string =>
  Object.entries(tree)
    .map(([path, content]) => `\`${path}\`\n\n${codeBlock(path, content)}`)
    .join('\n\n');

function checkSection(rule: Rule, check: Check): string {
  const references = [rule.address, ...(check.references ?? [])].map((address) => `- <${address}>`);
  return [
    `## ${anchorOf(check)}`,
    `**${check.title}.** Severity: ${severityWords(check)}. Confidence: up to ${check.confidence}. Effect on the verdict: ${effects[check.effect]}. Since ${check.since}.`,
    `**Why.** ${check.rationale}`,
    `**What to do.** ${check.remedy}`,
    '### Goes wrong',
    filesOf(check.examples.bad),
    '### Goes well',
    filesOf(check.examples.good),
    '### Accepting it',
    'In a comment above the place, or in the service, with a reason:',
    codeBlock(
      'stack.yml',
      `# swarm-lint-ignore ${check.id} -- the reason\n\nx-swarm-lint:\n  ignore:\n    ${check.id}: the reason`,
    ),
    '### Read more',
    references.join('\n'),
  ].join('\n\n');
}

/** `rules/docs/<factor>.md` */
export function factorPage(rule: Rule): string {
  const list = rule.checks.map((check) => `- [${anchorOf(check)}](#${anchorOf(check)}): ${check.title}`).join('\n');
  const head = [
    GENERATED,
    `# ${rule.factor}. ${rule.title}`,
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
        `${rule.factor}. ${rule.title}`,
        `[${check.id}](${pages}/${rule.id}.md#${anchorOf(check)})`,
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
    `${count} checks in twelve factors. \`swarm-lint explain CHECK\` shows a page in the terminal. Confidence is the highest a finding of the check can have; effect is what a finding does to the verdict of its service:`,
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
    ...Object.fromEntries(rules.map((rule) => [`rules/docs/${rule.id}.md`, factorPage(rule)])),
  };
}
