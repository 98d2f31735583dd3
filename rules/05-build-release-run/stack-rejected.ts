import { defineCheck, isOnlyBuilt, type LoadedKey, loadedKeys, rejectedFix, sentence } from '../../src/kit/index.ts';

export default defineCheck<LoadedKey>({
  id: 'build-release-run/stack-rejected',
  title: 'docker stack deploy refuses the file',
  severity: 'error',
  confidence: 'high',
  effect: 'break',
  reach: 'stack',
  obligation: 'image',
  since: '0.1.0',
  rationale:
    'Swarm reads stack files with a loader of its own, which knows less than Docker Compose and is stricter about types. One key it does not accept fails the deploy, and some are found only after networks, secrets and a few services have been created.',
  evidence:
    "Every key and value of a stack file by the rules of Swarm's loader and the daemon, in all files of one deploy together.",
  needs: ['swarm'],
  traps: [
    'Numbers that a variable decides: Swarm converts them.',
    'Lines that a script changes before the deploy: with low confidence or not at all.',
    'Files for Compose alone.',
    'A list under `depends_on`, which is ignored and not refused.',
  ],
  remedy: 'Take the key out or write it as the message says; keep what only Compose needs in a separate override file.',
  references: ['https://docs.docker.com/reference/cli/docker/stack/deploy/'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/web:1.4.2
    profiles: [production]
    deploy:
      replicas: 2
`,
    },
    good: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/web:1.4.2
    deploy:
      replicas: 2
      resources:
        limits: { cpus: "0.5" }
`,
    },
  },

  each: (facts) => loadedKeys(facts),
  fails: ({ note, rewritten, service }) => {
    if (note?.verdict !== 'rejected') return false;
    // build-release-run/no-image tells of it.
    if (note.key === 'image' && service && isOnlyBuilt(service)) return false;
    // What the deploy really reads may not hold the key any more.
    return rewritten ? { confidence: 'low', subject: note.path } : { subject: note.path };
  },
  message: ({ note }) =>
    [
      `docker stack deploy refuses ${note?.path || 'this file'}: ${note?.message}.`,
      note?.instead && sentence(note.instead),
    ]
      .filter(Boolean)
      .join(' '),
  fix: {
    summary:
      'Quotes booleans and numbers or takes quotes off, writes lists where lists must be, doubles dollar signs, and drops `name`; suggests the keys that Swarm knows for the same setting.',
    safety: 'safe',
    propose: rejectedFix,
  },
});
