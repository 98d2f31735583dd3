/** The checks as SARIF rules: all of them, for GitHub wants the list to change with the tool and not with the repository. */
import { effects } from '../docs/explain.ts';
import { codeBlock } from '../docs/markdown.ts';
import type { Check, Confidence, Rule, Severity } from '../kit/index.ts';
import type { FileTree } from '../source/index.ts';
import { referencesOf } from './reference.ts';

/** SARIF has no info. */
export const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/** `problem.severity` and `precision` are what GitHub sorts alerts by. */
const PROBLEMS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'recommendation' };
const PRECISIONS: Readonly<Record<Confidence, string>> = { high: 'high', medium: 'medium', low: 'low' };

const filesOf = (tree: FileTree): string =>
  Object.entries(tree)
    .map(([path, content]) => `\`${path}\`\n\n${codeBlock(path, content)}`)
    .join('\n\n');

const linkOf = (address: string): string => `- <${address}>`;

/** What GitHub shows below an alert; the title of the rule stands above it already. */
const markdownOf = (rule: Rule, check: Check): string =>
  [
    check.rationale,
    `**What to do.** ${check.remedy}`,
    `Effect on the verdict: ${effects[check.effect]}.`,
    '### Goes wrong',
    filesOf(check.examples.bad),
    '### Goes well',
    filesOf(check.examples.good),
    '### Accepting it',
    `In a comment above the place: \`# swarm-lint-ignore ${check.id} -- the reason\``,
    '### Read more',
    [rule.address, ...(check.references ?? [])].map(linkOf).join('\n'),
  ].join('\n\n');

const ruleOf = (rule: Rule, check: Check, address: string) => ({
  id: check.id,
  shortDescription: { text: check.title },
  fullDescription: { text: check.rationale },
  helpUri: address,
  help: { text: `${check.rationale}\n\nWhat to do: ${check.remedy}`, markdown: markdownOf(rule, check) },
  defaultConfiguration: { level: LEVELS[check.severity] },
  properties: {
    precision: PRECISIONS[check.confidence],
    'problem.severity': PROBLEMS[check.severity],
    tags: ['docker-swarm', 'twelve-factor', rule.id],
  },
});

export function sarifRules(rules: readonly Rule[]) {
  const addressOf = referencesOf(rules);
  return rules.flatMap((rule) => rule.checks.map((check) => ruleOf(rule, check, addressOf(check.id) ?? rule.address)));
}
