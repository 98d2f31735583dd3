/** State and work that the code keeps: what decides whether a second replica agrees with the first. */
import { factsOf, hasRole, placeOf, type Service, type StateFact } from '../../kit/index.ts';
import type { StateStory } from './shape.ts';
import type { Teller } from './teller.ts';

const kinds: readonly StateFact['kind'][] = [
  'session-store',
  'upload',
  'file-write',
  'module-state',
  'local-cache',
  'rate-limit',
  'realtime',
  'queue',
  'background-work',
  'scheduler',
  'instance-secret',
  'datastore',
  'migration',
  'log-sink',
];

/** Programs that share their code with a web service keep these without ever using them. */
const ofRequests: readonly StateFact['kind'][] = ['session-store', 'rate-limit', 'realtime'];

/** What only says where state would go is left out. */
export const keptState = (service: Service): readonly StateFact[] =>
  factsOf(service, ...kinds).filter(({ declares, defines }) => !declares && defines === undefined);

/** In the order of `kinds`; the same words of several lines are told at each. */
export const stateStories = ({ service, facts, spot }: Teller): readonly StateStory[] =>
  keptState(service)
    .filter(({ kind }) => hasRole(service, 'web', 'proxy') || !ofRequests.includes(kind))
    .map((fact) => ({
      kind: fact.kind,
      scope: fact.scope,
      label: fact.label,
      at: spot(fact.at),
      path: fact.path ?? null,
      place: fact.path === undefined || fact.scope === 'shared' ? null : placeOf(service, fact.path, facts).kind,
      guard: fact.guard === 'always' ? ('always' as const) : ('conditional' as const),
      confidence: fact.confidence,
      locked: fact.locked ?? false,
    }))
    .sort(
      (one, other) =>
        kinds.indexOf(one.kind) - kinds.indexOf(other.kind) ||
        (one.at.path < other.at.path ? -1 : one.at.path > other.at.path ? 1 : one.at.line - other.at.line),
    );
