/** What a service wrote: into its containers, and into volumes. Only containers of the node that is asked can be looked into. */
import type { LayerWrites, Measure, VolumeUse } from '../../prove/index.ts';
import type { Engine } from './engine.ts';
import type { Deployed, Loose } from './service.ts';
import type { SeenTask } from './tasks.ts';

/** Places whose files nobody misses. */
const passing = [
  /^\/(?:tmp|var\/tmp|run|var\/run|var\/cache|var\/lock|proc|sys|dev)(?:\/|$)/,
  /^\/(?:root|home\/[^/]+)\/\.(?:cache|npm|config|local|node_repl_history)(?:\/|$)/,
  /\/(?:__pycache__|\.cache|cache|tmp\/(?:cache|pids|sockets)|var\/cache)(?:\/|$)/,
  /\.(?:pyc|pid|lock|sock)$/,
  // Lines of logs are measured by themselves; and beat, without what it noted, begins its schedule anew.
  /^\/var\/log\/|\.log$/,
  /\/celerybeat-schedule(?:[.-]\w+)?$/,
];
export const isPassing = (path: string): boolean => passing.some((one) => one.test(path));

/** Files that were made or changed, without the folders they lie in and what was mounted there. */
export function writtenPaths(changes: readonly Loose[], mounted: readonly string[]): readonly string[] {
  const paths = changes
    .filter(({ Kind: kind }) => kind === 0 || kind === 1)
    .map(({ Path: path }) => String(path))
    .sort();
  const under = (path: string, top: string): boolean => path === top || path.startsWith(`${top}/`);
  // Sorted: what lies in a folder follows it, though not always at once (`/a`, `/a-b`, `/a/b`).
  const folders = new Set(
    paths.flatMap((path) =>
      path
        .split('/')
        .slice(1, -1)
        .map((_, at, parts) => `/${parts.slice(0, at + 1).join('/')}`),
    ),
  );
  return paths.filter((path) => !folders.has(path) && !mounted.some((top) => under(path, top) || under(top, path)));
}

interface Looked {
  readonly changes: readonly Loose[];
  readonly mounts: readonly Loose[];
}

async function look(task: SeenTask, engine: Engine): Promise<Looked | undefined> {
  const changes = await engine.send('GET', `/containers/${task.container}/changes`);
  const container = await engine.send('GET', `/containers/${task.container}/json`);
  if (container.status !== 200) return undefined;
  return {
    changes: Array.isArray(changes.body) ? changes.body : [],
    mounts: (container.body as Loose).Mounts ?? [],
  };
}

const given = (spec: Loose): readonly string[] => [
  '/run/secrets',
  ...[
    ...(spec.TaskTemplate?.ContainerSpec?.Configs ?? []),
    ...(spec.TaskTemplate?.ContainerSpec?.Secrets ?? []),
  ].flatMap((one: Loose) => {
    const name: unknown = one.File?.Name;
    return typeof name === 'string' ? [name.startsWith('/') ? name : `/${name}`] : [];
  }),
];

/** `node`: the one that is asked. */
export async function storageOf(
  { spec }: Deployed,
  tasks: readonly SeenTask[],
  node: string,
  engine: Engine,
): Promise<{ readonly layer: Measure<LayerWrites>; readonly volumes: Measure<VolumeUse> }> {
  const here = tasks.filter((task) => task.node === node && task.container !== undefined);
  const looked: Looked[] = [];
  for (const task of here) {
    const one = await look(task, engine);
    if (one) looked.push(one);
  }
  if (looked.length === 0) {
    const missing = 'none of its containers is on the node that was asked, and others cannot be looked into';
    return { layer: { missing }, volumes: { missing } };
  }
  const all = looked.flatMap(({ changes, mounts }) =>
    writtenPaths(changes, [...given(spec), ...mounts.map(({ Destination: path }) => String(path))]),
  );
  const paths = [...new Set(all)].sort();
  const layer: LayerWrites = {
    containers: looked.length,
    lasting: paths.filter((path) => !isPassing(path)),
    passing: paths.filter(isPassing).length,
  };
  return { layer, volumes: { volumes: await volumesOf(looked[0]!.mounts, tasks, engine) } };
}

async function volumesOf(
  mounts: readonly Loose[],
  tasks: readonly SeenTask[],
  engine: Engine,
): Promise<VolumeUse['volumes']> {
  const own = mounts.filter(({ Type: type, RW: writable }) => type === 'volume' && writable);
  if (own.length === 0) return [];
  const sizes = new Map<string, number>();
  const usage = await engine.send('GET', '/system/df');
  for (const volume of (usage.body as Loose)?.Volumes ?? [])
    if (typeof volume.UsageData?.Size === 'number' && volume.UsageData.Size >= 0)
      sizes.set(volume.Name, volume.UsageData.Size);
  const nodes = new Set(tasks.map((task) => task.node)).size;
  const volumes: VolumeUse['volumes'][number][] = [];
  for (const { Name: name, Destination: target, Driver: driver } of own) {
    const { body } = await engine.send('GET', `/volumes/${encodeURIComponent(name)}`);
    // The usual driver also mounts NFS and the like.
    const type: unknown = (body as Loose)?.Options?.type;
    const bytes = sizes.get(name);
    volumes.push({
      name: String(name),
      target: String(target),
      driver: typeof type === 'string' && !['', 'none', 'tmpfs'].includes(type) ? type : String(driver),
      ...(bytes === undefined ? {} : { bytes }),
      nodes,
    });
  }
  return volumes;
}
