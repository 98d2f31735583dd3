import { defineCheck, hasRole, type StartedService, startedServices } from '../../src/kit/index.ts';

export default defineCheck<StartedService>({
  id: 'admin-processes/migrate-on-start',
  title: 'Every start of a task migrates the database',
  severity: 'warning',
  activeSeverity: 'error',
  confidence: 'high',
  effect: 'block',
  obligation: 'migrations',
  since: '0.1.0',
  rationale:
    'Swarm starts the tasks of a service side by side and starts them again whenever one ends. What stands in the start command runs in each of them: several tasks change the schema at once, an old release still reads the database meanwhile, and a migration that takes longer than the health check allows is killed half-way.',
  evidence:
    'Migration commands on the way to the application in start commands, entrypoints, package scripts and release scripts of services that stay up.',
  needs: ['services'],
  traps: [
    'A job with the same image.',
    'Migrations in a RUN of the Dockerfile.',
    'Branches behind a variable that nobody sets or a file that nobody sees.',
    'Commands that drop data: admin-processes/destructive-on-start speaks of them.',
  ],
  remedy:
    'Migrate in a service of its own with the same image, `deploy: { mode: replicated-job, replicas: 1, restart_policy: { condition: on-failure, max_attempts: 3 } }`, or in a step before `docker stack deploy`, and start only the application here. Keep each migration compatible with the release before it: old tasks run on the new schema during an update.',
  references: [
    'https://12factor.net/admin-processes',
    'https://docs.docker.com/reference/cli/docker/service/create/#running-as-a-job',
  ],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  api:
    image: registry.example/api:2.3.0
    command: sh -c "alembic upgrade head && exec gunicorn -b 0.0.0.0:8000 app:app"
    ports: ["80:8000"]
    deploy:
      replicas: 3
`,
    },
    good: {
      'docker-stack.yml': `services:
  api:
    image: registry.example/api:2.3.0
    command: gunicorn -b 0.0.0.0:8000 app:app
    ports: ["80:8000"]
    deploy:
      replicas: 3
  migrate:
    image: registry.example/api:2.3.0
    command: alembic upgrade head
    deploy:
      mode: replicated-job
      replicas: 1
`,
    },
  },

  each: startedServices,
  fails: ({ service, changes: [worst, ...others] }) => {
    if (!worst) return false;
    const { at, text, active } = service.scale;
    const severity = worst.does === 'destroy' || (active && !worst.locked) ? 'error' : 'warning';
    const alone = hasRole(service, 'scheduler') && worst.does !== 'destroy';
    return {
      at: worst.at,
      severity: alone ? 'info' : severity,
      effect: worst.locked ? 'degrade' : 'block',
      confidence: worst.confidence,
      subject: worst.label,
      words: { what: worst.label, race: worst.race },
      notes: [
        ...others.map((other) => ({ at: other.at, message: `${other.label} as well` })),
        ...(active && at && text ? [{ at, message: `${service.name}: ${text}` }] : []),
      ],
    };
  },
  message: ({ service }, { words }) =>
    `Service "${service.name}" runs ${words?.what} at every start of a task: ${words?.race}.`,
});
