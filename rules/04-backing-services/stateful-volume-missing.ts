import { type DataPlace, dataPlaces, defineCheck, type PlaceTrouble, settingsOf } from '../../src/kit/index.ts';

const texts: Readonly<Record<PlaceTrouble['kind'], (path: string, target: string) => string>> = {
  none: (path) => `keeps its data in ${path}, which is on no volume: every new task starts empty.`,
  beside: (path, target) =>
    `mounts its volume at ${target}, but keeps its data in ${path}: the volume stays empty, and the data is gone with the task.`,
  above: (path, target) =>
    `mounts its volume at ${target}, but the image brings a volume of its own for ${path}: the data goes there and is gone with the task.`,
  anonymous: (path) => `keeps its data in ${path} on a volume without a name: every new task gets a new and empty one.`,
  memory: (path) => `keeps its data in ${path}, which is in memory: it is gone with the task.`,
  refused: (path, target) =>
    `mounts its volume at ${target}, where this version refuses to start: it keeps its data below ${path}.`,
};

export default defineCheck<DataPlace>({
  id: 'backing-services/stateful-volume-missing',
  title: 'Data directory is not on a volume',
  severity: 'error',
  confidence: 'high',
  effect: 'block',
  obligation: 'mounts',
  since: '0.1.0',
  rationale:
    'Swarm replaces tasks: at every update, when a node goes away, after a crash. A new task gets a new container, and with it new anonymous volumes. What a database has written outside a named volume or a folder of the node is lost then, even though a volume may be mounted a directory further up or down.',
  evidence:
    'The data directory of known datastores, by image, version and the settings that move it, beside the mounts of the service.',
  needs: ['swarm'],
  traps: [
    'Caches that keep nothing on purpose.',
    'Routers, arbiters and other parts of a datastore that hold no data.',
    'Directories with scripts or settings of the image.',
    'An image of the team that may keep its data elsewhere: with medium confidence.',
  ],
  remedy:
    'Mount a named volume exactly at the data directory of the image and its version, for example `data:/var/lib/postgresql/data` up to Postgres 17 and `data:/var/lib/postgresql` from 18 on, `data:/data/db` for MongoDB.',
  references: ['https://hub.docker.com/_/postgres#pgdata', 'https://docs.docker.com/engine/storage/volumes/'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  db:
    image: mongo:8.0
    deploy:
      replicas: 1
`,
    },
    good: {
      'docker-stack.yml': `services:
  db:
    image: mongo:8.0
    volumes: ["data:/data/db"]
    deploy:
      placement: { constraints: ["node.labels.data == true"] }
volumes:
  data:
`,
    },
  },

  each: dataPlaces,
  fails: ({ service, family, path, trouble }, facts) => {
    if (!trouble) return false;
    const { kind, mount, setting } = trouble;
    const chosen = kind === 'none' || kind === 'memory' || kind === 'anonymous';
    if (chosen && family.contents === 'cache' && !settingsOf(service, facts).words.includes('--appendonly'))
      return false;
    if (kind === 'memory' && family.contents !== 'records') return false;
    return {
      at: mount?.at,
      severity: chosen && family.contents !== 'records' && family.contents !== 'cache' ? 'warning' : 'error',
      confidence: service.built ? 'medium' : 'high',
      ...(kind === 'refused' ? { effect: 'break' as const } : {}),
      subject: path,
      words: { by: setting === undefined ? '' : ` (${setting})` },
    };
  },
  message: ({ service, family, path, trouble }, { words }) =>
    `Service "${service.name}" (${family.family}) ${trouble ? texts[trouble.kind](`${path}${words?.by ?? ''}`, trouble.mount?.target ?? '') : ''}`,
});
