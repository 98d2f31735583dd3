import {
  defineCheck,
  hasRole,
  isOutOfSight,
  judgedServices,
  type Service,
  type SignalPath,
  signalFix,
} from '../../src/kit/index.ts';

/** What each obstacle does, as it was measured. */
const consequences: Readonly<Partial<Record<SignalPath, string>>> = {
  'shell-in-front': 'On every update it runs on until it is killed, and requests under way are lost.',
  'manager-in-front': 'On every update it is cut off at once, and its own handler never runs.',
  'killed-by-init': 'On every update it is ended at once, and its own handler never runs.',
  'no-shell': 'The container cannot start.',
};

export default defineCheck<Service>({
  id: 'disposability/signal-not-delivered',
  title: 'SIGTERM never reaches the application',
  severity: 'error',
  confidence: 'high',
  effect: 'degrade',
  obligation: 'signals',
  joins: true,
  since: '0.1.0',
  rationale:
    'Swarm stops a task with SIGTERM to its first process, at every update, drain and rescheduling, and with SIGKILL ten seconds later. A shell or a package manager in front of the program keeps the signal to itself, so that nothing is finished: which of them do depends on the shell of the image, and was measured.',
  evidence:
    'The chain from the first process to the program: forms of CMD and ENTRYPOINT, scripts, package managers, and how the shell of the base image is known to behave.',
  needs: ['services', 'dockerfile'],
  traps: [
    '`exec` in scripts and in shell form, and traps that hand the signal on.',
    'Shells that replace themselves with the last command, as bash and the one of Alpine do.',
    'An init in front of the program itself.',
    'Bases whose shell is not known.',
  ],
  remedy:
    'Start the program itself: `CMD ["node", "server.js"]` instead of `CMD node server.js` or `npm start`; let an entrypoint script end with `exec "$@"`, and a chain with `&& exec program`.',
  references: ['https://docs.docker.com/reference/dockerfile/#shell-form-entrypoint-example'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    build: .
    ports: ["80:3000"]
`,
      Dockerfile: `FROM node:22-slim
WORKDIR /app
COPY . .
CMD node server.js
`,
    },
    good: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    build: .
    ports: ["80:3000"]
`,
      Dockerfile: `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`,
    },
  },

  each: (facts) =>
    judgedServices(facts).filter(
      (service) =>
        hasRole(service, 'web', 'worker', 'scheduler') && service.process.main && !isOutOfSight(service, facts),
    ),
  fails: ({ process: { signal, main } }) =>
    signal.value in consequences && signal.confidence !== 'low'
      ? {
          at: signal.at,
          confidence: signal.confidence,
          effect: signal.value === 'no-shell' ? 'break' : 'degrade',
          notes: main && main.at.file !== signal.at?.file ? [{ at: main.at, message: `starts ${main.argv[0]}` }] : [],
          words: { why: signal.why, so: consequences[signal.value] ?? '' },
        }
      : false,
  message: ({ name }, { words }) => `Service "${name}" does not get SIGTERM: ${words?.why}. ${words?.so}`,
  fix: {
    summary: 'Writes the exec form where no shell is needed, or `exec` in front of the last command.',
    safety: 'safe',
    propose: (service, _, facts) => signalFix(service, facts),
  },
});
