import { defineCheck, type StartOutput, startOutputs } from '../../src/kit/index.ts';

export default defineCheck<StartOutput>({
  id: 'logs/environment-dump',
  title: 'Start of a task prints its environment',
  severity: 'error',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'What a start command prints goes to the log of every task, at every start, and from there to whatever collects logs. Passwords and tokens of the environment are then readable by everybody who may read logs, for as long as logs are kept.',
  evidence:
    '`env`, `printenv` and `set -x` in commands and scripts that a start is sure to run, beside the secrets the service gets.',
  needs: ['services'],
  traps: [
    'Output that another program reads (`env | grep -q`).',
    '`set -x` where no command names a secret.',
    'Scripts that no service runs, and steps behind a condition.',
  ],
  remedy: 'Leave out `env`, `printenv` and `set -x`, or print the one value that is of interest.',
  references: ['https://12factor.net/logs'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    environment:
      DATABASE_PASSWORD: \${DATABASE_PASSWORD:?}
    command: sh -c "printenv && exec node server.js"
`,
    },
    good: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    environment:
      DATABASE_PASSWORD: \${DATABASE_PASSWORD:?}
    command: sh -c "printenv NODE_ENV && exec node server.js"
`,
    },
  },

  each: startOutputs,
  fails: ({ prints, secret, what }) =>
    prints !== undefined && {
      severity: secret ? 'error' : 'warning',
      subject: what,
      words: {
        what: prints === 'variables' ? 'all its variables' : 'every command with its values, secrets among them,',
        so: secret && prints === 'variables' ? ', secrets among them' : '',
      },
    },
  message: ({ service, what }, { words }) =>
    `Service "${service.name}" prints ${words?.what} to its log at every start (${what})${words?.so}.`,
});
