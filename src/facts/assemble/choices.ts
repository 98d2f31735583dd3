/** Variables that choose a store, put to the environment of the service that runs the code. */
import type { CodeFact, StateFact, StoreChoice } from '../code.ts';
import type { NamedValue } from '../compose.ts';

/** `open`: whether variables that are not seen here may be set all the same, by an env file the repository does not hold. */
export function settle(
  facts: readonly CodeFact[],
  environment: readonly NamedValue[],
  open: boolean,
): readonly CodeFact[] {
  return facts.map((fact) => {
    if (!('choice' in fact) || !fact.choice) return fact;
    const { choice } = fact;
    const set = environment.find(({ name }) => name === choice.variable);
    const scope = set ? scopeOfValue(set.value?.value, choice) : open ? 'unknown' : (choice.unset ?? 'unknown');
    return { ...fact, scope };
  });
}

function scopeOfValue(value: string | undefined, { words, other }: StoreChoice): StateFact['scope'] {
  if (value === undefined) return 'unknown';
  const start = Object.keys(words).find((word) => value.startsWith(word));
  return start === undefined ? other : words[start]!;
}
