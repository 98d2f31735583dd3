/** A service as it is deployed, in one shape for both sides: what `docker stack config` prints, and what our facts hold. */

import { effectiveEnvironment } from '../../src/facts/assemble/environment.ts';
import type {
  ComposeService,
  Declaration,
  EnvFile,
  Node,
  ResourceAmounts,
  Scalar,
  UpdateConfig,
} from '../../src/facts/index.ts';
import { booleanOf, bytesOf, numberOf, parseSeconds, secondsOf } from '../../src/facts/index.ts';

type Plain = null | string | number | boolean | undefined | readonly Plain[] | { readonly [key: string]: Plain };
// biome-ignore lint/suspicious/noExplicitAny: whatever YAML holds; the tests compare it as a whole.
type Printed = any;

/** Leaves out what says nothing, and sorts what has no order. */
function tidy(value: Plain): Plain {
  if (Array.isArray(value)) return value.map(tidy);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value)
    .map(([key, part]) => [key, tidy(part)] as const)
    .filter(
      ([, part]) =>
        part !== undefined && !(part !== null && typeof part === 'object' && Object.keys(part).length === 0),
    )
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries);
}

/** Keys that no fact is made of: compared as they stand in the merged node. */
const lists = ['cap_add', 'cap_drop', 'dns', 'dns_search', 'extra_hosts', 'security_opt', 'devices', 'tmpfs'] as const;
const texts = [
  'domainname',
  'ipc',
  'isolation',
  'mac_address',
  'pid',
  'userns_mode',
  'cgroup_parent',
  'shm_size',
] as const;
const flags = ['read_only', 'privileged'] as const;
const maps = ['sysctls'] as const;

const seconds = (text: string | undefined): number | undefined => (text === undefined ? undefined : parseSeconds(text));
const sorted = (texts: readonly string[]): readonly string[] => [...texts].sort();

// What the command line prints.

export const printedServices = (printed: Printed): Plain =>
  tidy(
    Object.fromEntries(
      Object.entries(printed.services ?? {}).map(([name, service]) => [name, printedService(service)]),
    ),
  );

function printedService(of: Printed): Plain {
  const { deploy = {}, healthcheck: health } = of;
  const update = (one: Printed): Plain =>
    one && {
      parallelism: one.parallelism,
      delay: seconds(one.delay) || undefined,
      failureAction: one.failure_action,
      monitor: seconds(one.monitor) || undefined,
      maxFailureRatio: one.max_failure_ratio || undefined,
      order: one.order,
    };
  const amounts = (one: Printed): Plain => one && { cpus: one.cpus, memory: Number(one.memory ?? 0) || undefined };
  const restart = deploy.restart_policy;
  return {
    image: of.image,
    command: of.command,
    entrypoint: of.entrypoint,
    environment: of.environment,
    labels: of.labels,
    ports: sorted(
      (of.ports ?? []).map(
        (port: Printed) =>
          `${port.mode === 'host' ? 'host' : 'ingress'} ${port.published ?? 0}:${port.target ?? 0}/${port.protocol ?? 'tcp'}`,
      ),
    ),
    mounts: sorted(
      (of.volumes ?? []).map(
        (mount: Printed) => `${mount.type} ${mount.source ?? ''}:${mount.target ?? ''}${mount.read_only ? ':ro' : ''}`,
      ),
    ),
    networks:
      of.networks &&
      Object.fromEntries(Object.entries(of.networks).map(([name, one]: Printed) => [name, one?.aliases ?? 'none'])),
    secrets: sorted((of.secrets ?? []).map((one: Printed) => `${one.source}:${one.target ?? ''}`)),
    configs: sorted((of.configs ?? []).map((one: Printed) => `${one.source}:${one.target ?? ''}`)),
    healthcheck: health && {
      test: health.test,
      disabled: health.disable === true || health.test?.[0] === 'NONE' || undefined,
      interval: seconds(health.interval),
      timeout: seconds(health.timeout),
      startPeriod: seconds(health.start_period),
      retries: health.retries,
    },
    deploy: {
      mode: deploy.mode,
      replicas: deploy.replicas,
      endpointMode: deploy.endpoint_mode,
      labels: deploy.labels,
      update: update(deploy.update_config),
      rollback: update(deploy.rollback_config),
      restart: restart && {
        condition: restart.condition,
        delay: seconds(restart.delay),
        maxAttempts: restart.max_attempts,
        window: seconds(restart.window),
      },
      limits: amounts(deploy.resources?.limits),
      reservations: amounts(deploy.resources?.reservations),
      constraints: deploy.placement?.constraints,
      maxReplicasPerNode: deploy.placement?.max_replicas_per_node || undefined,
    },
    logging: of.logging && { driver: of.logging.driver, options: of.logging.options },
    restart: of.restart,
    init: of.init,
    stopGracePeriod: seconds(of.stop_grace_period),
    stopSignal: of.stop_signal,
    user: of.user,
    workingDirectory: of.working_dir,
    hostname: of.hostname,
    containerName: of.container_name,
    networkMode: of.network_mode,
    tty: of.tty,
    stdinOpen: of.stdin_open,
    dependsOn: of.depends_on,
    ...Object.fromEntries([...lists, ...texts, ...flags, ...maps].map((key) => [key, of[key]])),
  };
}

