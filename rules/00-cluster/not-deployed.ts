import { type Deployment, defineCheck, deployments, listed, placeOfStack } from '../../src/kit/index.ts';
import { nodes, service, snapshot } from './examples.ts';

const running = snapshot({ nodes, services: [service('shop_web')] });
const web = 'services:\n  web:\n    image: registry.example/shop:1.4.2\n';

export default defineCheck<Deployment>({
  id: 'cluster/not-deployed',
  title: 'A stack file has services that do not run',
  severity: 'warning',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'A service that is written down and does not run was never deployed, was taken away by hand, or stands in a file that nobody deploys. Whoever reads the file believes otherwise.',
  evidence:
    'The services of the stack files of `--against`, and those of the stack that is called like them in the Swarm.',
  needs: ['cluster'],
  traps: [
    'Files for development, which are deployed elsewhere.',
    'A stack of which nothing runs in this Swarm: a note.',
  ],
  remedy: 'Deploy the file again, or take the service out of it.',
  references: ['https://docs.docker.com/reference/cli/docker/stack/deploy/'],
  examples: {
    bad: { ...running, 'docker-stack.yml': `${web}  worker:\n    image: registry.example/shop:1.4.2\n` },
    good: { ...running, 'docker-stack.yml': web },
  },

  each: deployments,
  fails: (one) => {
    const { namespace, missing, files } = one;
    if (namespace === undefined)
      return {
        at: placeOfStack(one),
        severity: 'info',
        words: { what: `No stack of this Swarm has the services of ${listed(files)}` },
      };
    return (
      missing.length > 0 && {
        at: missing[0]!.at,
        words: {
          what: `${listed(files)} ${files.length === 1 ? 'has' : 'have'} ${listed(missing.map(({ name }) => `"${name}"`))}, and the stack ${namespace} does not`,
        },
      }
    );
  },
  message: (_one, { words }) => `${words?.what}.`,
});
