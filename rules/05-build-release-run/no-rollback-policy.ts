import {
  defineCheck,
  type Edit,
  type Evidence,
  healthOf,
  listed,
  type Service,
  type UpdatePolicy,
  updatePolicies,
} from '../../src/kit/index.ts';

const consequences = {
  continues: 'a version that fails goes on replacing tasks that work',
  tolerates: 'no number of failed tasks is ever too many, so a bad version replaces every task',
  'all-at-once': 'every update stops all tasks before the first new one runs',
} as const;

const failureAction = ['deploy', 'update_config', 'failure_action'] as const;

const namesOf = (services: readonly Service[]): string => listed(services.map(({ name }) => name));

export default defineCheck<UpdatePolicy>({
  id: 'build-release-run/no-rollback-policy',
  title: 'A bad release stops half-way or replaces everything',
  severity: 'warning',
  confidence: 'high',
  effect: 'degrade',
  since: '0.1.0',
  rationale:
    'When a new task fails during an update, Swarm pauses: the broken task is started again and again, the others stay on the old version, and two releases serve side by side until somebody looks. Only `failure_action: rollback` brings the last good release back by itself, and only a health check lets Swarm see that a task which runs does not work.',
  evidence: "`update_config` of services for Swarm that are the team's own, and whether they have a health check.",
  needs: ['swarm'],
  traps: [
    '`failure_action: rollback`, or an action that a variable decides.',
    'A pause that is written out.',
    'Datastores, jobs, tools, and agents on every node.',
    'A single replica: a note.',
  ],
  remedy:
    'Give the service a health check, then write `deploy.update_config: { parallelism: 1, order: start-first, failure_action: rollback, monitor: 30s }`. Where two versions must never run side by side, keep `order: stop-first`.',
  references: ['https://docs.docker.com/reference/compose-file/deploy/#update_config'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  api:
    image: registry.example/api:2.3.0
    ports: ["80:8000"]
    deploy:
      replicas: 3
`,
    },
    good: {
      'docker-stack.yml': `services:
  api:
    image: registry.example/api:2.3.0
    ports: ["80:8000"]
    healthcheck:
      test: ["CMD", "wget", "-qO-", "http://127.0.0.1:8000/health"]
    deploy:
      replicas: 3
      update_config:
        order: start-first
        failure_action: rollback
        monitor: 30s
`,
    },
  },

  each: updatePolicies,
  fails: ({ kind, service, services, text = '' }): Evidence | false => {
    if (kind === 'minds' || (kind === 'pauses' && services.length === 0)) return false;
    // Of a single task there is no share that may fail.
    if (kind !== 'pauses') return service?.scale.active ? { subject: kind, words: { text } } : false;
    const blind = services.filter((one) => ['none', 'disabled'].includes(healthOf(one).kind));
    const several = services.some(({ scale }) => scale.active);
    return {
      severity: several ? 'warning' : 'info',
      effect: 'none',
      subject: 'failure_action',
      words: {
        services: namesOf(services),
        blind: namesOf(blind),
        leaves: several ? 'stops half-way and is left there' : 'leaves nothing running until somebody acts',
      },
    };
  },
  message: ({ kind, service }, { words }) => {
    if (kind !== 'pauses' && kind !== 'minds')
      return `Service "${service?.name}" is updated with ${words?.text}: ${consequences[kind]}.`;
    const first = words?.blind
      ? ` Begin with a health check for ${words.blind}: without one only a crash in the first seconds counts as a failure.`
      : '';
    return `A failed update of ${words?.services} ${words?.leaves}: nothing says failure_action: rollback.${first}`;
  },
  fix: {
    summary: 'Sets `failure_action: rollback`; a batch that is too large becomes one task at a time.',
    safety: 'suggested',
    propose: ({ kind, services, service }) => {
      if (kind === 'minds' || kind === 'tolerates') return undefined;
      const update = service?.deploy?.updateConfig;
      const at = kind === 'continues' ? update?.failureAction?.at : update?.parallelism?.at;
      const edits =
        kind === 'pauses'
          ? services.map((one): Edit => ({ kind: 'set', at: one.at, path: failureAction, value: 'rollback' }))
          : at
            ? [{ kind: 'value' as const, at, value: kind === 'continues' ? 'rollback' : 1 }]
            : [];
      const [first, ...others] = edits;
      const title = kind === 'all-at-once' ? 'Update one task at a time' : 'Roll back when an update fails';
      return first && { title, safety: 'suggested', edits: [first, ...others] };
    },
  },
});
