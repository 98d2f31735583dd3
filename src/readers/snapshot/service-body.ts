/** The definition of a running service in the words of a stack file, so that the same checks read both. */
import type { Entry, MapNode, Node } from '../../facts/index.ts';
import type { Span } from '../../source/index.ts';
import { itemsOf, type Json, keyAt, placeOf, textAt, valueAt } from './json.ts';
import { entry, list, map, scalar, type Way, ways } from './values.ts';

/** Where it stands in a stack file, where in the Engine's answer, and how it is written. */
type Row = readonly [to: string, from: string, way: Way];

const ofContainer: readonly Row[] = [
  ['command', 'Args', 'words'],
  ['entrypoint', 'Command', 'words'],
  ['environment', 'Env', 'environment'],
  ['labels', 'Labels', 'labels'],
  ['hostname', 'Hostname', 'plain'],
  ['user', 'User', 'plain'],
  ['working_dir', 'Dir', 'plain'],
  ['init', 'Init', 'plain'],
  ['tty', 'TTY', 'plain'],
  ['stdin_open', 'OpenStdin', 'plain'],
  ['read_only', 'ReadOnly', 'plain'],
  ['stop_signal', 'StopSignal', 'plain'],
  ['stop_grace_period', 'StopGracePeriod', 'duration'],
  ['cap_add', 'CapabilityAdd', 'words'],
  ['cap_drop', 'CapabilityDrop', 'words'],
  ['sysctls', 'Sysctls', 'labels'],
  ['dns', 'DNSConfig.Nameservers', 'words'],
  ['healthcheck.test', 'Healthcheck.Test', 'words'],
  ['healthcheck.interval', 'Healthcheck.Interval', 'duration'],
  ['healthcheck.timeout', 'Healthcheck.Timeout', 'duration'],
  ['healthcheck.start_period', 'Healthcheck.StartPeriod', 'duration'],
  ['healthcheck.retries', 'Healthcheck.Retries', 'count'],
];

const ofTask: readonly Row[] = [
  ['logging.driver', 'LogDriver.Name', 'plain'],
  ['logging.options', 'LogDriver.Options', 'labels'],
  ['deploy.restart_policy.condition', 'RestartPolicy.Condition', 'plain'],
  ['deploy.restart_policy.delay', 'RestartPolicy.Delay', 'duration'],
  ['deploy.restart_policy.max_attempts', 'RestartPolicy.MaxAttempts', 'count'],
  ['deploy.restart_policy.window', 'RestartPolicy.Window', 'duration'],
  ['deploy.resources.limits.cpus', 'Resources.Limits.NanoCPUs', 'cpus'],
  ['deploy.resources.limits.memory', 'Resources.Limits.MemoryBytes', 'bytes'],
  ['deploy.resources.reservations.cpus', 'Resources.Reservations.NanoCPUs', 'cpus'],
  ['deploy.resources.reservations.memory', 'Resources.Reservations.MemoryBytes', 'bytes'],
  ['deploy.placement.constraints', 'Placement.Constraints', 'words'],
  ['deploy.placement.max_replicas_per_node', 'Placement.MaxReplicas', 'count'],
];

const changes = (to: string, from: string): readonly Row[] => [
  // 0 is "all at once" and must stay.
  [`deploy.${to}.parallelism`, `${from}.Parallelism`, 'plain'],
  [`deploy.${to}.delay`, `${from}.Delay`, 'duration'],
  [`deploy.${to}.failure_action`, `${from}.FailureAction`, 'plain'],
  [`deploy.${to}.monitor`, `${from}.Monitor`, 'duration'],
  [`deploy.${to}.max_failure_ratio`, `${from}.MaxFailureRatio`, 'plain'],
  [`deploy.${to}.order`, `${from}.Order`, 'plain'],
];

const ofService: readonly Row[] = [
  ['deploy.labels', 'Labels', 'labels'],
  ['deploy.endpoint_mode', 'EndpointSpec.Mode', 'plain'],
  ['deploy.replicas', 'Mode.Replicated.Replicas', 'plain'],
  ...changes('update_config', 'UpdateConfig'),
  ...changes('rollback_config', 'RollbackConfig'),
];

const modes = [
  ['Global', 'global'],
  ['ReplicatedJob', 'replicated-job'],
  ['GlobalJob', 'global-job'],
] as const;

/** How names of the cluster are written in the stack: networks have an identity there, and the namespace stands in front of them. */
export interface Names {
  readonly networkOf: (id: string) => string | undefined;
  readonly short: (name: string) => string;
}

