/** The proof obligations of a service: what must be shown before it counts as ready to scale, and what shows it. */
import {
  type CodeFact,
  type Facts,
  factsOf,
  hasRole,
  isOfTheNode,
  isOwn,
  isSingleton,
  type Obligation,
  plural,
  type Role,
  type Service,
  type Span,
  storageOf,
} from '../kit/index.ts';

/** Positive evidence, or why there is none. */
export interface Shown {
  readonly status: 'met' | 'weak' | 'not-applicable' | 'not-evaluated';
  readonly text: string;
  readonly at?: Span;
}

export interface ObligationRow {
  readonly id: Obligation;
  readonly title: string;
  /** Roles it means something for; absent: every role. */
  readonly roles?: readonly Role[];
  /** Asked only when no check found fault. */
  readonly shown: (service: Service, facts: Facts) => Shown;
}

const met = (text: string, at?: Span): Shown => ({ status: 'met', text, at });
const notApplicable = (text: string): Shown => ({ status: 'not-applicable', text });
const notEvaluated = (text: string): Shown => ({ status: 'not-evaluated', text });

/** Written and started for many reasons, most of them harmless: their checks pick those that are not. */
const everyday: readonly CodeFact['kind'][] = ['file-write', 'background-work'];

/** State that the code keeps: shared storage is evidence, and so is finding none after looking into at least one file. */
const inCode =
  (what: string, ...kinds: readonly CodeFact['kind'][]) =>
  (service: Service): Shown => {
    if (service.family?.stateless) return met(`${service.family.family} keeps none`);
    const { status, why, files } = service.code;
    if (status === 'none') return met('the image ships no program of its own');
    const found = factsOf(service, ...kinds);
    const shared = found.find((fact) => 'scope' in fact && fact.scope === 'shared');
    if (shared) return met(shared.label, shared.at);
    const unknown = found.find((fact) => 'scope' in fact && fact.scope === 'unknown');
    if (unknown)
      return { status: 'not-evaluated', text: `${unknown.label}: the code does not tell which`, at: unknown.at };
    const doubtful = found.find(
      (fact) =>
        'scope' in fact &&
        fact.scope === 'local' &&
        (fact.confidence === 'low' || (fact.guard === 'conditional' && !everyday.includes(fact.kind))),
    );
    if (doubtful)
      return { status: 'not-evaluated', text: `${doubtful.label}: whether it is used cannot be told`, at: doubtful.at };
    if (status !== 'read' || files.length === 0) return notEvaluated(why);
    return met(`${what} in ${plural(files.length, 'reachable file')}`);
  };

const serving: readonly Role[] = ['web', 'proxy'];
const working: readonly Role[] = ['web', 'worker'];

