import { type CreateCommand, createCommands, defineCheck, sentence } from '../../src/kit/index.ts';

export default defineCheck<CreateCommand>({
  id: 'build-release-run/service-create-rejected',
  title: 'docker service create refuses the command',
  severity: 'error',
  confidence: 'high',
  effect: 'break',
  obligation: 'image',
  since: '0.1.0',
  rationale:
    'A service is not a container: docker service create knows other flags than docker run and is stricter about their values. One flag it does not know, and nothing is created.',
  evidence:
    'Flags and values of `docker service create` and `docker service update` in scripts, pipelines, Makefiles and documentation, by the rules of the command and the daemon.',
  needs: ['commands'],
  traps: [
    '`docker run`, which knows other flags.',
    'Flags whose value a variable decides.',
    'Documentation: a warning, nothing breaks there.',
  ],
  remedy:
    'Write the flag as the message says, or put the service into a stack file, where all of it is checked at once.',
  references: ['https://docs.docker.com/reference/cli/docker/service/create/'],
  examples: {
    bad: {
      'deploy.sh': `#!/bin/sh
docker service create --name web --restart always -v uploads:/srv/uploads registry.example/web:1.4.2
`,
    },
    good: {
      'deploy.sh': `#!/bin/sh
docker service create --name web --restart-condition any --mount type=volume,source=uploads,target=/srv/uploads registry.example/web:1.4.2
`,
    },
  },

  each: createCommands,
  fails: ({ note, creation }) => {
    if (!note) return false;
    const subject = `${creation.service?.name ?? ''} ${note.key}`;
    // Nothing breaks where only readers type it.
    return creation.invocation.where === 'documentation'
      ? { subject, severity: 'warning', effect: 'none' }
      : { subject };
  },
  message: ({ note, creation }) =>
    [
      `docker service create refuses ${note?.key}${creation.service ? ` of "${creation.service.name}"` : ''}: ${note?.message}.`,
      note?.instead && sentence(note.instead),
    ]
      .filter(Boolean)
      .join(' '),
});
