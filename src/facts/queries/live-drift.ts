/** Where the stack files of a repository and what runs differ. */
import { type Located, type Span, startOf } from '../../source/index.ts';
import { NO_STACK } from '../assemble/running.ts';
import type { NamedValue, Scalar } from '../compose.ts';
import { parseImageReference } from '../image-reference.ts';
import type { LiveCluster, LiveService } from '../live.ts';
import type { Facts, Service, Stack } from '../model.ts';
import { bytesOf, numberOf, secondsOf } from '../units.ts';
import { liveClusters } from './live.ts';
import { memoise } from './memoise.ts';

/** One thing that a stack file and a running service say differently. The place is in the file, or the service there when it says nothing. */
export interface Difference extends Located {
  /** `image`, `replicas`, `environment LOG_LEVEL`. */
  readonly what: string;
  /** Absent: not set, or nothing to be shown. */
  readonly file?: string;
  readonly runs?: string;
}

/** A service of a stack file beside the one that runs. The place is the one that runs. */
export interface Pair extends Located {
  readonly live: LiveService;
  readonly service: { readonly stack: string; readonly name: string };
  readonly written: Service;
  readonly differences: readonly Difference[];
}

/** A stack file, and what is called like it in the cluster. The place is the file's. */
export interface Deployment extends Located {
  readonly files: readonly string[];
  /** Namespace; absent: nothing of it runs. */
  readonly namespace?: string;
  readonly pairs: readonly Pair[];
  /** Services of the file that do not run. */
  readonly missing: readonly Service[];
}

/** A service that runs in the namespace of stack files which say nothing of it. */
export interface Leftover extends Located {
  readonly live: LiveService;
  readonly service: { readonly stack: string; readonly name: string };
  readonly files: readonly string[];
}

export const deployments = memoise((facts: Facts): readonly Deployment[] =>
  liveClusters(facts).flatMap((cluster) => (cluster.against ?? []).map((stack) => deploymentOf(stack, cluster))),
);

export const leftovers = memoise((facts: Facts): readonly Leftover[] => {
  const found = deployments(facts).filter(({ namespace }) => namespace !== undefined);
  return liveClusters(facts).flatMap(({ services }) =>
    services.flatMap((live): readonly Leftover[] => {
      const own = found.filter(({ namespace }) => namespace === live.stack);
      if (own.length === 0 || own.some(({ pairs }) => pairs.some((pair) => pair.live === live))) return [];
      return [
        {
          at: live.at,
          live,
          service: { stack: live.stack ?? NO_STACK, name: live.service.name },
          files: own.flatMap(({ files }) => files),
        },
      ];
    }),
  );
});

function deploymentOf(stack: Stack, cluster: LiveCluster): Deployment {
  const namespace = namespaceOf(stack, cluster);
  const running = cluster.services.filter((live) => namespace !== undefined && live.stack === namespace);
  const twin = (service: Service) => running.find((live) => live.service.name === service.name);
  const base = { at: stack.at, files: stack.files };
  if (namespace === undefined) return { ...base, pairs: [], missing: [] };
  return {
    ...base,
    namespace,
    pairs: stack.services.flatMap((written): readonly Pair[] => {
      const live = twin(written);
      if (!live) return [];
      const service = { stack: namespace, name: live.service.name };
      return [{ at: live.at, live, service, written, differences: differencesOf(written, live, stack, namespace) }];
    }),
    missing: stack.services.filter((service) => !twin(service)),
  };
}

/** What `docker stack deploy` calls it; else the one namespace that shares most of its services, and at least half of them. */
function namespaceOf(stack: Stack, { services }: LiveCluster): string | undefined {
  const namespaces = [...new Set(services.flatMap((live) => live.stack ?? []))];
  const named = stack.deploys.flatMap(({ invocation }) => invocation.operands.at(-1)?.value ?? []);
  const known = namespaces.filter((name) => named.includes(name));
  if (known.length === 1) return known[0];
  const names = new Set(stack.services.map(({ name }) => name));
  const shared = (known.length > 0 ? known : namespaces)
    .map((namespace) => ({
      namespace,
      count: services.filter((live) => live.stack === namespace && names.has(live.service.name)).length,
    }))
    .sort((one, other) => other.count - one.count);
  const [best, second] = shared;
  if (!best || best.count === 0 || best.count * 2 < names.size || best.count === second?.count) return undefined;
  return best.namespace;
}

/** What is compared of two services, as text; `undefined` when it cannot be known or is not set in a way that says anything. */
interface Aspect {
  readonly what: string;
  readonly of: (service: Compared) => string | undefined;
  readonly at?: (service: Compared) => Span | undefined;
}

