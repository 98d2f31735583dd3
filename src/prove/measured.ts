/** What the observations of a service say of its obligations. */
import type { Obligation } from '../kit/index.ts';
import { plural } from '../kit/index.ts';
import { isMeasured, type ObservedService } from './observed.ts';
import { bytesText, listed, requestsText, seconds } from './words.ts';

export interface Measured {
  /** `met` and `failed` were seen; `weak`: it worked, and lost something; `not-measured`: `text` says why. */
  readonly status: 'met' | 'failed' | 'weak' | 'not-measured';
  readonly text: string;
  /** It can be shown by nobody but the users of the service, or by nothing while it does not run. */
  readonly beyond?: true;
}

const met = (text: string): Measured => ({ status: 'met', text });
const weak = (text: string): Measured => ({ status: 'weak', text });
const failed = (text: string): Measured => ({ status: 'failed', text });
const open = (text: string): Measured => ({ status: 'not-measured', text });
const beyondReach = (text: string): Measured => ({ ...open(text), beyond: true });

/** `.db`, `.sqlite3` and the files beside them. */
const database = /\.(?:db|db3|sqlite|sqlite3|mdb|rdb)(?:-(?:wal|shm|journal))?$/i;
type Row = (service: ObservedService) => Measured;

/** Why nothing else can be said of a service whose tasks do not run. */
function notRunning({ start }: ObservedService): string | undefined {
  if (!isMeasured(start)) return start.missing;
  return start.running > 0 ? undefined : 'no task of it ran';
}

function unmeasured(service: ObservedService, { missing }: { readonly missing: string }): Measured {
  const why = notRunning(service);
  return why === undefined ? open(missing) : beyondReach(why);
}

/** What only its own users could ask it. */
const beyond =
  (what: string): Row =>
  (service) =>
    beyondReach(notRunning(service) ?? what);

const image: Row = ({ start, image: name }) => {
  if (!isMeasured(start)) return beyondReach(start.missing);
  const missing = start.failures.find(({ error }) => /no such image|pull access denied|manifest unknown/i.test(error));
  if (missing) return failed(`${missing.error}`);
  return start.running > 0 ? met(`${name ?? 'the image'} ran`) : beyondReach('no task of it ran');
};

const mounts: Row = (service) => {
  const { start, volumes } = service;
  const bind =
    isMeasured(start) && start.failures.find(({ error }) => /invalid mount config|bind source path/i.test(error));
  if (bind) return failed(bind.error);
  if (!isMeasured(volumes)) return unmeasured(service, volumes);
  const local = volumes.volumes.filter(({ driver }) => driver === 'local');
  if (volumes.volumes.length === 0) return met('no volume is mounted');
  if (local.length === 0) return open('volumes of other drivers: what they share, their drivers know');
  const written = local.filter(({ bytes }) => bytes !== undefined && bytes > 0);
  const apart = written.find(({ nodes }) => nodes > 1);
  if (apart)
    return failed(
      `${plural(apart.nodes, 'node')} held a ${apart.target} of their own (${bytesText(apart.bytes!)} on one of them)`,
    );
  if (written.length === 0) return open(`nothing was written to ${listed(local.map(({ target }) => target))}`);
  return open(
    `${written[0]!.target} was written to on one node (${bytesText(written[0]!.bytes!)}): replicas elsewhere would not see it`,
  );
};

const uploads: Row = (service) => {
  const { layer } = service;
  if (!isMeasured(layer)) return unmeasured(service, layer);
  const files = layer.lasting.filter((path) => !database.test(path));
  return files.length > 0
    ? weak(`wrote ${listed(files)} into the container, where it is lost with the task`)
    : open('nothing lasting was written into the container; nobody uploaded anything');
};

const datastore: Row = (service) => {
  const { layer } = service;
  if (!isMeasured(layer)) return unmeasured(service, layer);
  const files = layer.lasting.filter((path) => database.test(path));
  return files.length > 0
    ? failed(`wrote the database ${listed(files)} into the container: every replica has its own`)
    : met('no database file was written into the container');
};

const configuration: Row = (service) => {
  const { start } = service;
  if (!isMeasured(start)) return beyondReach(start.missing);
  return start.running > 0 ? met('it started with what the stack supplies') : beyondReach('no task of it ran');
};

