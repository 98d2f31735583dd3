/** Mounts: in a cluster there is no directory beside the compose file. */
import { isMap, isScalar, isSeq, type Node, type YAMLSeq } from 'yaml';
import { knownOptions } from '../../facts/swarm/known-values.ts';
import { directoryOf, joinPath } from '../../source/index.ts';
import { expanded, resolve, type Slot, valueAt } from '../draft.ts';
import { commentBefore, mapping, ownList, removeItem, retext, textOf } from '../edit.ts';
import { splitColons } from './colons.ts';
import { grantFor } from './grants.ts';
import { hasTarget, isRelative, type Mount, readMount, targetOf } from './mount.ts';
import { defaultOf, type Row, type Scope, takeOut, tellIn } from './scope.ts';

export const mountRows: readonly Row[] = [
  { key: 'volumes_from', to: 'volumes', why: 'Swarm refuses it: both services name the volumes', work: ofVolumesFrom },
  { key: 'volumes', why: 'nodes have no directory beside the compose file', work: ofVolumes },
];

function ofVolumesFrom(scope: Scope, { pair, value }: Slot): void {
  const { draft } = scope.job;
  const services = valueAt(draft, draft.root, 'services');
  let lost = false;
  for (const item of isSeq(value) ? value.items : []) {
    const [name = '', mode] = (textOf(resolve(draft, item)) ?? '').split(':');
    const mounts = valueAt(draft, valueAt(draft, services, name), 'volumes');
    if (!isSeq(mounts) || name === 'container') {
      lost = true;
      continue;
    }
    const list = ownList(draft, scope.map, 'volumes');
    for (const one of mounts.items as Node[]) {
      const target = targetOf(draft, one);
      if (target !== undefined && hasTarget(scope, target)) continue;
      const copy = expanded(draft, one);
      if (mode === 'ro' && isScalar(copy) && splitColons(textOf(copy) ?? '').length === 2)
        retext(copy, `${textOf(copy)}:ro`);
      list.items.push(copy);
    }
  }
  const todo = lost ? 'TODO: volumes_from is gone: share a named volume' : undefined;
  takeOut(scope, 'volumes_from', todo);
  tellIn(scope, {
    kind: lost ? 'dropped' : 'moved',
    key: 'volumes_from',
    reason: lost ? 'Swarm refuses it; share a named volume' : 'Swarm refuses it: the mounts are named again',
    loss: lost ? 'heavy' : 'none',
    ...(lost ? { todo: true } : { to: 'volumes' }),
    node: pair.key,
  });
}

function ofVolumes(scope: Scope, { pair, value, holder }: Slot): void {
  const { draft } = scope.job;
  if (!isSeq(value)) return;
  // A list that others share is changed for this service alone: what becomes of a mount depends on what the service is built from.
  const shared = holder !== scope.map || value.anchor !== undefined || pair.value !== value;
  const list = shared ? ownList(draft, scope.map, 'volumes') : value;
  const covered: string[] = [];
  for (const item of [...list.items] as Node[]) {
    const node = resolve(draft, item);
    if (isScalar(node)) ofOptions(scope, node);
    if (node && ofType(scope, list, item, node) === 'gone') continue;
    const mount = readMount(scope, node);
    if (!mount || !node) continue;
    const fate = isRelative(mount.source)
      ? ofRelative(scope, list, item, node, mount)
      : ofAbsolute(scope, list, item, mount);
    if (fate === 'code') covered.push(mount.target.replace(/\/$/, ''));
  }
  for (const item of [...list.items] as Node[]) {
    const text = textOf(item);
    if (text === undefined || !covered.some((target) => text.startsWith(`${target}/`)) || text.includes(':')) continue;
    removeItem(list, item);
    tellIn(scope, {
      kind: 'dropped',
      key: 'volumes',
      reason: `${text} kept the directory of the image visible behind the mount that is gone`,
      node: item,
    });
  }
  if (list.items.length > 0) return;
  takeOut(scope, 'volumes', list.comment?.trim());
  // Without its own list the service would get the shared one again; the others have copies by now, or will.
  if (holder !== scope.map) takeOut(scope, 'volumes');
}

const knownTypes: ReadonlySet<string> = new Set(['volume', 'bind', 'tmpfs', 'npipe', 'cluster']);

