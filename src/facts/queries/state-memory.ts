/** State of the process, of requests and of the disk, as the code shows it. */
import type { Located } from '../../source/index.ts';
import type { StateFact } from '../code.ts';
import type { Confidence, Facts, Service } from '../model.ts';
import { factsOf, type ServiceFact } from './code.ts';
import { copiesInside } from './neighbours.ts';
import { switchedOn } from './process-switch.ts';
import { hasRole } from './services.ts';
import { confidenceIn, type StateKind, stateFacts } from './state-facts.ts';

/** What requests reach is asked of the web service that answers them, not of the worker that loads the same file beside it. */
function ofTheServing(facts: Facts, kind: StateKind): readonly ServiceFact<StateFact>[] {
  const all = stateFacts(facts, kind).filter(({ service, fact }) => switchedOn(service, fact) !== false);
  return all.filter(
    ({ service, fact, at }) =>
      !hasRole(service, 'worker') ||
      !all.some(
        (other) =>
          hasRole(other.service, 'web') &&
          other.service.stack === service.stack &&
          other.fact.at.file === fact.at.file &&
          other.at.start === at.start,
      ),
  );
}

export interface MemoryState extends Located {
  readonly service: Service;
  readonly fact: StateFact;
  readonly confidence: Confidence;
  /** Several processes of one task have each a copy: where that is written. */
  readonly inside?: ReturnType<typeof copiesInside>;
}

export const memoryStates = (facts: Facts): readonly MemoryState[] =>
  ofTheServing(facts, 'module-state').map(({ at, service, fact }) => {
    const inside = copiesInside(service, facts);
    return { at, service, fact, confidence: confidenceIn(fact), ...(inside ? { inside } : {}) };
  });

export interface LooseWork extends Located {
  readonly service: Service;
  readonly fact: StateFact;
  /** Absent: nothing shows that it would be missed. */
  readonly confidence?: Confidence;
}

/** Work that web services start beside their requests. */
export const looseWork = (facts: Facts): readonly LooseWork[] =>
  ofTheServing(facts, 'background-work')
    .filter(({ service, fact }) => hasRole(service, 'web') && fact.scope === 'local')
    .map(({ at, service, fact }) => {
      const confidence =
        fact.effect !== undefined
          ? least(confidenceIn(fact), 'medium')
          : fact.confidence === 'high'
            ? 'low'
            : undefined;
      return { at, service, fact, ...(confidence === undefined ? {} : { confidence }) };
    });

const least = (one: Confidence, other: Confidence): Confidence =>
  one === 'low' || other === 'low' ? 'low' : one === 'high' && other === 'high' ? 'high' : 'medium';

/** Names people give to files that a program writes and reads again. */
const stateFile =
  /(?:^|[/_.-])(?:state|db|database|data|counters?|last[-_]?run|last[-_]?\w{0,12}|cursors?|offsets?|queue|users?|sessions?|storage|store|votes|orders|settings|config|seen|history|tokens?|subscribers|checkpoint)\.(?:json|txt|csv|db|ndjson|jsonl|pkl|pickle|ya?ml|dat|sqlite)$/i;
/** Streams, locks, logs and what is made again at every start. */
const passing =
  /^\/(?:proc|sys|dev|run|etc)\/|\.(?:log|lock|pid|sock|md|html?|xml|css|js|ts|py|php|map|pem|crt|key|conf|env)$|(?:^|\/)(?:logs?|\.?cache|tmp|temp|build|dist|coverage|node_modules|__pycache__|docs|fixtures|screenshots)\//i;

export interface StateFile extends Located {
  readonly service: Service;
  readonly fact: StateFact;
  /** Absent: nothing shows that somebody comes back for it. */
  readonly confidence?: Confidence;
}

/** Files written by the program; those of users' uploads and of logs have checks of their own. */
export const stateFiles = (facts: Facts): readonly StateFile[] =>
  ofTheServing(facts, 'file-write')
    .filter(({ service, fact }) => fact.scope === 'local' && !isToldElsewhere(service, fact))
    .map(({ at, service, fact }) => {
      const confidence = keeps(fact) ? least(confidenceIn(fact), 'medium') : undefined;
      return { at, service, fact, ...(confidence === undefined ? {} : { confidence }) };
    });

function keeps({ path, confidence, readBack, requests }: StateFact): boolean {
  if (path !== undefined && passing.test(path)) return false;
  return (
    readBack === true || confidence === 'high' || (path !== undefined && (requests === true || stateFile.test(path)))
  );
}

/** An upload or a log at the same place, or into the same folder. */
const isToldElsewhere = (service: Service, { at, path }: StateFact): boolean =>
  (factsOf(service, 'upload', 'log-sink', 'datastore') as readonly StateFact[]).some(
    (other) =>
      (other.at.file === at.file && other.at.start < at.end && at.start < other.at.end) ||
      (other.path !== undefined &&
        path !== undefined &&
        (path === other.path || path.startsWith(`${other.path.replace(/\/$/, '')}/`))),
  );