type Compared = Pick<
  Service,
  | 'image'
  | 'deploy'
  | 'command'
  | 'entrypoint'
  | 'ports'
  | 'mounts'
  | 'healthcheck'
  | 'user'
  | 'hostname'
  | 'workingDirectory'
  | 'stopSignal'
  | 'stopGracePeriod'
  | 'logging'
  | 'restart'
>;

const UNSET = '';

/** Unset is a value; one that a variable decides is none. */
const textOf = (scalar: Scalar | undefined): string | undefined => (scalar ? scalar.value : UNSET);
const measured =
  (measure: (scalar: Scalar) => number | undefined) =>
  (scalar: Scalar | undefined): string | undefined => {
    const value = scalar && measure(scalar);
    return scalar ? (value === undefined ? undefined : value === 0 ? UNSET : String(value)) : UNSET;
  };
const bytes = measured(bytesOf);
const seconds = measured(secondsOf);
const number = measured(numberOf);

function imageOf({ image }: Compared): string | undefined {
  const reference = image?.value === undefined ? undefined : parseImageReference(image.value);
  if (!reference) return undefined;
  const { registry, repository, tag, digest } = reference;
  const name = [registry, repository].filter(Boolean).join('/');
  return tag === undefined && digest !== undefined ? `${name}@${digest}` : `${name}:${tag ?? 'latest'}`;
}

const isGlobal = ({ deploy }: Compared): boolean => deploy?.mode?.value?.startsWith('global') === true;

const wordsOf = (line: Service['command']): string | undefined =>
  line === undefined ? UNSET : line.argv.some((word) => word.includes('${')) ? undefined : line.argv.join(' ');

const setOf = (texts: readonly (string | undefined)[]): string | undefined =>
  texts.includes(undefined) ? undefined : [...new Set(texts)].sort().join(', ');

const aspects: readonly Aspect[] = [
  { what: 'image', of: imageOf, at: ({ image }) => image?.at },
  {
    what: 'replicas',
    of: (one) => (isGlobal(one) ? UNSET : one.deploy?.replicas ? textOf(one.deploy.replicas) : '1'),
    at: ({ deploy }) => deploy?.replicas?.at,
  },
  {
    what: 'mode',
    of: ({ deploy }) => (deploy?.mode ? textOf(deploy.mode) : 'replicated'),
    at: ({ deploy }) => deploy?.mode?.at,
  },
  { what: 'command', of: ({ command }) => wordsOf(command), at: ({ command }) => command?.at },
  { what: 'entrypoint', of: ({ entrypoint }) => wordsOf(entrypoint), at: ({ entrypoint }) => entrypoint?.at },
  {
    what: 'ports',
    of: ({ ports }) =>
      setOf(
        ports.map(({ published, target, protocol, mode }) =>
          target === undefined || target.from !== target.to
            ? undefined
            : `${published?.from ?? ''}:${target.from}/${protocol}${mode === 'host' ? ' (host)' : ''}`,
        ),
      ),
    at: ({ ports }) => ports[0]?.at,
  },
  {
    what: 'mounts',
    of: ({ mounts }) =>
      setOf(mounts.map(({ target, readOnly }) => target && `${target}${readOnly ? ' (read only)' : ''}`)),
    at: ({ mounts }) => mounts[0]?.at,
  },
  {
    what: 'constraints',
    of: ({ deploy }) =>
      setOf((deploy?.constraints ?? []).map(({ value }) => value?.replace(/\s{0,9}([!=]=)\s{0,9}/, ' $1 '))),
    at: ({ deploy }) => deploy?.constraints[0]?.at,
  },
  {
    what: 'memory limit',
    of: ({ deploy }) => bytes(deploy?.limits?.memory),
    at: ({ deploy }) => deploy?.limits?.memory?.at,
  },
  { what: 'CPU limit', of: ({ deploy }) => number(deploy?.limits?.cpus), at: ({ deploy }) => deploy?.limits?.cpus?.at },
  {
    what: 'memory reservation',
    of: ({ deploy }) => bytes(deploy?.reservations?.memory),
    at: ({ deploy }) => deploy?.reservations?.memory?.at,
  },
  {
    what: 'update order',
    of: ({ deploy }) => textOf(deploy?.updateConfig?.order),
    at: ({ deploy }) => deploy?.updateConfig?.order?.at,
  },
  {
    what: 'failure action',
    of: ({ deploy }) => textOf(deploy?.updateConfig?.failureAction),
    at: ({ deploy }) => deploy?.updateConfig?.failureAction?.at,
  },
  {
    what: 'restart condition',
    // `restart:` becomes a policy on its way.
    of: ({ deploy, restart }) => (restart ? undefined : textOf(deploy?.restartPolicy?.condition)),
    at: ({ deploy }) => deploy?.restartPolicy?.condition?.at,
  },
  {
    what: 'health check',
    of: ({ healthcheck }) =>
      healthcheck === undefined || healthcheck.disabled
        ? healthcheck?.disabled
          ? 'off'
          : UNSET
        : setOf(
            healthcheck.test?.argv.some((word) => word.includes('${'))
              ? [undefined]
              : [healthcheck.test?.argv.join(' ') ?? ''],
          ),
    at: ({ healthcheck }) => healthcheck?.at,
  },
  { what: 'user', of: ({ user }) => textOf(user), at: ({ user }) => user?.at },
  { what: 'hostname', of: ({ hostname }) => textOf(hostname), at: ({ hostname }) => hostname?.at },
  { what: 'stop signal', of: ({ stopSignal }) => textOf(stopSignal), at: ({ stopSignal }) => stopSignal?.at },
  {
    what: 'grace period',
    of: ({ stopGracePeriod }) => seconds(stopGracePeriod),
    at: ({ stopGracePeriod }) => stopGracePeriod?.at,
  },
  { what: 'log driver', of: ({ logging }) => textOf(logging?.driver), at: ({ logging }) => logging?.driver?.at },
];

