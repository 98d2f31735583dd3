/** What Swarm does not need and people do: updates without a gap, logs that do not fill disks, and remarks where only a person knows. */
import { isMap, isSeq, type Node, type YAMLMap } from 'yaml';
import { booleanOf } from '../facts/units.ts';
import { keyOf, resolve, slotOf, slotsOf, valueAt } from './draft.ts';
import {
  commentBefore,
  commentBehind,
  commented,
  pair as entry,
  mapping,
  ownMap,
  ownPath,
  put,
  scalar,
  textOf,
} from './edit.ts';
import type { Job } from './job.ts';
import { knownImage } from './known-images.ts';
import { splitColons } from './rows/colons.ts';
import { defaultOf } from './rows/scope.ts';
import { scalarOf } from './view.ts';

export function propose(job: Job): void {
  const { draft } = job;
  const services = valueAt(draft, draft.root, 'services');
  if (!isMap(services)) return;
  const maps = slotsOf(draft, services).flatMap(({ key, value }) => (isMap(value) ? [[key, value] as const] : []));
  ofLogging(job, maps);
  for (const [name, map] of maps) {
    ofUpdates(job, name, map);
    ofStop(job, name, map);
    ofHealth(job, name, map);
    ofLimits(job, name, map);
  }
  ofVolumes(job);
  ofStored(job);
}

type Named = readonly [name: string, map: YAMLMap];

function ofLogging({ draft, tell }: Job, services: readonly Named[]): void {
  const bare = services.filter(([, map]) => !slotOf(draft, map, 'logging'));
  if (bare.length === 0) return;
  const logging = () =>
    mapping({ driver: 'json-file', options: mapping({ 'max-size': quoted('10m'), 'max-file': quoted('3') }) });
  if (bare.length === 1) bare[0]![1].items.push(entry('logging', logging()));
  else {
    const taken = (name: string) => slotOf(draft, draft.root, `x-${name}`) !== undefined || draft.anchors.has(name);
    const name =
      ['logging', 'default-logging', 'stack-logging'].find((one) => !taken(one)) ?? `logging-${draft.anchors.size}`;
    const node = logging();
    node.anchor = name;
    draft.anchors.set(name, node);
    const at = draft.root.items.findIndex((pair) => keyOf(pair) === 'services');
    const made = entry(`x-${name}`, node);
    const next = draft.root.items[at]?.key as Node | undefined;
    // The head of the file stays its head.
    if (next) next.spaceBefore = true;
    draft.root.items.splice(Math.max(0, at), 0, made);
    for (const [, map] of bare) map.items.push(entry('logging', draft.document.createAlias(node, name) as never));
  }
  for (const [service] of bare)
    tell({
      kind: 'proposed',
      path: `services.${service}.logging`,
      reason: 'without limits the logs of a task fill the disk of its node',
    });
}

const quoted = (text: string): Node => Object.assign(scalar(text), { type: 'QUOTE_DOUBLE' as const });

/** A job, or a task that nobody starts again. */
function runsOnce(draft: Job['draft'], map: YAMLMap): boolean {
  const deploy = valueAt(draft, map, 'deploy');
  const isJob = textOf(valueAt(draft, deploy, 'mode'))?.endsWith('-job') === true;
  return isJob || textOf(valueAt(draft, valueAt(draft, deploy, 'restart_policy'), 'condition')) === 'none';
}

function ofUpdates({ draft, tell }: Job, service: string, map: YAMLMap): void {
  const deploy = valueAt(draft, map, 'deploy');
  if (valueAt(draft, deploy, 'update_config') || runsOnce(draft, map)) return;
  const why = whyStopFirst({ draft }, map);
  put(
    ownPath(draft, map, ['deploy']),
    'update_config',
    mapping({ order: why ? 'stop-first' : 'start-first', failure_action: 'rollback' }),
  );
  tell({
    kind: 'proposed',
    path: `services.${service}.deploy.update_config`,
    reason: why
      ? `the old task stops before the new one starts: ${why}; an update that fails is rolled back`
      : 'the new task starts before the old one stops; an update that fails is rolled back',
  });
}

/** Two tasks at a time would get in each other's way. */
function whyStopFirst({ draft }: Pick<Job, 'draft'>, map: YAMLMap): string | undefined {
  const ports = valueAt(draft, map, 'ports');
  const onHost =
    isSeq(ports) && ports.items.some((port) => textOf(valueAt(draft, resolve(draft, port), 'mode')) === 'host');
  const networks = valueAt(draft, map, 'networks');
  const top = valueAt(draft, draft.root, 'networks');
  const hostNetwork =
    isMap(networks) &&
    networks.items.some((one) => textOf(valueAt(draft, valueAt(draft, top, keyOf(one)), 'name')) === 'host');
  if (onHost || hostNetwork) return 'both would want the same port of the node';
  const volumes = valueAt(draft, map, 'volumes');
  const writes = isSeq(volumes) && volumes.items.some((item) => isWritten(draft, resolve(draft, item)));
  return writes ? 'both would write to the same files' : undefined;
}

