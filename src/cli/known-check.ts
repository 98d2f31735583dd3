import { rules } from '../../rules/index.ts';
import type { Check, Rule } from '../kit/index.ts';
import { suggestion } from './nearest.ts';
import { UsageError } from './streams.ts';

/** The check with this id and its rule; an unknown id is wrong usage. */
export function knownCheck(id: string): { readonly rule: Rule; readonly check: Check } {
  for (const rule of rules) {
    const check = rule.checks.find((one) => one.id === id);
    if (check !== undefined) return { rule, check };
  }
  const ids = rules.flatMap(({ checks }) => checks.map((check) => check.id as string));
  throw new UsageError(`unknown check "${id}".${suggestion(id, ids)} "swarm-lint rules" lists all checks.`);
}
