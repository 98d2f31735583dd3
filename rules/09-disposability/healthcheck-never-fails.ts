import {
  type AskedProbe,
  askedProbes,
  defineCheck,
  type Effect,
  type ProbeFault,
  probeFix,
  type Severity,
} from '../../src/kit/index.ts';

interface Words {
  readonly severity: Severity;
  readonly effect?: Effect;
  readonly says: (detail: string) => string;
}

const faults: Readonly<Record<ProbeFault, Words>> = {
  'always-succeeds': {
    severity: 'error',
    says: (detail) => `ends well whatever happens (${detail}): a dead task counts as healthy for ever`,
  },
  'no-probe': {
    severity: 'error',
    effect: 'break',
    says: (detail) =>
      `begins with ${detail} instead of CMD or CMD-SHELL: the engine runs no probe, Swarm waits for its answer, and every task stays in "starting" for ever`,
  },
  'empty-probe': { severity: 'error', says: () => 'holds no word at all: nothing is probed' },
  'none-as-command': {
    severity: 'error',
    effect: 'break',
    says: () => 'runs a program called NONE, which no image holds: no task ever becomes healthy. Write `disable: true`',
  },
  'shell-words': {
    severity: 'error',
    says: (detail) =>
      `hands \`${detail}\` to a program, because no shell reads a list that begins with CMD: write CMD-SHELL and one string`,
  },
  'one-word': {
    severity: 'error',
    effect: 'break',
    says: (detail) =>
      `names a program that holds blanks (${detail} …), which no image has: no task ever becomes healthy. Give each word an item of its own`,
  },
  'any-answer': {
    severity: 'warning',
    says: () => 'takes any answer for health, because curl ends well on an error page too: use `curl --fail`',
  },
  'asks-elsewhere': {
    severity: 'warning',
    says: (detail) => `asks ${detail}, not the task itself: when that is down, Swarm kills healthy tasks`,
  },
  'asks-nobody': {
    severity: 'warning',
    says: (detail) => `looks at ${detail} and asks nobody: a process that hangs counts as healthy`,
  },
  rare: { severity: 'warning', says: (detail) => `takes ${detail} to notice a dead task` },
};

export default defineCheck<AskedProbe>({
  id: 'disposability/healthcheck-never-fails',
  title: 'Probe always succeeds or tests nothing',
  severity: 'error',
  confidence: 'high',
  effect: 'degrade',
  obligation: 'healthcheck',
  since: '0.1.0',
  rationale:
    'Swarm sends traffic by the health of a task, replaces it by its health, and takes the health of the first new tasks for the success of an update. A probe that cannot fail, or that asks something else, makes all three blind: a dead task keeps its share of the requests.',
  evidence:
    'The health check of the stack file or the image: whether its command can fail, asks this task, and does so often enough.',
  needs: ['services'],
  traps: [
    'Commands with a branch that can fail.',
    '`["NONE"]` as a list, which switches it off on purpose.',
    'A probe that asks the service by its own name.',
    'Intervals that a variable decides.',
  ],
  remedy:
    'Ask the task itself and let the answer decide: `["CMD", "curl", "-fsS", "--max-time", "3", "http://127.0.0.1:3000/health"]`, with an interval of some ten seconds.',
  references: ['https://docs.docker.com/reference/dockerfile/#healthcheck'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    ports: ["80:3000"]
    healthcheck:
      test: curl http://localhost:3000/health || true
`,
    },
    good: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    ports: ["80:3000"]
    healthcheck:
      test: curl -fsS --max-time 3 http://127.0.0.1:3000/health || exit 1
`,
    },
  },

  each: askedProbes,
  fails: ({ fault, detail = '' }) =>
    fault !== undefined && {
      severity: faults[fault].severity,
      effect: faults[fault].effect ?? 'degrade',
      subject: fault,
      words: { says: faults[fault].says(detail) },
    },
  message: ({ service }, { words }) => `The health check of service "${service.name}" ${words?.says}.`,
  fix: {
    summary: 'Lets the answer decide: `curl -f`, `|| exit 1`, or CMD-SHELL for what needs a shell.',
    safety: 'suggested',
    propose: (asked) => probeFix(asked),
  },
});