export const obligations: readonly ObligationRow[] = [
  {
    id: 'image',
    title: 'image',
    shown: ({ image, built, family }) => {
      if (!image) return notEvaluated('no image is named');
      if (built) return met(`built from ${built.image.dockerfile}`, built.image.at);
      if (family) return met(`${family.family} image`, image.at);
      return image.value === undefined ? notEvaluated('a variable decides the image') : met('pulled by name', image.at);
    },
  },
  { id: 'sessions', title: 'sessions', roles: ['web'], shown: inCode('none', 'session-store') },
  { id: 'uploads', title: 'uploads', roles: working, shown: inCode('none to disk', 'upload', 'file-write') },
  {
    id: 'mounts',
    title: 'mounts',
    shown: (service, facts) => {
      const writable = service.mounts.filter((mount) => !mount.readOnly && !isOfTheNode(mount));
      if (service.mounts.length === 0) return met('none');
      if (writable.length === 0) return met('all read-only, or parts of the node itself');
      const kinds = writable.map((mount) => ({ mount, kind: storageOf(mount, service, facts) }));
      const undecided = kinds.find(({ kind }) => kind === 'unknown');
      if (undecided)
        return notEvaluated(`where ${undecided.mount.source ?? undecided.mount.raw} is stored cannot be told`);
      const local = kinds.find(({ kind }) => kind === 'node-local' || kind === 'anonymous');
      if (local && !isSingleton(service)) {
        return {
          status: 'weak',
          text: `${local.mount.target ?? local.mount.raw} is different on every node`,
          at: local.mount.at,
        };
      }
      return met('writable mounts are shared or in memory');
    },
  },
  { id: 'schedulers', title: 'schedulers', roles: working, shown: inCode('none', 'scheduler') },
  { id: 'queues', title: 'queues', roles: working, shown: inCode('none in memory', 'queue', 'background-work') },
  { id: 'realtime', title: 'realtime', roles: ['web'], shown: inCode('none', 'realtime') },
  {
    id: 'caches',
    title: 'caches, limits',
    roles: working,
    shown: inCode('none', 'local-cache', 'rate-limit'),
  },
  { id: 'keys', title: 'keys', roles: working, shown: inCode('none made at start', 'instance-secret') },
  { id: 'datastore', title: 'datastore', roles: working, shown: inCode('none embedded', 'datastore') },
  {
    id: 'configuration',
    title: 'configuration',
    roles: working,
    shown: (service) => {
      if (service.code.status !== 'read')
        return service.family || service.code.status === 'none'
          ? met('nothing of ours reads it')
          : notEvaluated(service.code.why);
      const required = factsOf(service, 'env-read').filter(({ need }) => need === 'required');
      return met(
        required.length === 0
          ? 'no variable is required'
          : `${plural(new Set(required.map(({ name }) => name)).size, 'required variable')} supplied`,
      );
    },
  },
  {
    id: 'listening',
    title: 'listening',
    roles: serving,
    shown: (service) => {
      const listen = factsOf(service, 'listen').find(({ bind }) => bind === 'all');
      if (listen) return met(listen.label, listen.at);
      if (service.family) return met(`${service.family.family} listens on all addresses`);
      if (service.process.serves) return met(service.process.serves.why, service.process.serves.at);
      return notEvaluated('where it listens cannot be told');
    },
  },
  {
    id: 'healthcheck',
    title: 'health check',
    roles: serving,
    shown: ({ healthcheck, built }) => {
      if (healthcheck?.test && !healthcheck.disabled) return met('in the stack file', healthcheck.at);
      const own = built?.image.healthcheck;
      if (own && own.form !== 'none') return met(`in ${built.image.dockerfile}`, own.at);
      return notEvaluated(
        built
          ? `none in the stack file or ${built.image.dockerfile}`
          : 'none in the stack file; the image may have one',
      );
    },
  },
  {
    id: 'signals',
    title: 'stop signal',
    roles: ['web', 'worker', 'proxy'],
    shown: (service) => {
      if (service.family) return met(`${service.family.family} handles its stop signal`);
      const { signal, graceful } = service.process;
      if (signal.value === 'unknown') return notEvaluated(signal.why);
      if (signal.value !== 'application') return { status: 'weak', text: signal.why, at: signal.at };
      const handler = factsOf(service, 'signal-handler').find(
        ({ signals, does }) => signals.includes('SIGTERM') && does !== 'exits' && does !== 'nothing',
      );
      if (handler) return met(`${handler.label}, and the signal reaches it`, handler.at);
      if (graceful) return met(graceful.why, graceful.at);
      return service.code.status === 'read'
        ? { status: 'weak', text: 'the signal arrives, nothing in the code drains', at: signal.at }
        : notEvaluated(service.code.why);
    },
  },
  {
    id: 'migrations',
    title: 'migrations',
    roles: working,
    shown: ({ process, family, code }) => {
      if (family) return notApplicable('an image made elsewhere');
      if (!process.main) return notEvaluated('what it starts cannot be told');
      // Programs migrate as well as commands do.
      return code.status === 'read' || code.status === 'none'
        ? met('not on the way to start', process.main.at)
        : notEvaluated(code.why);
    },
  },
  {
    id: 'updates',
    title: 'updates',
    shown: (service) =>
      isOwn(service) || hasRole(service, 'proxy', 'datastore')
        ? met(service.scale.startFirst ? 'new tasks start before old ones stop' : 'order and restart policy fit')
        : notApplicable('not a service of the team'),
  },
];