/** `spec`: `Spec` of a service. */
export function bodyOf(spec: Json, names: Names): MapNode {
  const task = valueAt(spec, 'TaskTemplate');
  const container = valueAt(task, 'ContainerSpec');
  const body = growing(placeOf(spec));
  const image = valueAt(container, 'Image');
  const reference = image && ways.plain(image);
  if (image && reference) body.set(['image'], keyAt(container, 'Image') ?? placeOf(image), reference);
  for (const [json, rows] of [
    [container, ofContainer],
    [task, ofTask],
    [spec, ofService],
  ] as const)
    for (const [to, from, way] of rows) {
      const path = from.split('.');
      const value = valueAt(json, ...path);
      const node = value && ways[way](value);
      if (node) body.set(to.split('.'), keyAt(json, ...path) ?? node.at, node);
    }
  for (const [key, mode] of modes) {
    const at = keyAt(spec, 'Mode', key);
    if (at) body.set(['deploy', 'mode'], at, scalar(mode, at));
  }
  const each = (
    json: Json | undefined,
    path: readonly string[],
    to: string,
    write: (item: Json) => Node | undefined,
  ) => {
    const value = valueAt(json, ...path);
    const items = itemsOf(value).flatMap((item) => write(item) ?? []);
    if (value && items.length > 0) body.set([to], keyAt(json, ...path) ?? placeOf(value), list(placeOf(value), items));
  };
  each(spec, ['EndpointSpec', 'Ports'], 'ports', portOf);
  each(container, ['Mounts'], 'volumes', (item) => mountOf(item, names));
  each(container, ['Secrets'], 'secrets', (item) => grantOf(item, 'SecretName', names));
  each(container, ['Configs'], 'configs', (item) => grantOf(item, 'ConfigName', names));
  const networks = valueAt(task, 'Networks') ?? valueAt(spec, 'Networks');
  const attached = itemsOf(networks).flatMap((item) => networkOf(item, names) ?? []);
  if (networks && attached.length > 0) body.set(['networks'], placeOf(networks), map(placeOf(networks), attached));
  return body.build();
}

const pick = (json: Json, rows: readonly Row[]): readonly Entry[] =>
  rows.flatMap(([to, from, way]) => {
    const path = from.split('.');
    const value = valueAt(json, ...path);
    const node = value && ways[way](value);
    return node ? [entry(to, keyAt(json, ...path) ?? node.at, node)] : [];
  });

const portOf = (json: Json): Node =>
  map(
    placeOf(json),
    pick(json, [
      ['target', 'TargetPort', 'count'],
      ['published', 'PublishedPort', 'count'],
      ['protocol', 'Protocol', 'plain'],
      ['mode', 'PublishMode', 'plain'],
    ]),
  );

function mountOf(json: Json, names: Names): Node {
  const entries = pick(json, [
    ['type', 'Type', 'plain'],
    ['target', 'Target', 'plain'],
    ['read_only', 'ReadOnly', 'plain'],
  ]);
  const source = textAt(json, 'Source');
  const at = keyAt(json, 'Source') ?? placeOf(json);
  const name = source !== undefined && textAt(json, 'Type') === 'volume' ? names.short(source) : source;
  return map(placeOf(json), name === undefined ? entries : [...entries, entry('source', at, scalar(name, at))]);
}

function grantOf(json: Json, key: string, names: Names): Node | undefined {
  const name = textAt(json, key);
  if (name === undefined) return undefined;
  const at = keyAt(json, key) ?? placeOf(json);
  const target = pick(json, [['target', 'File.Name', 'plain']]);
  return map(placeOf(json), [entry('source', at, scalar(names.short(name), at)), ...target]);
}

function networkOf(json: Json, names: Names): Entry | undefined {
  const target = textAt(json, 'Target');
  if (target === undefined) return undefined;
  const at = placeOf(json);
  return entry(names.networkOf(target) ?? target, at, map(at, pick(json, [['aliases', 'Aliases', 'words']])));
}

/** A map that grows by paths of keys. */
function growing(at: Span) {
  interface Branch {
    at: Span;
    value?: Node;
    readonly children: Map<string, Branch>;
  }
  const root: Branch = { at, children: new Map() };
  const nodeOf = (branch: Branch): Node => branch.value ?? mapOf(branch);
  const mapOf = ({ at: place, children }: Branch): MapNode =>
    map(
      place,
      [...children].map(([key, child]) => entry(key, child.at, nodeOf(child))),
    );
  return {
    set: (path: readonly string[], place: Span, value: Node): void => {
      let branch = root;
      for (const key of path) {
        const next = branch.children.get(key) ?? { at: place, children: new Map() };
        branch.children.set(key, next);
        branch = next;
      }
      branch.value = value;
    },
    build: (): MapNode => mapOf(root),
  };
}
