/** Where the stack files of a repository and what runs differ. */
import { type Located, type Span, startOf } from '../../source/index.ts';
import { NO_STACK } from '../assemble/running.ts';
import type { NamedValue } from '../compose.ts';
import type { LiveCluster, LiveService } from '../live.ts';
import type { Facts, Service, Stack } from '../model.ts';
import { liveClusters } from './live.ts';
import { type Difference, differingAspects } from './live-aspects.ts';
import { memoise } from './memoise.ts';

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
export function namespaceOf(stack: Stack, { services }: LiveCluster): string | undefined {
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

function differencesOf(written: Service, live: LiveService, stack: Stack, namespace: string): readonly Difference[] {
  return [
    ...differingAspects(written, live.service),
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
