/** Nodes, tasks and stored objects of a snapshot. */
import type { ClusterNode, StoredObject, Task } from '../../facts/index.ts';
import { NAMESPACE_LABEL } from '../../facts/snapshot-words.ts';
import { isTrueAt, itemsOf, type Json, numberAt, placeOf, textAt, valueAt } from './json.ts';

const oneOf = <T extends string>(text: string | undefined, known: readonly T[]): T | undefined =>
  known.find((one) => one === text);

/** `20.10.24+dfsg1` and `28.2.2-ce` are builds of the same release. */
const releaseOf = (version: string): string => version.split(/[+~-]/, 1)[0]!;

/** By name. */
export const nodesIn = (root: Json): readonly ClusterNode[] =>
  itemsOf(valueAt(root, 'nodes'))
    .flatMap(nodeOf)
    .sort((one, other) => (one.name < other.name ? -1 : 1));

function nodeOf(node: Json): readonly ClusterNode[] {
  const id = textAt(node, 'ID');
  if (id === undefined) return [];
  const host = valueAt(node, 'Description', 'Hostname');
  const manager = valueAt(node, 'ManagerStatus');
  const engine = textAt(node, 'Description', 'Engine', 'EngineVersion');
  return [
    {
      at: placeOf(host ?? node),
      id,
      name: textAt(node, 'Description', 'Hostname') ?? id,
      manager: manager?.node.type === 'object' || textAt(node, 'Spec', 'Role') === 'manager',
      leader: isTrueAt(manager, 'Leader'),
      reachability: oneOf(textAt(manager, 'Reachability'), ['reachable', 'unreachable', 'unknown'] as const),
      state: textAt(node, 'Status', 'State') ?? 'unknown',
      why: textAt(node, 'Status', 'Message'),
      availability: oneOf(textAt(node, 'Spec', 'Availability'), ['active', 'pause', 'drain'] as const) ?? 'active',
      engine: engine && releaseOf(engine),
    },
  ];
}

/** By the identity of their service. */
export function tasksIn(root: Json): ReadonlyMap<string, readonly Task[]> {
  const tasks = new Map<string, Task[]>();
  for (const json of itemsOf(valueAt(root, 'tasks'))) {
    const [id, service, state] = [textAt(json, 'ID'), textAt(json, 'ServiceID'), textAt(json, 'Status', 'State')];
    if (id === undefined || service === undefined || state === undefined) continue;
    const task: Task = {
      at: placeOf(valueAt(json, 'Status', 'State')!),
      id,
      service,
      slot: numberAt(json, 'Slot'),
      node: textAt(json, 'NodeID'),
      state,
      desired: textAt(json, 'DesiredState') ?? 'running',
      error: textAt(json, 'Status', 'Err'),
      exitCode: numberAt(json, 'Status', 'ContainerStatus', 'ExitCode'),
      since: textAt(json, 'Status', 'Timestamp'),
      image: textAt(json, 'Spec', 'ContainerSpec', 'Image'),
    };
    const known = tasks.get(service);
    if (known) known.push(task);
    else tasks.set(service, [task]);
  }
  return tasks;
}

export const objectsIn = (root: Json): readonly StoredObject[] =>
  (['secret', 'config'] as const).flatMap((kind) =>
    itemsOf(valueAt(root, `${kind}s`)).flatMap((object) => {
      const [id, name] = [textAt(object, 'ID'), textAt(object, 'Spec', 'Name')];
      if (id === undefined || name === undefined) return [];
      return [
        {
          at: placeOf(valueAt(object, 'Spec', 'Name')!),
          kind,
          id,
          name,
          stack: textAt(object, 'Spec', 'Labels', NAMESPACE_LABEL),
        },
      ];
    }),
  );
