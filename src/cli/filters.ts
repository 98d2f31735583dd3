/** Which checks `swarm-lint rules` lists. Values of one option widen the list, options narrow it. */
import { obligations } from '../engine/index.ts';
import type { Check, Rule } from '../kit/index.ts';
import { suggestion } from './nearest.ts';
import { UsageError } from './streams.ts';

/** Options as they were given; absent: not at all. */
export interface Filters {
  readonly factor?: readonly string[];
  readonly severity?: readonly string[];
  readonly effect?: readonly string[];
  readonly confidence?: readonly string[];
  readonly obligation?: readonly string[];
  readonly search?: readonly string[];
}

const roman = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii'];

interface Filter {
  /** Values that are known, as they are suggested; absent: any text. */
  readonly known?: (rules: readonly Rule[]) => readonly string[];
  /** Other spellings of a known value. */
  readonly reads?: (text: string, rules: readonly Rule[]) => string | undefined;
  readonly matches: (value: string, check: Check, rule: Rule) => boolean;
}

const filters: Readonly<Record<keyof Filters, Filter>> = {
  factor: {
    known: (rules) => rules.map(({ id }) => id),
    reads: (text, rules) =>
      rules.find(({ factor, title }) => [String(factor), roman[factor - 1], title.toLowerCase()].includes(text))?.id,
    matches: (value, _check, rule) => rule.id === value,
  },
  severity: {
    known: () => ['error', 'warning', 'info'],
    matches: (value, { severity, activeSeverity }) => [severity, activeSeverity].includes(value as Check['severity']),
  },
  effect: {
    known: () => ['break', 'block', 'degrade', 'cap', 'none'],
    matches: (value, { effect }) => effect === value,
  },
  confidence: {
    known: () => ['high', 'medium', 'low'],
    matches: (value, { confidence }) => confidence === value,
  },
  obligation: {
    known: () => obligations.map(({ id }) => id),
    matches: (value, { obligation }) => obligation === value,
  },
  search: {
    matches: (value, check) =>
      [check.id, check.title, check.rationale, check.evidence, check.remedy, ...check.traps].some((text) =>
        text.toLowerCase().includes(value),
      ),
  },
};

/** The rules with the checks that match; rules without any are left out. Throws `UsageError` on a value nobody knows. */
export function filtered(rules: readonly Rule[], given: Filters): readonly Rule[] {
  const chosen = (Object.keys(filters) as (keyof Filters)[]).flatMap((name) => {
    const values = given[name]?.map((text) => checkedValue(name, text, rules));
    return values ? [{ filter: filters[name], values }] : [];
  });
  if (chosen.length === 0) return rules;
  return rules.flatMap((rule) => {
    const checks = rule.checks.filter((check) =>
      chosen.every(({ filter, values }) => values.some((value) => filter.matches(value, check, rule))),
    );
    return checks.length > 0 ? [{ ...rule, checks }] : [];
  });
}

function checkedValue(name: keyof Filters, given: string, rules: readonly Rule[]): string {
  const { known, reads } = filters[name];
  const text = given.trim().toLowerCase();
  if (text === '') throw new UsageError(`--${name} was given nothing.`);
  const values = known?.(rules);
  if (!values || values.includes(text)) return text;
  const other = reads?.(text, rules);
  if (other !== undefined) return other;
  throw new UsageError(`unknown --${name} "${given}".${suggestion(given, values)} Known: ${values.join(', ')}.`);
}
