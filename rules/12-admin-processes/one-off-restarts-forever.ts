import {
  changedOrSet,
  defineCheck,
  fixOf,
  type OneOff,
  oneOffs,
  plural,
  restartsOf,
  secondsOf,
} from '../../src/kit/index.ts';

/** Who waits this long between two runs, in seconds, means them as a schedule. */
const schedule = 300;

export default defineCheck<OneOff>({
  id: 'admin-processes/one-off-restarts-forever',
  title: 'A task that should run once is started again and again',
  severity: 'error',
  confidence: 'high',
  effect: 'degrade',
  since: '0.1.0',
  rationale:
    'For Swarm a replicated service is never done: a task that ends, well or not, is replaced after five seconds. `restart: "no"` does not change that, because the loader turns it into the default policy, which is `condition: any`.',
  evidence:
    'Services for Swarm that do one thing and end, by their command or image, with their mode and restart policy.',
  needs: ['swarm'],
  traps: [
    '`mode: replicated-job`, and a mode that a variable decides.',
    '`condition: on-failure` or `none`, and `max_attempts`.',
    'A long `delay`, which is a schedule.',
    'Loops that sleep, and scripts that hand over to a server.',
  ],
  remedy:
    'Run it as `deploy: { mode: replicated-job }` (Docker 20.10 or later; every `docker stack deploy` then runs it once), or set `deploy.restart_policy.condition: on-failure`.',
  references: ['https://docs.docker.com/reference/compose-file/deploy/#mode'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  migrate:
    image: registry.example/api:2.3.0
    command: alembic upgrade head
    restart: "no"
`,
    },
    good: {
      'docker-stack.yml': `services:
  migrate:
    image: registry.example/api:2.3.0
    command: alembic upgrade head
    deploy:
      mode: replicated-job
      restart_policy:
        condition: on-failure
        max_attempts: 3
`,
    },
  },

  each: oneOffs,
  fails: ({ service }) => {
    const { mode, restartPolicy } = service.deploy ?? {};
    // A mode that a variable decides may well be a job.
    if (mode && (mode.value === undefined || mode.value.endsWith('-job'))) return false;
    const { condition, conditionAt, maxAttempts, legacy } = restartsOf(service);
    if (condition !== 'any' || maxAttempts !== undefined) return false;
    const delay = restartPolicy?.delay;
    const seconds = delay ? secondsOf(delay) : 5;
    if (seconds === undefined || seconds >= schedule) return false;
    const misread = legacy && service.restart?.value === 'no';
    return {
      at: conditionAt,
      words: {
        delay: plural(seconds, 'second'),
        how: misread ? '`restart: "no"` means nothing to Swarm' : 'a service is never done',
      },
    };
  },
  message: ({ service, why }, { words }) =>
    `Service "${service.name}" does its work and ends (${why}), and Swarm starts it again after ${words?.delay}: ${words?.how}.`,
  fix: {
    summary: 'Sets `restart_policy.condition`: `none` where `restart: "no"` was meant, else `on-failure`.',
    safety: 'safe',
    propose: ({ service }) => {
      const condition = service.restart?.value === 'no' && !service.deploy?.restartPolicy ? 'none' : 'on-failure';
      const path = ['deploy', 'restart_policy', 'condition'] as const;
      return fixOf('Let it end', service.role.confidence === 'high' ? 'safe' : 'suggested', [
        changedOrSet(service, service.deploy?.restartPolicy?.condition, [...path], condition),
      ]);
    },
  },
});
