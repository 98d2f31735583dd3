import {
  type ConfigurationMount,
  configMountFix,
  configurationMounts,
  defineCheck,
  type Evidence,
  pinOf,
} from '../../src/kit/index.ts';

export default defineCheck<ConfigurationMount>({
  id: 'config/config-bind-mount',
  title: 'Configuration comes from the disk of one node',
  severity: 'error',
  confidence: 'high',
  effect: 'break',
  obligation: 'mounts',
  since: '0.1.0',
  rationale:
    'A bind mount takes the path on whichever node runs the task. `docker stack deploy` copies no files: on every other node Swarm rejects the task with `bind source path does not exist`, or mounts a file that is older than the rest.',
  evidence:
    'Bind mounts of files and folders with settings or certificates in services for Swarm, with the placement constraints of the service.',
  needs: ['swarm'],
  traps: [
    '`configs:` and `secrets:` of Swarm.',
    'Data directories and source code: other checks speak of them.',
    'Agents that read files of their node, such as `/etc/localtime` or `/var/log`.',
    'Network storage, and paths that a variable decides.',
  ],
  remedy:
    'Declare the file under `configs:` (or `secrets:` for keys) and grant it to the service with the same `target`, or copy it into the image. Configs hold up to 500 kB.',
  references: ['https://docs.docker.com/engine/swarm/configs/'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  proxy:
    image: nginx:1.29
    volumes:
      - ./nginx.conf:/etc/nginx/nginx.conf:ro
`,
      'nginx.conf': 'events {}\n',
    },
    good: {
      'docker-stack.yml': `services:
  proxy:
    image: nginx:1.29
    configs:
      - source: nginx_conf
        target: /etc/nginx/nginx.conf
  agent:
    image: registry.example/agent:1.0.0
    volumes:
      - type: bind
        source: /opt/shop/config
        target: /config
    deploy:
      placement:
        constraints: ["node.hostname == node-1"]
configs:
  nginx_conf:
    file: ./nginx.conf
`,
      'nginx.conf': 'events {}\n',
    },
  },

  each: configurationMounts,
  fails: ({ service, source, from }): Evidence | false => {
    const pin = pinOf(service);
    const subject = source;
    if (pin?.to === 'one-node') return from === 'node' ? false : { subject, severity: 'info', effect: 'none' };
    return from === 'node' || pin ? { subject, severity: 'warning', effect: 'degrade' } : { subject };
  },
  message: ({ service, source, from }, { severity }) => {
    if (severity === 'info')
      return `Service "${service.name}" mounts ${source} from the one node it is pinned to: the stack cannot run anywhere else.`;
    return from === 'repository'
      ? `Service "${service.name}" mounts ${source} from the folder of the stack file, which exists on no other node.`
      : `Service "${service.name}" mounts ${source}: the same file has to be on every node that may run it.`;
  },
  fix: {
    summary: 'Makes a file beside the stack file a config of Swarm, with a version in its name.',
    safety: 'suggested',
    propose: (mount, _, facts) => configMountFix(mount, facts),
  },
});
