import { defineCheck, type Edit, type ExposedStore, exposedStores, listed } from '../../src/kit/index.ts';

export default defineCheck<ExposedStore>({
  id: 'backing-services/published-datastore',
  title: 'Datastore can be reached on every node',
  severity: 'warning',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'A published port is open on every address of every node of the cluster, in front of the rules of the host firewall that tools such as ufw manage. A database, a broker or its console is then one password away from everybody who reaches a node, and no distance at all where none is asked for.',
  evidence:
    'Ports of datastores, brokers and their consoles in services for Swarm, and whether the settings of the image ask for a password.',
  needs: ['swarm'],
  traps: [
    'Products that are made for the outside, such as object storage and brokers of devices.',
    'Ports with an address in front: port-binding/host-ip-ignored speaks of them.',
    'Ports in host mode behind a password: a note.',
  ],
  remedy:
    'Take the port out: services on the same overlay network reach the datastore by its name without it. For work by hand, start a client on that network, for example `docker run --rm -it --network STACK_default postgres:16 psql -h db` on an attachable one.',
  references: ['https://docs.docker.com/engine/network/packet-filtering-firewalls/'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  db:
    image: postgres:16.4
    ports: ["5432:5432"]
    deploy:
      placement: { constraints: ["node.labels.data == true"] }
`,
    },
    good: {
      'docker-stack.yml': `services:
  db:
    image: postgres:16.4
    deploy:
      placement: { constraints: ["node.labels.data == true"] }
`,
    },
  },

  each: exposedStores,
  fails: ({ ports, unlocked }) => {
    const [first, ...others] = ports;
    if (!first) return false;
    // On one node, and perhaps on a private network of it.
    const narrow = ports.every(({ mode }) => mode === 'host');
    return {
      at: first.at,
      notes: others.map((port) => ({ at: port.at, message: 'and here' })),
      severity: unlocked ? (narrow ? 'warning' : 'error') : narrow ? 'info' : 'warning',
      subject: 'ports',
      words: { where: narrow ? 'the nodes it runs on' : 'every node' },
    };
  },
  message: ({ service, ports, unlocked }, { words }) =>
    `Service "${service.name}" (${service.family?.family}) publishes port ${listed(ports.map(({ published }) => String(published?.from ?? 'of its choice')))} on ${words?.where}${unlocked ? `, and lets everybody in (${unlocked})` : ''}.`,
  fix: {
    summary: 'Takes the ports out.',
    safety: 'suggested',
    propose: ({ ports }) => {
      const [first, ...others] = ports.map(({ at }): Edit => ({ kind: 'remove', at }));
      return first && { title: 'Publish no port', safety: 'suggested', edits: [first, ...others] };
    },
  },
});
