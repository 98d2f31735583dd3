/** Variables that choose a store, put to the environment of the service that runs the code. */
import type { ChosenScope, CodeFact, Listen, SignalHandler, StateFact, StoreChoice } from '../code.ts';
import type { ComposeService, NamedValue } from '../compose.ts';
import type { Instruction } from '../dockerfile.ts';
import type { Image } from '../model.ts';
import { isSameVariable } from '../variables.ts';
import { joined } from './places.ts';

/** `open`: whether variables that are not seen here may be set all the same, by an env file the repository does not hold. */
export function settle(
  facts: readonly CodeFact[],
  environment: readonly NamedValue[],
  open: boolean,
): readonly CodeFact[] {
  const running = facts.flatMap((fact) => underProfile(fact, environment));
  const own = withoutDefaults(withoutReplaced(running, environment));
  const chosen = joined(
    own.flatMap((fact): readonly CodeFact[] => {
      if (!('choice' in fact) || !fact.choice) return [fact];
      const { choice } = fact;
      const scope = chosenIn(choice, environment, open);
      if (scope === 'none') return [];
      const set = environment.find(({ name }) => isSameVariable(name, choice.variable));
      // A name that the environment gives is looked up as one that is written.
      const refers = set?.value?.value ?? (set || open ? undefined : fact.refers);
      return [{ ...fact, scope, ...(fact.refers === undefined ? {} : { refers }) }];
    }),
  );
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

/** A profile is on or off as soon as the variable that lists profiles is known. */
function underProfile(fact: CodeFact, environment: readonly NamedValue[]): readonly CodeFact[] {
  const { profile } = fact;
  const set = profile && environment.find(({ name }) => name === profile.variable);
  const text = set?.value?.value;
  if (!profile || text === undefined || fact.guard === 'test') return [fact];
  const on = text.split(/[\s,]+/).map((name) => name.toLowerCase());
  const holds = profile.names.some((name) => (name.startsWith('!') ? !on.includes(name.slice(1)) : on.includes(name)));
  return holds ? [{ ...fact, guard: 'always' }] : [];
}

/** What a key says under a profile takes the place of what it says without one, and a variable that of the text around a read. */
function withoutReplaced(facts: readonly CodeFact[], environment: readonly NamedValue[]): readonly CodeFact[] {
  const keys = new Map<string, number>();
  for (const fact of facts)
    if (isState(fact) && fact.key !== undefined && fact.guard === 'always')
      keys.set(fact.key, Math.max(keys.get(fact.key) ?? 0, layerOf(fact)));
  return facts.filter((fact) => {
    if (fact.kind === 'env-read' && fact.replacedBy) return !environment.some(({ name }) => name === fact.replacedBy);
    return !isState(fact) || fact.key === undefined || layerOf(fact) >= (keys.get(fact.key) ?? 0);
  });
}

/** A framework's default lies below what is written, and that below what is written for a profile. */
const layerOf = ({ profile, unlessSet }: StateFact): number => (profile ? 2 : unlessSet ? 0 : 1);

/** Where the program itself says where it listens and how it stops, the framework's defaults do not hold. */
function withoutDefaults(facts: readonly CodeFact[]): readonly CodeFact[] {
  const said = new Set(
    facts.flatMap((fact) => (mayBeDefault(fact) && !fact.unlessSet && fact.guard === 'always' ? [fact.kind] : [])),
  );
  return facts.filter((fact) => !(mayBeDefault(fact) && fact.unlessSet && said.has(fact.kind)));
}

const mayBeDefault = (fact: CodeFact): fact is Listen | SignalHandler =>
  fact.kind === 'listen' || fact.kind === 'signal-handler';

function chosenIn(choice: StoreChoice, environment: readonly NamedValue[], open: boolean): ChosenScope {
  const set = environment.find(({ name }) => isSameVariable(name, choice.variable));
  if (set) return scopeOfValue(set.value?.value, choice);
  if (choice.otherwise) return chosenIn(choice.otherwise, environment, open);
  return open ? 'unknown' : (choice.unset ?? 'unknown');
}

function scopeOfValue(value: string | undefined, { words, other }: StoreChoice): ChosenScope {
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
