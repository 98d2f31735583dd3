/** What the code keeps, what has been shown and what has not, what was found, what is not known. */
import type { FindingStory, ObligationStory, StateStory, Story } from '../../engine/story/index.ts';
import type { Style } from '../style.ts';
import { obligationMark, severityPaint } from '../style.ts';
import { type Row, type Section, shownSpot, under } from './rows.ts';

const kinds: Readonly<Record<StateStory['kind'], string>> = {
  'session-store': 'sessions',
  upload: 'uploads',
  'file-write': 'files',
  'module-state': 'memory',
  'local-cache': 'cache',
  'rate-limit': 'rate limit',
  realtime: 'realtime',
  queue: 'queue',
  'background-work': 'background',
  scheduler: 'scheduler',
  'instance-secret': 'keys',
  datastore: 'database',
  migration: 'migration',
  'log-sink': 'logs',
};

export function state({ state: told }: Story, style: Style): Section {
  const groups = new Map<string, StateStory[]>();
  for (const one of told) {
    const key = [one.kind, one.label, wordsOf(one)].join('\0');
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const byKind = new Map<string, Row[]>();
  for (const [first, ...more] of groups.values()) {
    const rows = byKind.get(kinds[first!.kind]) ?? [];
    byKind.set(kinds[first!.kind], rows);
    rows.push({
      text: `${first!.label}: ${wordsOf(first!)}`,
      at: first!.at,
      tail: more.length > 0 ? `+${more.length}` : undefined,
      mark: markOf(first!, style),
    });
  }
  return { title: 'State and work in the code', rows: [...byKind].flatMap(([kind, rows]) => under(kind, rows)) };
}

const markOf = ({ scope, place, locked, kind }: StateStory, style: Style): Row['mark'] => {
  if (scope === 'shared' || locked || place === 'shared') return { symbol: style.symbols.good, paint: style.good };
  if (scope === 'unknown' || place === 'unknown') return { symbol: style.symbols.open, paint: style.note };
  return kind === 'log-sink' || kind === 'migration' ? undefined : { symbol: style.symbols.warn, paint: style.warn };
};

const places: Readonly<Record<NonNullable<StateStory['place']>, string>> = {
  shared: 'on storage that all nodes share',
  'one-node': 'on the disk of the one node it is placed on',
  'node-local': 'on a disk that every node has for itself',
  'each-task': "on the container's own disk, gone with the task",
  memory: 'in memory',
  unknown: 'in a place that cannot be told',
};

/** What `local` comes to, by kind. */
const locally: Readonly<Record<StateStory['kind'], string>> = {
  'session-store': 'kept by each replica for itself',
  upload: 'kept by each replica for itself',
  'file-write': 'kept by each replica for itself',
  'module-state': 'every process has its own',
  'local-cache': 'every process has its own',
  'rate-limit': 'every process counts for itself',
  realtime: 'reaches the clients of its own process',
  queue: 'kept in the process, lost with it',
  'background-work': 'runs in the process, lost with it',
  scheduler: 'runs in every replica',
  'instance-secret': 'every process makes its own',
  datastore: 'a file of its own',
  migration: 'run by the program itself',
  'log-sink': 'written to a file',
};

/** What `shared` comes to, where it is not a place. */
const together: Partial<Record<StateStory['kind'], string>> = {
  datastore: 'a server that all replicas reach',
  realtime: 'passed on between replicas',
  scheduler: 'run by one replica',
  'rate-limit': 'counted for all replicas together',
  'log-sink': 'to standard output or a collector',
};

function wordsOf({ kind, scope, place, path, guard, locked, confidence }: StateStory): string {
  const where =
    scope === 'shared'
      ? (together[kind] ?? 'kept where all replicas see it')
      : scope === 'unknown'
        ? 'the code does not tell where'
        : place !== null
          ? places[place]
          : locally[kind];
  return [
    where,
    path === null || scope === 'shared' ? '' : `at ${path}`,
    locked ? 'behind a lock' : '',
    guard === 'conditional' ? 'under a condition' : '',
    confidence === 'low' ? 'perhaps' : '',
  ]
    .filter(Boolean)
    .join(', ');
}

const order = { failed: 0, weak: 1, 'not-evaluated': 2, met: 3, 'not-applicable': 4 };

export function obligations({ obligations: told, findings }: Story, style: Style): Section {
  const checks = new Map(findings.map(({ fingerprint, check }) => [fingerprint, check]));
  const shown = told.filter(({ status }) => status !== 'not-applicable');
  // Open for one common reason, usually a language that is not read: said once.
  const reasonOf = ({ status, text, at }: ObligationStory) => (status === 'not-evaluated' && at === null ? text : '');
  const common = new Map<string, readonly ObligationStory[]>();
  for (const one of shown) if (reasonOf(one)) common.set(one.text, [...(common.get(one.text) ?? []), one]);
  const together = (one: ObligationStory) => (reasonOf(one) ? (common.get(one.text)?.length ?? 0) : 0) > 1;
  const row = ({ title, status, text, at, findings: own }: ObligationStory): Row => ({
    key: title,
    // The words of a finding stand below.
    text: own.length > 0 ? [...new Set(own.flatMap((one) => checks.get(one) ?? []))].join(', ') : text,
    at,
    mark: obligationMark(status, style),
  });
  return {
    title: 'What has to be shown before it scales',
    rows: [
      ...shown
        .filter((one) => !together(one))
        .sort((one, other) => order[one.status] - order[other.status])
        .map(row),
      ...[...common.values()]
        .filter((all) => all.length > 1)
        .map((all) => ({
          key: 'not examined',
          text: `${all.map(({ title }) => title).join(` ${style.symbols.dot} `)}: ${all[0]!.text}`,
          mark: obligationMark('not-evaluated', style),
        })),
    ],
  };
}

export function findings({ findings: told }: Story, style: Style): readonly Row[] {
  const ranks = { error: 0, warning: 1, info: 2 };
  const row = ({ check, severity, message, at, accepted }: FindingStory): Row => ({
    key: accepted === null ? severity : 'accepted',
    text: accepted === null ? message : `${message} Accepted: ${accepted}`,
    at,
    tail: check,
    mark: {
      symbol:
        severity === 'error' ? style.symbols.bad : severity === 'warning' ? style.symbols.warn : style.symbols.dot,
      paint: severityPaint(severity, style),
    },
  });
  return [...told].sort((one, other) => ranks[one.severity] - ranks[other.severity]).map(row);
}

export function unknown({ unknown: told, source }: Story, style: Style): Section {
  const reasons = new Map<string, string[]>();
  // Why its code was not read has been said.
  for (const { value, at } of told.filter(({ value }) => !value.endsWith(source.why)))
    reasons.set(value, [...(reasons.get(value) ?? []), shownSpot(at)]);
  return {
    title: 'Not known',
    rows: [...reasons].map(([text, places]) => ({
      text,
      tail: places.slice(0, 3).join(', ') + (places.length > 3 ? ` and ${places.length - 3} more` : ''),
      mark: { symbol: style.symbols.open, paint: style.note },
    })),
  };
}
