/** Variables that choose a store, put to the environment of the service that runs the code. */
import type { CodeFact, StateFact, StoreChoice } from '../code.ts';
import type { ComposeService, NamedValue } from '../compose.ts';
import type { Instruction } from '../dockerfile.ts';
import type { Image } from '../model.ts';
import { isSameVariable } from '../variables.ts';

/** `open`: whether variables that are not seen here may be set all the same, by an env file the repository does not hold. */
export function settle(
  facts: readonly CodeFact[],
  environment: readonly NamedValue[],
  open: boolean,
): readonly CodeFact[] {
  const chosen = facts.map((fact) => {
    if (!('choice' in fact) || !fact.choice) return fact;
    const { choice } = fact;
    const set = environment.find(({ name }) => isSameVariable(name, choice.variable));
    const scope = set ? scopeOfValue(set.value?.value, choice) : open ? 'unknown' : (choice.unset ?? 'unknown');
    return { ...fact, scope };
  });
  const shared = new Set(
    chosen.flatMap((fact) => (isState(fact) && fact.scope === 'shared' && fact.guard === 'always' ? [fact.kind] : [])),
  );
  const undecided = new Set(
    chosen.flatMap((fact) =>
      isState(fact) &&
      ((fact.declares && fact.scope === 'unknown') || (fact.scope === 'shared' && fact.guard === 'conditional'))
        ? [fact.kind]
        : [],
    ),
  );
  return chosen
    .filter(
      (fact) =>
        !isState(fact) ||
        fact.scope === 'shared' ||
        // A framework's default gives way to the place the program names, and a place alone keeps nothing.
        !(fact.declares || (fact.unlessSet && shared.has(fact.kind))),
    )
    .map((fact) =>
      isState(fact) && fact.unlessSet && undecided.has(fact.kind) ? { ...fact, scope: 'unknown' as const } : fact,
    );
}

const isState = (fact: CodeFact): fact is StateFact => 'scope' in fact;

function scopeOfValue(value: string | undefined, { words, other }: StoreChoice): StateFact['scope'] {
  if (value === undefined) return 'unknown';
  const start = Object.keys(words).find((word) => value.startsWith(word));
  return start === undefined ? other : words[start]!;
}

/** `.env` of the application's own folder: programs read it themselves, and neither stack nor image need show what it holds. */
const dotenv = /(?:^|[\s/"'=])\.env(?:\.(?:production|prod|local))?(?:$|[\s"';&])/;

export const readsOwnDotenv = (service: ComposeService, image: Image | undefined): boolean =>
  [...service.mounts, ...service.configs, ...service.secrets].some(({ target }) => dotenv.test(target ?? '')) ||
  (image?.instructions ?? []).some((instruction) => makesDotenv(instruction));

function makesDotenv(instruction: Instruction): boolean {
  if (instruction.kind === 'run') return dotenv.test(instruction.script);
  if (instruction.kind !== 'copy' && instruction.kind !== 'add') return false;
  return [...instruction.sources, instruction.target].some(({ raw }) => dotenv.test(raw));
}
