import { defineCheck, isUsedWithCompose, listed, type OrderedService, orderedServices } from '../../src/kit/index.ts';

export default defineCheck<OrderedService>({
  id: 'backing-services/depends-on-ignored',
  title: 'Start order is assumed but not given',
  severity: 'warning',
  confidence: 'medium',
  effect: 'degrade',
  since: '0.1.0',
  rationale:
    'Swarm starts all services of a stack at once, in any order, and does not read `depends_on`. A program that ends when its database is not there yet is restarted after five seconds, which usually heals it; with `max_attempts` it stays down for good, and what a job should have prepared may not be there.',
  evidence:
    '`depends_on` of services for Swarm, with their restart policy, whether the program waits by itself, and whether what it waits for is a job.',
  needs: ['swarm'],
  traps: [
    'Conditions such as `service_healthy`: Swarm refuses them, and build-release-run/stack-rejected says so.',
    'Programs that try again or wait in their entrypoint: a note.',
    'Restarts without an end, which heal it: a note.',
  ],
  remedy:
    'Let the program try again until it is connected, or wait in its entrypoint (`pg_isready`, `wait4x`). Take `max_attempts` out, and run jobs such as migrations before the deploy. `depends_on` may stay for Compose.',
  references: ['https://docs.docker.com/reference/cli/docker/stack/deploy/'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  api:
    image: registry.example/api:3.0.1
    depends_on: [db]
    deploy:
      replicas: 2
      restart_policy: { condition: on-failure, max_attempts: 3 }
  db:
    image: postgres:16.4
`,
    },
    good: {
      'docker-stack.yml': `services:
  api:
    image: registry.example/api:3.0.1
    deploy:
      replicas: 2
      restart_policy: { condition: any, delay: 5s }
  db:
    image: postgres:16.4
`,
    },
  },

  each: orderedServices,
  fails: ({ after, job, waits, givesUp, own }) => {
    if (after.length === 0) return false;
    const serious = own && !waits && (givesUp !== undefined || job !== undefined);
    return {
      severity: serious ? 'warning' : 'info',
      ...(serious ? {} : { effect: 'none' as const }),
      notes:
        serious && givesUp ? [{ at: givesUp.at, message: `${givesUp.text}: it is not started again after that` }] : [],
      subject: 'depends_on',
      words: {
        cost: !serious
          ? ''
          : job === undefined
            ? `, and ${givesUp?.text} leaves it down when the start takes long`
            : `, and not until "${job}" has ended`,
      },
    };
  },
  message: ({ service, after }, { words }) =>
    `Swarm starts "${service.name}" without waiting for ${listed(after)}: depends_on has no effect${words?.cost ?? ''}.`,
  fix: {
    summary: 'Removes `depends_on` from a file that Docker Compose is not seen to read.',
    safety: 'suggested',
    propose: ({ service }, _, facts) => {
      const entry = service.body.entries.find(({ key }) => key === 'depends_on');
      const stack = facts.stacks.find(({ id }) => id === service.stack);
      return entry && stack && !isUsedWithCompose(stack, facts)
        ? { title: 'Remove depends_on', safety: 'suggested', edits: [{ kind: 'remove', at: entry.at }] }
        : undefined;
    },
  },
});