function isWritten(draft: Job['draft'], mount: Node | undefined): boolean {
  if (isMap(mount)) {
    const type = textOf(valueAt(draft, mount, 'type'));
    return (
      (type === 'volume' || type === 'bind') && booleanOf(scalarOf(valueAt(draft, mount, 'read_only'), 0)) !== true
    );
  }
  const [source = '', target, options = ''] = splitColons(textOf(mount) ?? '');
  return (
    target !== undefined && !/(?:^|,)ro(?:,|$)/.test(options) && !/^\/(?:var\/)?run\/|^\/etc\/localtime/.test(source)
  );
}

function ofStop({ draft, tell }: Job, service: string, map: YAMLMap): void {
  if (slotOf(draft, map, 'stop_grace_period') || !knownImage(defaultOf(valueAt(draft, map, 'image')))?.slowToStop)
    return;
  put(map, 'stop_grace_period', scalar('1m'));
  tell({
    kind: 'proposed',
    path: `services.${service}.stop_grace_period`,
    reason: 'after ten seconds a database is killed while it still writes',
  });
}

/** Remarks about a service stand above its `deploy`, or what it has instead. */
const keyForRemarks = (map: YAMLMap): Node | undefined =>
  (map.items.find((one) => keyOf(one) === 'deploy') ?? map.items.at(-1))?.key as Node | undefined;

const isRemarked = (map: YAMLMap, text: string): boolean =>
  commented(map, text) || map.items.some((one) => commented(one.key as Node, text));

function remark(map: YAMLMap, text: string): void {
  const key = keyForRemarks(map);
  if (key) commentBefore(key, text);
}

function ofHealth({ draft, tell }: Job, service: string, map: YAMLMap): void {
  if (slotOf(draft, map, 'healthcheck') || runsOnce(draft, map)) return;
  if (isRemarked(map, 'TODO: a health check')) return;
  const known = knownImage(defaultOf(valueAt(draft, map, 'image')));
  const test = known ? `test: ${JSON.stringify(['CMD-SHELL', known.test])}` : 'test: ["CMD", "…"]';
  remark(
    map,
    `TODO: a health check, unless the image has one; its program must be in the image:\n healthcheck: { ${test}, interval: 10s, start_period: 30s }`,
  );
  tell({
    kind: 'proposed',
    path: `services.${service}.healthcheck`,
    reason: 'without one, here or in the image, Swarm sends requests to tasks that are not ready yet',
    todo: true,
  });
}

function ofLimits({ draft, tell }: Job, service: string, map: YAMLMap): void {
  const resources = valueAt(draft, valueAt(draft, map, 'deploy'), 'resources');
  if (valueAt(draft, valueAt(draft, resources, 'limits'), 'memory')) return;
  if (isRemarked(map, 'TODO: deploy.resources.limits.memory')) return;
  remark(map, 'TODO: deploy.resources.limits.memory, from what docker stats shows');
  tell({
    kind: 'proposed',
    path: `services.${service}.deploy.resources.limits.memory`,
    reason: 'without one a task can take all the memory of its node',
    todo: true,
  });
}

function ofVolumes({ draft, tell }: Job): void {
  const volumes = valueAt(draft, draft.root, 'volumes');
  if (!isMap(volumes)) return;
  for (const { key, pair, value } of slotsOf(draft, volumes)) {
    const driver = textOf(valueAt(draft, value, 'driver'));
    const external = valueAt(draft, value, 'external');
    const shared = isMap(valueAt(draft, value, 'driver_opts')) || (driver !== undefined && driver !== 'local');
    if (shared || external) continue;
    const text =
      'TODO: lies on one node: pin its service (deploy.placement.constraints) or share it (driver_opts: nfs)';
    if (commented(pair.key, text) || (volumes.items[0] === pair && commented(volumes, text))) continue;
    commentBefore(pair.key, text);
    tell({
      kind: 'proposed',
      path: `volumes.${key}`,
      reason: 'every node has its own volume of this name: a task that moves starts with an empty one',
      todo: true,
      node: pair.key,
    });
  }
}

/** Swarm cannot change what a secret or config holds: a new file needs a new name. */
function ofStored({ draft, tell, request }: Job): void {
  for (const section of ['secrets', 'configs'] as const) {
    const entries = valueAt(draft, draft.root, section);
    if (!isMap(entries)) continue;
    for (const { key, value } of slotsOf(draft, entries)) {
      if (!isMap(value) || !valueAt(draft, value, 'file') || valueAt(draft, value, 'name')) continue;
      const name = scalar(`${request.project}_${key}_v1`.slice(-64).replace(/^[^A-Za-z0-9]+/, ''));
      put(ownMap(draft, entries, key), 'name', name);
      commentBehind(name, 'count up whenever the file changes');
      tell({
        kind: 'proposed',
        path: `${section}.${key}.name`,
        reason: `Swarm never changes a ${section.slice(0, -1)}: without a new name a changed file stops the deploy`,
      });
    }
  }
}
