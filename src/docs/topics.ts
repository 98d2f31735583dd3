/** Verdicts, obligations and factors in words, each with the checks that speak to it. */
import { obligations, type Verdict } from '../engine/index.ts';
import { type Check, numberedTitle, type Obligation, type Rule } from '../kit/index.ts';
import { address, explained, facts, heading, joined, lead, type Part, title, words } from './parts.ts';
import { obligationWords, verdictWords } from './verdict-words.ts';

export const verdictNames = Object.keys(verdictWords) as readonly Verdict[];
export const obligationNames: readonly Obligation[] = obligations.map(({ id }) => id);

const checksOf = (rules: readonly Rule[], keep: (check: Check) => boolean): readonly Check[] =>
  rules.flatMap(({ checks }) => checks.filter(keep));

const listOf = (name: string, checks: readonly Check[]): readonly Part[] =>
  checks.length === 0 ? [] : [heading(name), ...checks.map(({ id, title: about }) => explained(id, about))];

export function explainVerdict(verdict: Verdict, rules: readonly Rule[]): readonly Part[] {
  const { meaning, when, next, effect } = verdictWords[verdict];
  const earlier = verdictNames.slice(0, verdictNames.indexOf(verdict));
  return [
    title(verdict),
    lead(meaning),
    facts('Verdict on a service'),
    heading('When'),
    words(when),
    ...(earlier.length > 0 ? [words(`Decided after: ${joined(earlier)}.`)] : []),
    heading('What to do'),
    words(next),
    ...(effect === undefined
      ? []
      : listOf(
          `Checks whose findings have the effect ${effect}`,
          checksOf(rules, (check) => check.effect === effect),
        )),
  ];
}

export function explainObligation(id: Obligation, rules: readonly Rule[]): readonly Part[] {
  const roles = obligations.find((row) => row.id === id)?.roles;
  return [
    title(id),
    lead(obligationWords[id]),
    facts(`Obligation · asked of ${roles ? `services with the role ${roles.join(' or ')}` : 'every service'}`),
    heading('What becomes of it'),
    explained('failed', 'a finding breaks or blocks the service: it is undeployable or blocked'),
    explained('weak', 'a finding, or what was read, speaks against it: the service is conditional at best'),
    explained('not evaluated', 'what would show it cannot be read or decided: the service is conditional at best'),
    explained('met', 'it was looked for, and there is evidence'),
    ...listOf(
      'Checks that speak to it',
      checksOf(rules, (check) => check.obligation === id),
    ),
  ];
}

export const explainFactor = (rule: Rule): readonly Part[] => [
  title(numberedTitle(rule)),
  lead(rule.principle),
  facts(`${rule.factor === 0 ? 'Of no factor' : `Factor ${rule.factor} of twelve`} · ${rule.checks.length} checks`),
  heading('On Swarm'),
  words(rule.swarm),
  ...listOf('Checks', rule.checks),
  heading('Sources'),
  address(rule.address),
];
