import type { Rule } from '../kit/index.ts';

/** The page that says most about a check: its first reference, or that of its factor. Unknown checks have none. */
export function referencesOf(rules: readonly Rule[]): (check: string) => string | undefined {
  const addresses = new Map(
    rules.flatMap((rule) => rule.checks.map((check) => [check.id as string, check.references?.[0] ?? rule.address])),
  );
  return (check) => addresses.get(check);
}
