/** The checks as SARIF rules: all of them, for GitHub wants the list to change with the tool and not with the repository. */
import { explain } from '../docs/explain.ts';
import { partsMarkdown } from '../docs/parts-markdown.ts';
import type { Check, Confidence, Rule, Severity } from '../kit/index.ts';
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

/** What GitHub shows below an alert; the title of the rule stands above it already. */
const markdownOf = (rule: Rule, check: Check): string =>
  partsMarkdown(
    explain(rule, check).filter(({ kind }) => kind !== 'title'),
    '##',
  );

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
