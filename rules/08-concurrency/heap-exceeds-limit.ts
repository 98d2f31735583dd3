import { defineCheck, type HeapClaim, heapClaims } from '../../src/kit/index.ts';

/** Beside what the setting counts, a program needs room for its stacks, its code and its buffers. */
const mostOfLimit = 0.9;

export default defineCheck<HeapClaim>({
  id: 'concurrency/heap-exceeds-limit',
  title: 'Runtime is told to use more memory than the task has',
  severity: 'error',
  confidence: 'high',
  effect: 'degrade',
  since: '0.1.0',
  rationale:
    'A runtime that believes it may use more memory than `limits.memory` collects garbage too late: the kernel kills the process first. Swarm shows that as "non-zero exit (137)" and never as a lack of memory, under load and on every replica alike.',
  evidence:
    'Memory that flags and variables give to a runtime or datastore (`-Xmx`, `--max-old-space-size`, `maxmemory`, `shared_buffers`) beside `limits.memory` of its service.',
  needs: ['swarm'],
  traps: [
    'Settings of three quarters of the limit or less.',
    'Services without a limit, and amounts that a variable decides.',
    'A flag that a later flag of the same command replaces.',
  ],
  remedy:
    'Let the setting count about three quarters of `deploy.resources.limits.memory`, or raise the limit; the rest is for stacks, code and buffers.',
  references: ['https://nodejs.org/api/cli.html#--max-old-space-sizesize-in-mib'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    environment:
      NODE_OPTIONS: --max-old-space-size=2048
    deploy:
      resources:
        limits:
          memory: 1G
`,
    },
    good: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    environment:
      NODE_OPTIONS: --max-old-space-size=768
    deploy:
      resources:
        limits:
          memory: 1G
`,
    },
  },

  each: heapClaims,
  fails: ({ bytes, limitBytes, limit, name }) =>
    bytes >= mostOfLimit * limitBytes && {
      severity: bytes >= limitBytes ? 'error' : 'warning',
      subject: name,
      notes: [{ at: limit.at, message: `limits.memory: ${limit.value}` }],
      words: { so: bytes >= limitBytes ? 'is killed before it frees memory' : 'has no room left for anything else' },
    },
  message: ({ service, name, amount, limit }, { words }) =>
    `Service "${service.name}" sets ${name} to ${amount} with a memory limit of ${limit.value}: it ${words?.so}.`,
});
