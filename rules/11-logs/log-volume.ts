import { defineCheck, type MountedService, serviceMounts } from '../../src/kit/index.ts';

export default defineCheck<MountedService>({
  id: 'logs/log-volume',
  title: 'Logs are kept in a volume',
  severity: 'warning',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'A volume for log files ties the log to the disk of one node: every node that has run the service holds a piece of it, replicas write into the same file, nothing rotates it, and `docker service logs` shows none of it.',
  evidence: 'Writable mounts over folders of log files in services that are no collectors.',
  needs: ['swarm'],
  traps: [
    'Datastores, whose log may be their data.',
    'Mounts that are read only, and names that merely contain "log".',
    'Code that writes the file: logs/file-logging names it instead.',
  ],
  remedy: 'Write to standard output, drop the volume, and let the logging driver rotate and ship the lines.',
  references: ['https://12factor.net/logs'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    ports: ["80:3000"]
    volumes: ["shop-logs:/app/logs"]
volumes:
  shop-logs: {}
`,
    },
    good: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    ports: ["80:3000"]
    volumes: ["shop-media:/app/media"]
    logging:
      driver: local
volumes:
  shop-media: {}
`,
    },
  },

  each: serviceMounts,
  fails: ({ mount, holdsLogs, foreign }) =>
    holdsLogs && { subject: mount.target, ...(foreign ? { severity: 'info', confidence: 'medium' } : {}) },
  message: ({ service, mount }) =>
    `Service "${service.name}" keeps its log in ${mount.source ? `"${mount.source}"` : 'a volume'} (${mount.target}): the lines stay on the node that ran the task, and docker service logs does not show them.`,
});
