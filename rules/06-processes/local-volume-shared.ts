import { defineCheck, escalated, hasRole, isOwn, listed, type NodeVolume, nodeVolumes } from '../../src/kit/index.ts';

export default defineCheck<NodeVolume>({
  id: 'processes/local-volume-shared',
  title: 'Tasks on different nodes do not share a local volume',
  severity: 'warning',
  activeSeverity: 'error',
  confidence: 'high',
  effect: 'block',
  obligation: 'mounts',
  since: '0.1.0',
  rationale:
    'A local volume or a folder of the host exists on every node separately, under the same name and with other content. Tasks that Swarm places on different nodes each read and write their own; it works on one machine and stops working with the second.',
  evidence:
    'Local volumes and folders of a node that services write to, when several replicas or several services mount the same one.',
  needs: ['services'],
  traps: [
    'Mounts that are read only, in memory or on network storage, also where only `cluster: sharedVolumes` in `.swarm-lint.yaml` says so.',
    'Services or replicas that one constraint keeps on the same node.',
    'A volume per task (`{{.Task.Slot}}`), and agents on every node.',
    'Caches, logs, and sockets of the node.',
  ],
  remedy:
    'Move the data to object storage or a database, put static files into the image that serves them, or declare the volume on network storage (`driver_opts: { type: nfs, o: "addr=…", device: ":/path" }`).',
  references: ['https://docs.docker.com/engine/storage/volumes/#share-data-between-machines'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/cms:5.2.0
    ports: ["80:8000"]
    volumes: ["media:/app/media"]
    deploy:
      replicas: 2
volumes:
  media:
`,
    },
    good: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/cms:5.2.0
    ports: ["80:8000"]
    volumes: ["media:/app/media"]
    deploy:
      replicas: 1
      placement:
        constraints: ["node.labels.media == true"]
volumes:
  media:
`,
    },
  },

  each: (facts) => nodeVolumes(facts),
  fails: ({ service, mount, partners, together, outside, repeated }) => {
    const others = partners.map((partner) => partner.service.name);
    const subject = mount.source ?? mount.target;
    if (together || repeated) return false;
    const confidence = outside ? 'medium' : 'high';
    if (others.length > 0) {
      return {
        severity: 'error',
        confidence,
        notes: partners.map((partner) => ({
          at: partner.mount.at,
          message: `${partner.service.name} mounts the same`,
        })),
        words: {
          what: `shares ${subject} with ${listed(others)}`,
          cost: 'on different nodes they see different files',
        },
        subject,
      };
    }
    const words = { what: `writes to ${subject}`, cost: 'on every node it finds other files there' };
    if (service.scale.active)
      return service.scale.global && !hasRole(service, 'web')
        ? false
        : { ...escalated(service), confidence, words, subject };
    return isOwn(service) && hasRole(service, 'web', 'worker')
      ? { ...escalated(service), confidence, words, subject }
      : false;
  },
  message: ({ service }, { words }) =>
    `Service "${service.name}" ${words?.what}, which each node has for itself: ${words?.cost}.`,
});
