/** Facts of several files that only say together where state is kept: a name and its definition, a use and the setting it follows. */
import type { CodeFact, StateFact } from '../code.ts';

const isState = (fact: CodeFact): fact is StateFact => 'scope' in fact;

export function joined(facts: readonly CodeFact[]): readonly CodeFact[] {
  if (!facts.some((fact) => isState(fact) && (fact.follows || fact.refers || fact.defines))) return facts;
  const states = facts.filter(isState);
  const known = facts
    .filter((fact) => !isState(fact) || fact.defines === undefined)
    .map((fact) => (isState(fact) && fact.refers !== undefined ? defined(fact, states) : fact));
  const said = new Set<string>();
  return known.flatMap((fact): readonly CodeFact[] => {
    if (!isState(fact) || !fact.follows) return [fact];
    const found = following(fact, known.filter(isState));
    // However often a program does it, there is one place to name.
    const key = JSON.stringify([found.kind, found.guard, found.scope, found.label]);
    if (said.has(key)) return [];
    said.add(key);
    return [found];
  });
}

/** What is defined under the name a fact refers to; without a definition its own words hold. */
function defined(fact: StateFact, all: readonly StateFact[]): StateFact {
  const definition = all.find(({ kind, defines }) => kind === fact.kind && defines === fact.refers);
  return definition ? { ...fact, scope: definition.scope } : fact;
}

/** The scope of the place that the program names for this kind of state. Where both are of one kind the setting is what has to change. */
function following(fact: StateFact, all: readonly StateFact[]): StateFact {
  const place = (fact.follows ?? []).map((kind) => placeOf(kind, all)).find((one) => one !== undefined);
  if (!place) return fact;
  const { at, label } = place;
  return { ...fact, scope: place.scope, ...(place.kind === fact.kind ? { at, label } : {}) };
}

function placeOf(kind: StateFact['kind'], all: readonly StateFact[]): StateFact | undefined {
  const own = all.filter(
    (fact) => fact.kind === kind && !fact.follows && (fact.guard === 'always' || fact.guard === 'conditional'),
  );
  // What only says where such state goes says it best.
  const declared = own.filter(({ declares }) => declares);
  const named = declared.length > 0 ? declared : own;
  const firm = named.filter(({ unlessSet }) => !unlessSet);
  const [first, ...others] = firm.length > 0 ? firm : named;
  if (!first) return undefined;
  const shared = [first, ...others].find(({ guard, scope }) => guard === 'always' && scope === 'shared');
  if (shared) return shared;
  const open = [first, ...others].find(({ guard, scope }) => guard === 'conditional' || scope === 'unknown');
  return open ? { ...open, scope: 'unknown' } : first;
}
