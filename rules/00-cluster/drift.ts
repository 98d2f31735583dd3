import { type Difference, defineCheck, deployments, listed, type Pair } from '../../src/kit/index.ts';
import { nodes, service, snapshot } from './examples.ts';

const most = 6;

/** `image: runs shop:1.4.2, the file says shop:1.5.0`; values that may be secret are not told. */
const told = ({ what, file, runs }: Difference): string =>
  file === undefined && runs === undefined
    ? `${what}: it has another value`
    : `${what}: ${runs ?? 'not set'}, and in the file ${file ?? 'not set'}`;

export default defineCheck<Pair>({
  id: 'cluster/drift',
  title: 'A service runs otherwise than its stack file says',
  severity: 'warning',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'Somebody changed the running service by hand, or the file was changed and never deployed. The next `docker stack deploy` puts the file into force, whichever of the two was meant.',
  evidence:
    'Image, command, environment, replicas, ports, mounts, limits, placement, secrets and configs of each service, in the stack files of `--against` and in the Swarm.',
  needs: ['cluster'],
  traps: [
    'Values that a variable decides, or that were hidden in the snapshot.',
    'Digests that Swarm put behind a tag itself.',
    'Names that an `env_file` may add.',
  ],
  remedy: 'Deploy the file again, or write into it what is right; scale by the file as well, or by a variable in it.',
  references: ['https://docs.docker.com/reference/cli/docker/stack/deploy/'],
  examples: {
    bad: {
      ...snapshot({ nodes, services: [service('shop_web')] }),
      'docker-stack.yml': 'services:\n  web:\n    image: registry.example/shop:1.5.0\n',
    },
    good: {
      ...snapshot({ nodes, services: [service('shop_web')] }),
      'docker-stack.yml': 'services:\n  web:\n    image: registry.example/shop:1.4.2\n',
    },
  },

  each: (facts) => deployments(facts).flatMap(({ pairs }) => pairs),
  fails: ({ differences, written }) => {
    if (differences.length === 0) return false;
    const shown = differences.slice(0, most);
    const [only, ...others] = shown;
    return {
      notes: shown.map((one) => ({ at: one.at, message: told(one) })),
      words: {
        what:
          only && others.length === 0
            ? told(only)
            : listed(
                differences.map(({ what }) => what),
                most,
              ),
        file: written.at.file,
      },
    };
  },
  message: ({ live }, { words }) => `${live.name} runs otherwise than ${words?.file} says: ${words?.what}.`,
});
