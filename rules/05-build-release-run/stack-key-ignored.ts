import { defineCheck, ignoredFix, type LoadedKey, loadedKeys, type Severity, sentence } from '../../src/kit/index.ts';

/** By what is lost: isolation, access or data the service relies on, or nothing but a habit of Compose. */
const severities = { heavy: 'error', light: 'info' } as const;

const lower: Readonly<Record<Severity, Severity>> = { error: 'warning', warning: 'info', info: 'info' };

export default defineCheck<LoadedKey>({
  id: 'build-release-run/stack-key-ignored',
  title: 'Setting without effect, or with another one, on Swarm',
  severity: 'warning',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'Swarm drops settings it does not support, some with a line nobody reads, some without a word. The file then promises something that the running service does not have: devices, shared memory, the host network, a hardened profile.',
  evidence: "Every key of a stack file as Swarm's loader reads it: keys it drops, and values it understands otherwise.",
  needs: ['swarm'],
  traps: [
    '`build:` beside `image:`, and `depends_on`: other checks say what follows.',
    'Keys that ask for nothing (`privileged: false`), and own `x-` keys.',
    '`restart` of a service that runs once.',
    'Files that Compose reads as well: less severe.',
  ],
  remedy: 'Replace the setting by what Swarm offers for it, or take it out so that the file says what runs.',
  references: ['https://docs.docker.com/reference/cli/docker/stack/deploy/'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  browser:
    image: registry.example/browser:130.0
    shm_size: 1g
    deploy:
      replicas: 2
`,
    },
    good: {
      'docker-stack.yml': `services:
  browser:
    image: registry.example/browser:130.0
    volumes:
      - type: tmpfs
        target: /dev/shm
        tmpfs: { size: 1073741824 }
    deploy:
      replicas: 2
`,
    },
  },

  each: (facts) => loadedKeys(facts),
  fails: ({ note, alsoCompose, rewritten }) => {
    if (note?.verdict !== 'ignored' && note?.verdict !== 'changed') return false;
    if (note.weight === 'none') return false;
    // What depends_on promises is more than a setting: backing-services/depends-on-ignored says what follows.
    if (note.key === 'depends_on' && note.verdict === 'ignored') return false;
    // Beside an image it says how that image is made; alone it is the business of build-release-run/no-image.
    if (note.key === 'build') return false;
    const severity = note.weight ? severities[note.weight] : 'warning';
    // For a file that Compose reads as well the key has a use.
    return {
      severity: alsoCompose && note.verdict === 'ignored' ? lower[severity] : severity,
      subject: note.path,
      ...(rewritten ? { confidence: 'low' } : {}),
    };
  },
  message: ({ note }) =>
    [
      `${note?.path} ${note?.verdict === 'changed' ? 'means something else' : 'has no effect'} in Swarm: ${note?.message}.`,
      note?.instead && sentence(note.instead),
    ]
      .filter(Boolean)
      .join(' '),
  fix: {
    summary:
      'Writes `shm_size` and `tmpfs` as mounts, puts `CMD` in front of tests, quotes values that arrive otherwise, and removes what is left over and not read by Compose.',
    safety: 'safe',
    propose: ignoredFix,
  },
});
