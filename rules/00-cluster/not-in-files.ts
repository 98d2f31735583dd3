import { defineCheck, deployments, type Leftover, leftovers, listed } from '../../src/kit/index.ts';
import { nodes, service, snapshot } from './examples.ts';

const files = { 'docker-stack.yml': 'services:\n  web:\n    image: registry.example/shop:1.4.2\n' };

export default defineCheck<Leftover>({
  id: 'cluster/not-in-files',
  title: 'A service runs that no stack file knows',
  severity: 'warning',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    '`docker stack deploy` leaves services alone that are no longer in the file. They go on with old code and old settings, take memory, and may still take jobs from a queue.',
  evidence: 'The services of stacks that the stack files of `--against` describe.',
  needs: ['cluster'],
  traps: [
    'Services of other stacks, and those of none.',
    'Services in another file that is deployed under the same name.',
  ],
  remedy:
    'Remove it with `docker service rm`, or deploy with `--prune`, which removes all that the file does not name.',
  references: ['https://docs.docker.com/reference/cli/docker/stack/deploy/#prune'],
  examples: {
    bad: { ...snapshot({ nodes, services: [service('shop_web'), service('shop_old')] }), ...files },
    good: { ...snapshot({ nodes, services: [service('shop_web')] }), ...files },
  },

  each: (facts) => [
    ...leftovers(facts),
    ...deployments(facts).flatMap(({ pairs }) => pairs.map((pair) => ({ ...pair, files: [] }))),
  ],
  fails: ({ files: known }) => known.length > 0,
  message: ({ live, files: known }) =>
    `${live.name} runs, and ${listed([...new Set(known)])} ${known.length === 1 ? 'does' : 'do'} not name it.`,
});