/** Aspects whose text can be long, or hold what nobody should read: that they differ is enough. */
const unshown: ReadonlySet<string> = new Set(['command', 'entrypoint', 'health check']);
const sizes: ReadonlySet<string> = new Set(['memory limit', 'memory reservation']);

/** `512M`; sizes are compared in bytes. */
function shownAs(what: string, text: string): string | undefined {
  if (unshown.has(what) || text === UNSET) return undefined;
  const value = Number(text);
  return sizes.has(what) && value % 2 ** 20 === 0 ? `${value / 2 ** 20}M` : text;
}

function differencesOf(written: Service, live: LiveService, stack: Stack, namespace: string): readonly Difference[] {
  const simple = aspects.flatMap(({ what, of, at }): readonly Difference[] => {
    const [file, runs] = [of(written), of(live.service)];
    if (file === undefined || runs === undefined || file === runs) return [];
    return [{ what, at: at?.(written) ?? written.at, file: shownAs(what, file), runs: shownAs(what, runs) }];
  });
  return [
    ...simple,
    ...named('environment', written.environment, live.service.environment, written, written.envFiles.length > 0),
    ...named('label', written.deploy?.labels ?? [], live.service.deploy?.labels ?? [], written, false),
    ...granted('secret', written, live, stack, namespace),
    ...granted('config', written, live, stack, namespace),
  ];
}

/** Values by name; what they are set to is nobody's business here. `open`: others may add names. */
function named(
  what: string,
  file: readonly NamedValue[],
  runs: readonly NamedValue[],
  { at }: Located,
  open: boolean,
): readonly Difference[] {
  const there = new Map(runs.map((one) => [one.name, one]));
  const here = new Map(file.map((one) => [one.name, one]));
  const unknownName = [...here.keys()].some((name) => name.includes('${'));
  return [
    ...[...here.values()].flatMap((one): readonly Difference[] => {
      if (one.name.includes('${') || one.value?.value === undefined) return [];
      const other = there.get(one.name);
      if (!other) return [{ what: `${what} ${one.name}`, at: one.at, file: 'set', runs: 'not set' }];
      return other.value?.value === undefined || other.value.value === one.value.value
        ? []
        : [{ what: `${what} ${one.name}`, at: one.at }];
    }),
    ...(open || unknownName
      ? []
      : [...there.keys()]
          .filter((name) => !here.has(name))
          .map((name) => ({ what: `${what} ${name}`, at, file: 'not set', runs: 'set' }))),
  ];
}

/** By their names in the cluster, which a stack file may give itself. */
function granted(
  kind: 'secret' | 'config',
  written: Service,
  live: LiveService,
  { declarations }: Stack,
  namespace: string,
): readonly Difference[] {
  const grants = kind === 'secret' ? written.secrets : written.configs;
  const names = grants.map(({ at, source }) => {
    const declared = declarations.find((one) => one.kind === kind && one.name === source);
    const given = declared?.givenName ?? declared?.externalName;
    const name = given ? given.value : declared?.external ? source : `${namespace}_${source}`;
    return { at, name };
  });
  if (names.some(({ name }) => name === undefined)) return [];
  const runs = live.uses.flatMap((use) => (use.startsWith(`${kind} `) ? [use.slice(kind.length + 1)] : []));
  return [
    ...names.flatMap(({ at, name = '' }) =>
      runs.includes(name) ? [] : [{ what: `${kind} ${name}`, at, file: 'used', runs: 'not used' }],
    ),
    ...runs
      .filter((name) => !names.some((one) => one.name === name))
      .map((name) => ({ what: `${kind} ${name}`, at: written.at, file: 'not used', runs: 'used' })),
  ];
}

/** The first character of a stack's first file. */
export const placeOfStack = ({ files, at }: Deployment): Span => (files[0] === undefined ? at : startOf(files[0]));
