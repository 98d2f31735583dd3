/** What `explain` is asked about: a check, a verdict, an obligation or a factor. */
import { rules as factors } from '../../rules/index.ts';
import { checkData, ruleData } from '../docs/data.ts';
import { explain, type Part } from '../docs/explain.ts';
import { explainFactor, explainObligation, explainVerdict, obligationNames, verdictNames } from '../docs/topics.ts';
import { obligationWords, verdictWords } from '../docs/verdict-words.ts';
import { suppressionRule } from '../engine/index.ts';
import { suggestion } from './nearest.ts';
import { UsageError } from './streams.ts';

export interface Topic {
  readonly parts: readonly Part[];
  readonly data: object;
}

const rules = [...factors, suppressionRule];
const checks = rules.flatMap((rule) => rule.checks.map((check) => ({ rule, check })));
const tailOf = (id: string): string => id.slice(id.indexOf('/') + 1);

/** All names there are. */
export const topicNames: readonly string[] = [
  ...checks.map(({ check }) => check.id as string),
  ...verdictNames,
  ...obligationNames,
  ...rules.map(({ id }) => id),
];

/** The topic with this name. The second half of a check id is enough where one check has it; an unknown name is wrong usage. */
export function topicOf(given: string): Topic {
  const name = given.toLowerCase();
  const whole = checks.filter(({ check }) => check.id === name);
  const verdict = verdictNames.find((one) => one === name);
  if (verdict) return { parts: explainVerdict(verdict, rules), data: { verdict, ...verdictWords[verdict] } };
  const obligation = obligationNames.find((one) => one === name);
  if (obligation)
    return {
      parts: explainObligation(obligation, rules),
      data: {
        obligation,
        meaning: obligationWords[obligation],
        checks: checks.filter(({ check }) => check.obligation === obligation).map(({ check }) => check.id),
      },
    };
  const rule = rules.find(({ id, factor }) => id === name || String(factor) === name);
  if (rule) return { parts: explainFactor(rule), data: { ...ruleData(rule), checks: rule.checks.map(({ id }) => id) } };
  const found = whole.length > 0 ? whole : checks.filter(({ check }) => tailOf(check.id) === name);
  const [first] = found;
  if (first && found.length === 1)
    return {
      parts: explain(first.rule, first.check),
      data: { ...checkData(first.check), factor: first.rule.factor, examples: first.check.examples },
    };
  if (first)
    throw new UsageError(`"${given}" is the name of several checks: ${found.map(({ check }) => check.id).join(', ')}.`);
  throw new UsageError(
    `unknown check "${given}".${suggestion(given, topicNames)} "swarm-lint rules" lists all checks; verdicts, obligations and factors can be explained, too.`,
  );
}