export const printedDeclarations = (printed: Printed): Plain =>
  tidy(
    Object.fromEntries(
      (['network', 'volume', 'secret', 'config'] as const).map((kind) => [
        kind,
        Object.fromEntries(
          Object.entries(printed[`${kind}s`] ?? {}).map(([name, one]: Printed) => [
            name,
            {
              is: 'declared',
              external: one.external === true || undefined,
              name: one.name,
              driver: one.driver,
              options: one.driver_opts,
              labels: one.labels,
              file: one.file,
            },
          ]),
        ),
      ]),
    ),
  );

// What our facts hold.

interface Place {
  /** Directory of the first file. */
  readonly directory: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly envFiles: ReadonlyMap<string, EnvFile>;
}

export const heldServices = (services: readonly ComposeService[], place: Place): Plain =>
  tidy(Object.fromEntries(services.map((service) => [service.name, heldService(service, place)])));

const text = (scalar: Scalar | undefined): string | undefined => scalar?.value || undefined;
const flag = (scalar: Scalar | undefined): boolean | undefined => booleanOf(scalar) || undefined;
const pairs = (values: ComposeService['labels']): Plain =>
  Object.fromEntries(values.map(({ name, value }) => [name, value?.value ?? '']));
const absolute = (path: string, { directory, variables }: Place): string => {
  if (path.startsWith('~')) return `${variables.HOME}${path.slice(1)}`;
  if (path.startsWith('/')) return path;
  const parts: string[] = [];
  for (const part of `${directory}/${path}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return `/${parts.join('/')}`;
};

function heldService(of: ComposeService, place: Place): Plain {
  const { deploy, healthcheck: health } = of;
  const update = (one: UpdateConfig | undefined): Plain =>
    one && {
      parallelism: numberOf(one.parallelism),
      delay: secondsOf(one.delay) || undefined,
      failureAction: text(one.failureAction),
      monitor: secondsOf(one.monitor) || undefined,
      maxFailureRatio: numberOf(one.maxFailureRatio) || undefined,
      order: text(one.order),
    };
  const amounts = (one: ResourceAmounts | undefined): Plain =>
    one && { cpus: text(one.cpus), memory: bytesOf(one.memory) || undefined };
  const fromDeployer = (name: string, value: string | undefined): string | null =>
    value || (place.variables[name] ?? value ?? null);
  const ports = of.ports.flatMap((port) => {
    const size = Math.max(spanOf(port.published), spanOf(port.target), 1);
    return Array.from({ length: size }, (_, index) => {
      const at = (range: typeof port.target) => (range ? Math.min(range.from + index, range.to) : 0);
      return `${port.mode} ${at(port.published)}:${at(port.target)}/${port.protocol.toLowerCase()}`;
    });
  });
  return {
    image: text(of.image),
    command: of.command?.argv,
    entrypoint: of.entrypoint?.argv,
    environment: Object.fromEntries(
      effectiveEnvironment(of, undefined, place.envFiles, 'stack')
        .map(({ name, value, file }) => ({ name, file, text: fromDeployer(name, value?.value) }))
        // A bare name of an env file is left out where the deployer has none.
        .filter(({ text, file }) => text !== null || file === undefined)
        .map(({ name, text }) => [name, text]),
    ),
    labels: pairs(of.labels),
    ports: sorted(ports),
    mounts: sorted(
      of.mounts.map(
        ({ type, source = '', target = '', readOnly }) =>
          `${type} ${type === 'bind' ? absolute(source, place) : source}:${target}${readOnly ? ':ro' : ''}`,
      ),
    ),
    networks: Object.fromEntries(of.networks.map(({ name, aliases }) => [name, aliases.length > 0 ? aliases : 'none'])),
    secrets: sorted(of.secrets.map(({ source, target = '' }) => `${source}:${target}`)),
    configs: sorted(of.configs.map(({ source, target = '' }) => `${source}:${target}`)),
    healthcheck: health && {
      test:
        health.test && (health.test.form === 'invalid' ? health.test.argv : [health.test.form, ...health.test.argv]),
      disabled: health.disabled || undefined,
      interval: secondsOf(health.interval),
      timeout: secondsOf(health.timeout),
      startPeriod: secondsOf(health.startPeriod),
      retries: numberOf(health.retries),
    },
    deploy: deploy && {
      mode: text(deploy.mode),
      replicas: numberOf(deploy.replicas),
      endpointMode: text(deploy.endpointMode),
      labels: pairs(deploy.labels),
      update: update(deploy.updateConfig),
      rollback: update(deploy.rollbackConfig),
      restart: deploy.restartPolicy && {
        condition: text(deploy.restartPolicy.condition),
        delay: secondsOf(deploy.restartPolicy.delay),
        maxAttempts: numberOf(deploy.restartPolicy.maxAttempts),
        window: secondsOf(deploy.restartPolicy.window),
      },
      limits: amounts(deploy.limits),
      reservations: amounts(deploy.reservations),
      constraints: deploy.constraints.map(({ value }) => value),
      maxReplicasPerNode: numberOf(deploy.maxReplicasPerNode) || undefined,
    },
    logging: of.logging && { driver: text(of.logging.driver), options: pairs(of.logging.options) },
    restart: text(of.restart),
    init: booleanOf(of.init),
    stopGracePeriod: secondsOf(of.stopGracePeriod),
    stopSignal: text(of.stopSignal),
    user: text(of.user),
    workingDirectory: text(of.workingDirectory),
    hostname: text(of.hostname),
    containerName: text(of.containerName),
    networkMode: text(of.networkMode),
    tty: flag(of.tty),
    stdinOpen: flag(of.stdinOpen),
    dependsOn: of.dependsOn.map(({ value }) => value),
    ...Object.fromEntries([...lists, ...texts, ...flags, ...maps].map((key) => [key, inBody(of.body, key)])),
  };
}

const spanOf = (range: { readonly from: number; readonly to: number } | undefined): number =>
  range ? range.to - range.from + 1 : 0;

function inBody(body: Node, key: string): Plain {
  const node = body.kind === 'map' ? body.entries.find((entry) => entry.key === key)?.value : undefined;
  if (node === undefined) return undefined;
  if ((flags as readonly string[]).includes(key)) return node.kind === 'scalar' ? flag(node) : undefined;
  if ((texts as readonly string[]).includes(key)) return node.kind === 'scalar' ? text(node) : undefined;
  const items = node.kind === 'list' ? node.items : node.kind === 'scalar' ? [node] : [];
  const words = items.map((item) => (item.kind === 'scalar' ? (item.value ?? '') : ''));
  if ((maps as readonly string[]).includes(key)) {
    if (node.kind === 'map')
      return Object.fromEntries(
        node.entries.map((entry) => [entry.key, entry.value.kind === 'scalar' ? (entry.value.value ?? '') : '']),
      );
    return Object.fromEntries(words.map((word) => [word.split('=')[0]!, word.split('=').slice(1).join('=')]));
  }
  // Hosts are printed with a colon, however they were written.
  if (key === 'extra_hosts' && node.kind === 'map')
    return sorted(
      node.entries.map((entry) => `${entry.key}:${entry.value.kind === 'scalar' ? entry.value.value : ''}`),
    );
  return words;
}

export const heldDeclarations = (declarations: readonly Declaration[], place: Place): Plain =>
  tidy(
    Object.fromEntries(
      (['network', 'volume', 'secret', 'config'] as const).map((kind) => [
        kind,
        Object.fromEntries(
          declarations
            .filter((one) => one.kind === kind)
            .map((one) => [
              one.name,
              {
                is: 'declared',
                external: one.external || undefined,
                name: text(one.givenName) ?? text(one.externalName) ?? (one.external ? one.name : undefined),
                driver: text(one.driver),
                options: pairs(one.driverOptions),
                labels: pairs(one.labels ?? []),
                file: one.file?.value && absolute(one.file.value, place),
              },
            ]),
        ),
      ]),
    ),
  );

/** Where two values differ: one line for each place. */
export function differing(real: unknown, own: unknown, path = ''): readonly string[] {
  if (JSON.stringify(real) === JSON.stringify(own)) return [];
  const both = [real, own].every((one) => typeof one === 'object' && one !== null && !Array.isArray(one));
  if (!both) return [`${path}: real ${JSON.stringify(real)}, ours ${JSON.stringify(own)}`];
  const [one, other] = [real, own] as readonly Record<string, unknown>[];
  return [...new Set([...Object.keys(one!), ...Object.keys(other!)])].flatMap((key) =>
    differing(one![key], other![key], path === '' ? key : `${path}.${key}`),
  );
}
