import { defineCheck, hasRole, isLongRunning, restartsOf, type Service, swarmServices } from '../../src/kit/index.ts';

export default defineCheck<Service>({
  id: 'disposability/restart-gives-up',
  title: 'Restart policy leaves replicas dead',
  severity: 'warning',
  activeSeverity: 'error',
  confidence: 'high',
  effect: 'degrade',
  obligation: 'updates',
  since: '0.1.0',
  rationale:
    'Swarm counts restarts of a slot for the life of the service version. With max_attempts and no window the last allowed crash may come weeks later and is final; with on-failure a clean exit is final at once. The service then stays below its replicas and nothing reports it.',
  evidence: '`restart_policy` of services for Swarm, or what the loader makes of `restart`.',
  needs: ['swarm'],
  traps: [
    'Attempts within a `window`.',
    'Jobs, and workers with `condition: none`, which run once.',
    'Files for Compose without Swarm.',
  ],
  remedy: 'Write `condition: any` with `delay: 5s` and leave out `max_attempts`.',
  references: ['https://docs.docker.com/reference/compose-file/deploy/#restart_policy'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/web:1.4.2
    deploy:
      restart_policy:
        condition: on-failure
        max_attempts: 3
`,
    },
    good: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/web:1.4.2
    deploy:
      restart_policy:
        condition: any
        delay: 5s
`,
    },
  },

  each: (facts) => swarmServices(facts).filter(isLongRunning),
  fails: (service) => {
    const { condition, conditionAt, maxAttempts, maxAttemptsAt, windowed } = restartsOf(service);
    if (maxAttempts !== undefined && !windowed) {
      return {
        at: maxAttemptsAt,
        severity: maxAttempts <= 10 ? 'error' : 'warning',
        words: { what: `gives up after ${maxAttempts} restarts in its lifetime` },
      };
    }
    // Whoever writes `none` means a task that runs once, unless the service is there to be called.
    if (condition === 'none' && hasRole(service, 'web', 'proxy', 'datastore')) {
      return { at: conditionAt, words: { what: 'is never restarted' } };
    }
    if (condition === 'on-failure') return { at: conditionAt, words: { what: 'is not restarted after a clean exit' } };
    return false;
  },
  message: ({ name }, { words }) => `Service "${name}" ${words?.what}: its replicas stay dead and nothing tells.`,
  fix: {
    summary: 'Takes `max_attempts` out where the condition lets every task come back.',
    safety: 'safe',
    propose: (service) => {
      const { condition, maxAttempts, maxAttemptsAt, windowed, legacy } = restartsOf(service);
      if (maxAttempts === undefined || maxAttemptsAt === undefined || windowed || legacy || condition !== 'any')
        return undefined;
      return { title: 'Remove max_attempts', safety: 'safe', edits: [{ kind: 'remove', at: maxAttemptsAt }] };
    },
  },
});