function ofType(scope: Scope, list: YAMLSeq, item: Node, node: Node): 'gone' | 'stays' {
  const { draft } = scope.job;
  const type = defaultOf(valueAt(draft, node, 'type'));
  if (!isMap(node) || type === undefined || knownTypes.has(type)) return 'stays';
  const target = textOf(valueAt(draft, node, 'target')) ?? '';
  const reason = `Swarm knows no mounts of type ${type}: copy the files into the image, or keep them in a volume`;
  removeItem(list, item, `TODO: the mount at ${target} is gone: ${reason}`);
  tellIn(scope, { kind: 'dropped', key: 'volumes', reason: `${target}: ${reason}`, loss: 'heavy', todo: true, node });
  return 'gone';
}

/** Words behind the second colon that the loader does not know, and names of one letter. */
function ofOptions(scope: Scope, node: Node): void {
  const parts = splitColons(textOf(node) ?? '');
  const [source = '', target = '', options] = parts;
  if (!isScalar(node)) return;
  if (/^[a-z]$/i.test(source) && target.startsWith('/')) {
    const { draft } = scope.job;
    const list = draft.root && valueAt(draft, scope.map, 'volumes');
    const long = mapping({ type: 'volume', source, target, ...(options === 'ro' && { read_only: true }) });
    if (isSeq(list)) list.items = list.items.map((item) => (resolve(draft, item) === node ? long : item));
    tellIn(scope, {
      kind: 'rewritten',
      key: 'volumes',
      reason: 'Swarm takes a name of one letter for a drive of Windows: only the long form is safe',
      node,
    });
    return;
  }
  if (options === undefined || parts.length > 4) return;
  const words = parts.slice(2).join(',').split(',');
  const kept = words.filter((word) => knownOptions.honoured.has(word) && word !== 'rw');
  const lost = words.filter((word) => !knownOptions.honoured.has(word));
  if (lost.length === 0 && parts.length === 3) return;
  retext(node, [source, target, ...(kept.length > 0 ? [kept.join(',')] : [])].join(':'), node.type !== 'PLAIN');
  const nameOf = (word: string) => word.split('=', 1)[0]!;
  const why = lost.map(
    (word) => knownOptions.dropped.get(word)?.cost ?? `Swarm does not know the option ${nameOf(word)}`,
  );
  tellIn(scope, {
    kind: 'dropped',
    key: 'volumes',
    reason: `${lost.map(nameOf).join(',')}: ${[...new Set(why)].join('; ')}`,
    loss: 'light',
    node,
  });
}

function ofRelative(scope: Scope, list: YAMLSeq, item: Node, node: Node, mount: Mount): 'code' | 'kept' {
  const { draft, request } = scope.job;
  const path = joinPath(directoryOf(draft.path), mount.source);
  const found = path === undefined ? undefined : request.beside(path);
  if (found?.kind === 'directory' && scope.contexts.includes(path!)) {
    removeItem(list, item);
    tellIn(scope, {
      kind: 'dropped',
      key: 'volumes',
      reason: `${mount.source} is the code the image is built from: in the cluster the image holds it`,
      node,
    });
    return 'code';
  }
  if (found?.kind === 'file' && grantFor(scope, { ...mount, path: path! }, found.bytes, node)) {
    removeItem(list, item);
    return 'kept';
  }
  const advice =
    found?.kind === 'directory'
      ? 'put the files into the image, or make each a config; for data a volume'
      : found?.kind === 'file'
        ? 'if the program only reads it, make it a config; else keep it in a volume'
        : 'a volume for data, a config for a file';
  commentBefore(item, `TODO: nodes have no ${mount.source}: ${advice}`, list);
  tellIn(scope, {
    kind: 'note',
    key: 'volumes',
    reason: `${mount.source} must lie on every node that may run a task; ${advice}`,
    loss: 'heavy',
    todo: true,
    node,
  });
  return 'kept';
}

/** Of the machine itself, and there on every node. */
const everywhere =
  /^\/(?:var\/run|run|proc|sys|dev|etc\/(?:localtime|timezone|hostname|machine-id|os-release|ssl|passwd|group))(?:\/|$)|^\/$|^\/var\/lib\/docker(?:\/|$)|^\/var\/log$/;

function ofAbsolute(scope: Scope, list: YAMLSeq, item: Node, { source }: Mount): 'kept' {
  if (everywhere.test(source)) return 'kept';
  commentBefore(
    item,
    `TODO: ${source} must exist on every node that may run a task: pin the service, or use a volume`,
    list,
  );
  tellIn(scope, {
    kind: 'note',
    key: 'volumes',
    reason: `${source} must exist on every node that may run a task, and each node has its own`,
    todo: true,
    node: item,
  });
  return 'kept';
}
