import { type DependencyMount, defineCheck, dependencyMounts } from '../../src/kit/index.ts';

export default defineCheck<DependencyMount>({
  id: 'dependencies/host-dependency-mount',
  title: "Dependencies come from the node's disk",
  severity: 'error',
  confidence: 'high',
  effect: 'break',
  obligation: 'mounts',
  since: '0.1.0',
  rationale:
    'What is mounted hides what the image holds. A task on another node finds an empty or an older folder there, and a volume that was filled by the first image keeps its packages when the next one is deployed.',
  evidence:
    'Bind mounts and named volumes over a folder of packages, such as `node_modules`, `vendor` or `site-packages`.',
  needs: ['swarm'],
  traps: [
    'An anonymous volume: it is new for every task and filled from the image.',
    'Network storage, where every node finds the same files.',
    'Agents that look at the machine itself.',
    'A source that a variable decides.',
  ],
  remedy: 'Install the packages while the image is built and remove the mount.',
  references: ['https://docs.docker.com/engine/storage/volumes/'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    volumes:
      - ./vendor:/app/vendor
    deploy:
      replicas: 2
`,
    },
    good: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    volumes:
      - cache:/app/cache
    deploy:
      replicas: 2
volumes:
  cache:
`,
    },
  },

  each: dependencyMounts,
  fails: ({ holds, mount }) =>
    holds !== undefined && {
      subject: mount.target ?? mount.raw,
      words: { holds },
      // A named volume is filled from the first image it meets: the tasks start, and grow old.
      ...(mount.type === 'volume' ? { effect: 'degrade' } : {}),
    },
  message: ({ service, mount }, { words }) =>
    mount.type === 'volume'
      ? `Service "${service.name}" keeps ${words?.holds} in the volume over ${mount.target}: what a new image installs there never shows.`
      : `Service "${service.name}" takes ${words?.holds} for ${mount.target} from the disk of the node it happens to run on.`,
});
