/** A snapshot of a Swarm: the answers of the Engine API in one file. */
import type { ComposeService, LiveCluster, LiveService, Reader, Reading } from '../../facts/index.ts';
import { IMAGE_LABEL, NAMESPACE_LABEL, SNAPSHOT_KEY, SNAPSHOT_VERSION } from '../../facts/snapshot-words.ts';
import { startOf } from '../../source/index.ts';
import { serviceOf } from '../compose/service.ts';
import { declarationsBy, shortIn } from './declarations.ts';
import { itemsOf, type Json, keyAt, membersOf, numberAt, parseJson, placeOf, textAt, valueAt } from './json.ts';
import { nodesIn, objectsIn, tasksIn } from './nodes.ts';
import { bodyOf } from './service-body.ts';
import { entry } from './values.ts';

/** Not among the readers of a repository: a Swarm is judged when somebody asks for it. */
export const snapshotReader: Reader = {
  name: 'snapshot',
  claims: (path) => /(^|\/)cluster\.json$/.test(path),
  needs: ({ text }) => (/"(?:ba|da|a)?sh"|CMD-SHELL/.test(text) ? 'shell' : undefined),
  read: ({ path, text }) => {
    if (!text.includes(SNAPSHOT_KEY)) return {};
    const root = parseJson(path, text);
    if (!root) return gap(path, 'no JSON: it cannot be read as a snapshot');
    const version = numberAt(root, SNAPSHOT_KEY);
    return version === SNAPSHOT_VERSION
      ? { live: [clusterOf(path, root)] }
      : gap(path, `a snapshot of version ${version ?? 'unknown'}; this swarm-lint reads ${SNAPSHOT_VERSION}`);
  },
};

const gap = (path: string, why: string): Reading => ({ gaps: [{ at: startOf(path), why }] });

function clusterOf(path: string, root: Json): LiveCluster {
  const refused = membersOf(valueAt(root, 'refused')).map(({ key, at, value }) => ({
    at,
    path: key,
    why: typeof value.node.value === 'string' ? value.node.value : 'it did not answer',
  }));
  const leaderless = valueAt(root, 'info', 'Swarm', 'Error');
  const why = textAt(root, 'info', 'Swarm', 'Error');
  const services = itemsOf(valueAt(root, 'services'));
  const stacks = new Map<string, Json[]>();
  for (const service of services) {
    const stack = stackOf(service) ?? '';
    stacks.set(stack, [...(stacks.get(stack) ?? []), service]);
  }
  const networks = new Map(
    itemsOf(valueAt(root, 'networks')).map((network) => [textAt(network, 'Id') ?? '', textAt(network, 'Name') ?? '']),
  );
  const tasks = tasksIn(root);
  const images = new Map(membersOf(valueAt(root, 'images')).map(({ key, value }) => [key, value]));
  return {
    at: startOf(path),
    takenAt: textAt(root, 'info', 'SystemTime'),
    asked: textAt(root, 'info', 'Name'),
    logDriver: textAt(root, 'info', 'LoggingDriver'),
    ...(leaderless && why !== undefined && services.length === 0
      ? { leaderless: { at: placeOf(leaderless), why } }
      : {}),
    nodes: nodesIn(root),
    services: services.flatMap((service) => liveService(service, { networks, images }, tasks) ?? []),
    objects: objectsIn(root),
    declarations: declarationsBy(root, stacks),
    refused,
  };
}

const stackOf = (service: Json): string | undefined => textAt(service, 'Spec', 'Labels', NAMESPACE_LABEL);

interface Known {
  readonly networks: ReadonlyMap<string, string>;
  /** What the node that was asked holds of images, by reference. */
  readonly images: ReadonlyMap<string, Json>;
}

function liveService(
  json: Json,
  { networks, images }: Known,
  tasks: ReturnType<typeof tasksIn>,
): LiveService | undefined {
  const spec = valueAt(json, 'Spec');
  const [id, name] = [textAt(json, 'ID'), textAt(spec, 'Name')];
  if (!spec || id === undefined || name === undefined) return undefined;
  const at = placeOf(valueAt(spec, 'Name')!);
  const stack = stackOf(json);
  const body = bodyOf(spec, {
    networkOf: (network) => {
      const known = networks.get(network);
      return known === undefined || known === '' ? undefined : shortIn(stack, known);
    },
    short: (long) => shortIn(stack, long),
  });
  const service = serviceOf(entry(shortIn(stack, name), at, body), body);
  const reference = textAt(spec, 'TaskTemplate', 'ContainerSpec', 'Image');
  const update = textAt(json, 'UpdateStatus', 'State');
  // The engine also counts tasks on nodes that are gone: what it wants of them tells.
  const known = tasks.get(id);
  return {
    at,
    id,
    name,
    stack,
    service: withImage(service, images.get(reference ?? '')),
    image: textAt(spec, 'Labels', IMAGE_LABEL) ?? reference?.replace(/@sha256:.*$/, ''),
    running: known
      ? known.filter(({ state, desired }) => state === 'running' && desired === 'running').length
      : numberAt(json, 'ServiceStatus', 'RunningTasks'),
    desired: numberAt(json, 'ServiceStatus', 'DesiredTasks'),
    ...(update === undefined
      ? {}
      : {
          update: {
            at: keyAt(json, 'UpdateStatus') ?? at,
            state: update,
            message: textAt(json, 'UpdateStatus', 'Message'),
          },
        }),
    tasks: known ?? [],
    uses: usesOf(valueAt(spec, 'TaskTemplate', 'ContainerSpec')),
  };
}

const usesOf = (container: Json | undefined): readonly string[] =>
  (['secret', 'config'] as const).flatMap((kind) => {
    const [list, key] = kind === 'secret' ? ['Secrets', 'SecretName'] : ['Configs', 'ConfigName'];
    return itemsOf(valueAt(container, list!)).flatMap((item) => {
      const name = textAt(item, key!);
      return name === undefined ? [] : [`${kind} ${name}`];
    });
  });

/** What the image brings along where the service says nothing. */
function withImage(service: ComposeService, image: Json | undefined): ComposeService {
  if (!image || service.healthcheck?.test || service.healthcheck?.disabled) return service;
  const test = itemsOf(valueAt(image, 'Healthcheck', 'Test')).flatMap(({ node }) =>
    typeof node.value === 'string' ? [node.value] : [],
  );
  const [form, ...argv] = test;
  if (form === 'CMD' || form === 'CMD-SHELL') return { ...service, imageHealth: { at: placeOf(image), form, argv } };
  return { ...service, imageHealth: 'none' };
}
