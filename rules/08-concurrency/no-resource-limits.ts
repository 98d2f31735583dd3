import { bytesOf, defineCheck, isLongRunning, type Scalar, type Service, swarmServices } from '../../src/kit/index.ts';

/** A size that a variable decides is a size; `0` is Swarm's word for none. */
const isSet = (memory: Scalar | undefined): boolean => memory !== undefined && bytesOf(memory) !== 0;

export default defineCheck<Service>({
  id: 'concurrency/no-resource-limits',
  title: 'Service has neither a limit nor a reservation of memory',
  severity: 'warning',
  confidence: 'high',
  effect: 'cap',
  since: '0.1.0',
  rationale:
    'Swarm places tasks by what they reserve. A service that reserves nothing counts as nothing: nodes are filled by number of tasks alone. Without a limit, one leak takes the memory of the whole node, and the kernel kills whichever neighbour it likes, managers included.',
  evidence: '`deploy.resources` of services for Swarm that run until they are stopped.',
  needs: ['swarm'],
  traps: [
    'A limit or a reservation alone: one of them is enough.',
    'Amounts that a variable decides.',
    'Jobs, which end.',
    'Services created by exercises and documentation.',
  ],
  remedy:
    'Under `deploy.resources`, set `limits.memory` to what a task may use at most and `reservations.memory` to what it normally uses, both as strings such as `512M`.',
  references: ['https://docs.docker.com/reference/compose-file/deploy/#resources'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    deploy:
      replicas: 2
`,
    },
    good: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    deploy:
      replicas: 2
      resources:
        limits:
          memory: 512M
        reservations:
          memory: 256M
`,
    },
  },

  each: (facts) => swarmServices(facts).filter(isLongRunning),
  fails: ({ deploy, scale }) => {
    if (isSet(deploy?.limits?.memory) || isSet(deploy?.reservations?.memory)) return false;
    // One task per node is what agents are: nothing competes for the place.
    return scale.global ? { severity: 'info' } : true;
  },
  message: ({ name }) =>
    `Service "${name}" neither limits nor reserves memory: Swarm places its tasks blindly, and one of them can take a whole node.`,
});
