import { type DataChange, dataChanges, defineCheck } from '../../src/kit/index.ts';

export default defineCheck<DataChange>({
  id: 'admin-processes/destructive-on-start',
  title: 'Data can be dropped or written again on every start',
  severity: 'error',
  confidence: 'high',
  effect: 'block',
  obligation: 'migrations',
  since: '0.1.0',
  rationale:
    'Swarm starts tasks without being asked: after a crash, when a node is drained, when a service is scaled. A command that drops tables or fills in rows on the way to the application runs again each time, on every replica, against the data of production.',
  evidence:
    'Commands that each start of a task runs: dropping, resetting, pushing a schema with data loss, seeding; in start scripts, package scripts and code.',
  needs: ['services'],
  traps: [
    'Seeds in a job that runs once.',
    'Branches for development.',
    'Rails, which refuses to load a schema in production unless a variable says otherwise.',
  ],
  remedy:
    'Take it out of the start command. Bring the schema up to date with forward migrations in a job of its own, and run what deletes or seeds by hand, when somebody decides to.',
  references: ['https://12factor.net/admin-processes'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  shop:
    image: registry.example/shop:1.4.2
    command: sh -c "php artisan migrate:fresh --seed --force && exec apache2-foreground"
    ports: ["80:80"]
`,
    },
    good: {
      'docker-stack.yml': `services:
  shop:
    image: registry.example/shop:1.4.2
    command: apache2-foreground
    ports: ["80:80"]
`,
    },
  },

  each: dataChanges,
  fails: ({ found: [worst, ...others] }) =>
    worst
      ? {
          at: worst.at,
          // Whether a seed looks before it writes, the command does not tell.
          ...(worst.does === 'seed' ? ({ severity: 'warning', effect: 'degrade' } as const) : {}),
          confidence: worst.confidence,
          subject: worst.label,
          words: { what: worst.label, cost: worst.cost },
          notes: others.map(({ at, label }) => ({ at, message: `${label} as well` })),
        }
      : false,
  message: ({ service, once }, { words }) =>
    `Service "${service.name}" runs ${words?.what} at every ${once ? 'deploy' : 'start of a task'}: ${words?.cost}.`,
});