const listening: Row = (service) => {
  const { answers } = service;
  if (!isMeasured(answers)) return unmeasured(service, answers);
  const { port, replicas, answering, refusals, protocol, status } = answers;
  if (answering === replicas)
    return met(
      `${replicas === 1 ? 'the replica' : `each of ${replicas} replicas`} answered on port ${port}${status ? ` (${status})` : protocol === 'tcp' ? ' (TCP)' : ''}`,
    );
  const why = refusals.length > 0 ? `: ${listed(refusals)}` : '';
  return answering === 0
    ? failed(`no replica answered on port ${port}${why}`)
    : failed(`${answering} of ${replicas} replicas answered on port ${port}${why}`);
};

const healthcheck: Row = (service) => {
  const { start } = service;
  if (!isMeasured(start)) return beyondReach(start.missing);
  if (start.healthcheck === 'passed')
    return met(
      start.secondsToHealthy === undefined
        ? 'passed'
        : `healthy ${seconds(start.secondsToHealthy)} after the container began`,
    );
  if (start.healthcheck === 'failing') return failed('the health check never passed');
  if (start.healthcheck === 'none') return failed('none: Swarm counts a task as running as soon as its process is');
  return open('no container of it could be looked at');
};

const killed = 137;
const orderly: readonly (number | undefined)[] = [0, 143];

const signals: Row = (service) => {
  const { stop } = service;
  if (!isMeasured(stop)) return unmeasured(service, stop);
  const { tasks, grace, inFlight } = stop;
  const slowest = Math.max(...tasks.map((task) => task.seconds));
  const dead = tasks.filter(({ exitCode }) => exitCode === killed);
  if (dead.length > 0)
    return failed(
      `${dead.length === tasks.length ? 'every task' : `${dead.length} of ${plural(tasks.length, 'task')}`} was killed after the grace period of ${seconds(grace)}`,
    );
  const lost = isMeasured(inFlight) && inFlight.kind === 'slow' ? inFlight.dropped : 0;
  const codes = [...new Set(tasks.map(({ exitCode }) => exitCode))].filter((code) => code !== undefined);
  const ended = `ended ${seconds(slowest)} after SIGTERM${codes.length > 0 ? `, exit code ${codes.join(' or ')}` : ''}`;
  if (lost > 0)
    return weak(`${ended}, and dropped the request in flight in ${lost} of ${plural(tasks.length, 'task')}`);
  const finished = isMeasured(inFlight) && inFlight.completed > 0 ? '; the request in flight was finished' : '';
  if (codes.some((code) => !orderly.includes(code))) return weak(`${ended}${finished}`);
  // Under an init, a program that knows no signals ends so; so does a Java machine that has finished everything.
  return codes.includes(143) && finished === ''
    ? open(`${ended}: whether it finished its work first, the code does not tell`)
    : met(`${ended}${finished}`);
};

const updates: Row = (service) => {
  const { update, rollback } = service;
  if (!isMeasured(update)) return unmeasured(service, update);
  const back = isMeasured(rollback)
    ? `; a broken image ${rollback.state === 'rollback_completed' ? `was rolled back after ${seconds(rollback.seconds)}` : rollback.state === 'paused' ? `left the update paused with ${rollback.kept} of ${plural(rollback.replicas, 'replica')}` : `ended as ${rollback.state}`}`
    : '';
  if (update.state !== 'completed') return failed(`the rolling update ended as ${update.state}${back}`);
  const { requests } = update;
  if (!isMeasured(requests)) return met(`rolled over in ${seconds(update.seconds)}; ${requests.missing}${back}`);
  const text = `rolled over in ${seconds(update.seconds)} (${update.order}): ${requestsText(requests)}${back}`;
  const stuck = isMeasured(rollback) && rollback.state !== 'rollback_completed';
  return requests.failed > 0 || stuck ? weak(text) : met(text);
};

const rows: Readonly<Record<Obligation, Row>> = {
  image,
  sessions: beyond('whether a login holds on another replica, only a login shows'),
  uploads,
  mounts,
  schedulers: beyond('what runs at its time did not come up'),
  queues: beyond('nobody gave it work to lose'),
  realtime: beyond('no client was connected over replicas'),
  caches: beyond('replicas were not asked for the same thing after a change'),
  keys: beyond('no token of one replica was shown to another'),
  datastore,
  configuration,
  listening,
  healthcheck,
  signals,
  migrations: beyond('no other replica migrated at the same moment'),
  updates,
};

export const measuredOf = (obligation: Obligation, service: ObservedService): Measured => rows[obligation](service);
