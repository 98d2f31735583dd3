import { type AdminTask, adminTasks, defineCheck } from '../../src/kit/index.ts';

export default defineCheck<AdminTask>({
  id: 'admin-processes/one-off-image-skew',
  title: 'Admin task runs other code or config than the application',
  severity: 'warning',
  confidence: 'medium',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'A migration belongs to a release. When it comes from another tag, from files that lie on one node, or runs without the variables and networks of the application, it changes the schema for code that is not deployed, or never reaches the database at all.',
  evidence:
    'Migration jobs of a stack beside its application: image and tag, mounted files, variables of the database, and networks.',
  needs: ['swarm'],
  traps: [
    'Tools whose files come with their own image.',
    'One variable or anchor for both images.',
    'Variables that may come from an env file nobody sees, from a secret or a config.',
  ],
  remedy:
    'Run the same image under the same tag with the same environment and networks as the application: an anchor (`x-app: &app`) keeps them together.',
  references: ['https://12factor.net/admin-processes'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  api:
    image: registry.example/api:\${RELEASE:?}
    ports: ["80:8000"]
  migrate:
    image: migrate/migrate:latest
    command: -path /migrations -database postgres://database/shop up
    volumes:
      - ./migrations:/migrations
    deploy:
      mode: replicated-job
`,
    },
    good: {
      'docker-stack.yml': `services:
  api:
    image: registry.example/api:\${RELEASE:?}
    ports: ["80:8000"]
  migrate:
    image: registry.example/api:\${RELEASE:?}
    command: alembic upgrade head
    deploy:
      mode: replicated-job
`,
    },
  },

  each: adminTasks,
  fails: ({ at, kind, words, note }) =>
    kind === undefined ? false : { at, subject: kind, words, notes: note ? [{ at: note.at, message: note.text }] : [] },
  message: ({ service, kind, other }, { words }) => {
    const name = `Service "${service.name}"`;
    if (kind === 'tool')
      return `${name} takes its migrations from ${words?.source} of the node it lands on, not from the release that is deployed: ${words?.tool} brings none.`;
    if (kind === 'tag')
      return `${name} runs ${service.image?.raw}, but ${other?.name} runs ${words?.image}: nothing keeps the two at the same release.`;
    return kind === 'environment'
      ? `${name} is not told where the database is: ${other?.name} gets ${words?.name}, the task does not.`
      : `${name} shares no network with ${words?.database}, which ${other?.name} does: it cannot reach the database.`;
  },
});
