import { changedOrSet, type DrainNeed, defineCheck, drainNeeds, fixOf, hasRole } from '../../src/kit/index.ts';

export default defineCheck<DrainNeed>({
  id: 'disposability/grace-too-short',
  title: 'SIGKILL comes before the program has finished its work',
  severity: 'warning',
  activeSeverity: 'error',
  confidence: 'high',
  effect: 'degrade',
  obligation: 'signals',
  joins: true,
  since: '0.1.0',
  rationale:
    'After SIGTERM Swarm waits for `stop_grace_period`, ten seconds unless the stack file says otherwise; an image cannot set it. A program that gives open requests or jobs longer than that is killed in the middle of them, at every update.',
  evidence:
    'Time that servers, workers and handlers give themselves to finish, by flag, setting, code or known default, beside `stop_grace_period`.',
  needs: ['swarm'],
  traps: [
    'A grace period that a variable decides.',
    'Programs that finish within the grace period.',
    'A signal that never arrives: disposability/signal-not-delivered says so.',
  ],
  remedy: 'Set `stop_grace_period` a few seconds above the time the program gives itself, or shorten that time.',
  references: ['https://docs.docker.com/reference/compose-file/services/#stop_grace_period'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  jobs:
    image: registry.example/shop:1.4.2
    build: .
    command: ["bundle", "exec", "sidekiq", "-t", "60"]
`,
      Dockerfile: `FROM ruby:3.4-slim
WORKDIR /app
COPY . .
CMD ["bundle", "exec", "puma"]
`,
    },
    good: {
      'docker-stack.yml': `services:
  jobs:
    image: registry.example/shop:1.4.2
    build: .
    command: ["bundle", "exec", "sidekiq", "-t", "60"]
    stop_grace_period: 65s
`,
      Dockerfile: `FROM ruby:3.4-slim
WORKDIR /app
COPY . .
CMD ["bundle", "exec", "puma"]
`,
    },
  },

  each: drainNeeds,
  fails: ({ service, seconds, explicit, grace, why, at }) =>
    seconds > grace && {
      at: service.stopGracePeriod?.at ?? service.at,
      severity: explicit || hasRole(service, 'worker') ? 'error' : 'warning',
      notes: [{ at, message: why }],
      words: { needs: `${seconds} s`, has: `${grace} s`, set: `${Math.ceil(seconds) + 5}s` },
    },
  message: ({ service }, { words }) =>
    `Service "${service.name}" gives itself ${words?.needs} to finish but is killed after ${words?.has}: set stop_grace_period to ${words?.set}.`,
  fix: {
    summary: 'Sets `stop_grace_period` five seconds above what the program needs.',
    safety: 'safe',
    propose: ({ service }, { words }) =>
      words?.set === undefined
        ? undefined
        : fixOf(`Wait ${words.set} for it`, 'safe', [
            changedOrSet(service, service.stopGracePeriod, ['stop_grace_period'], words.set),
          ]),
  },
});
