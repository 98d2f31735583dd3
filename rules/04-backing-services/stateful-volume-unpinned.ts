import {
  clusterOf,
  type DataMount,
  dataMounts,
  defineCheck,
  fellowMembers,
  pinOf,
  runsSeveral,
} from '../../src/kit/index.ts';

export default defineCheck<DataMount>({
  id: 'backing-services/stateful-volume-unpinned',
  title: 'Data stays on one node, the task does not',
  severity: 'error',
  confidence: 'high',
  effect: 'block',
  obligation: 'mounts',
  since: '0.1.0',
  rationale:
    'A local volume exists once per node. When Swarm starts the task on another node, after an update, a drain or a crash, it gets a new and empty volume there, or waits for a folder that does not exist: the data seems lost, and what is written from then on is in two places.',
  evidence:
    'Local volumes and folders of a node under the data of a datastore or a queue, and the placement constraints of its service.',
  needs: ['swarm'],
  traps: [
    'A constraint that names one node or a label of your own.',
    'Volumes on network storage, and volumes that are made elsewhere.',
    'Global services: each task stays on its node.',
    'Caches that keep nothing, and mounts of settings.',
  ],
  remedy:
    'Tie the service to the node that has the data: label it (`docker node update --label-add data=true NODE`) and write `deploy.placement.constraints: ["node.labels.data == true"]`. Or use a volume on network storage, or a managed database.',
  references: ['https://docs.docker.com/engine/swarm/services/#placement-constraints'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  db:
    image: postgres:16.4
    volumes:
      - data:/var/lib/postgresql/data
    deploy:
      replicas: 1
volumes:
  data:
`,
    },
    good: {
      'docker-stack.yml': `services:
  db:
    image: postgres:16.4
    volumes:
      - data:/var/lib/postgresql/data
    deploy:
      replicas: 1
      placement:
        constraints: ["node.labels.data == true"]
volumes:
  data:
`,
    },
  },

  // A task of a global service stays on its node, and its volume with it.
  each: (facts) => dataMounts(facts).filter(({ service }) => !service.scale.global),
  fails: ({ service, mount, storage }, facts) => {
    if (storage !== 'node-local') return false;
    const pin = pinOf(service);
    if (pin?.to === 'one-node') return false;
    const words = { where: mount.type === 'bind' ? `folder ${mount.source}` : `volume ${mount.source}` };
    // A member of a cluster copies what it lost from the others, as long as enough of them stay.
    if (clusterOf(service, facts) === 'yes') {
      if (runsSeveral(service)) return { severity: 'info', effect: 'none', words, subject: mount.target };
      if (fellowMembers(service, facts).length > 0) return { severity: 'warning', words, subject: mount.target };
    }
    // One manager is one node; the file does not say how many there are.
    return pin
      ? {
          severity: 'warning',
          words: { ...words, but: `"${pin.text}" can match several nodes` },
          subject: mount.target,
        }
      : { words, subject: mount.target };
  },
  message: ({ service }, { words }) =>
    `Service "${service.name}" keeps its data in ${words?.where} of one node, but ${words?.but ?? 'may be started on any'}: elsewhere it starts empty.`,
});
