import {
  changedVariable,
  defineCheck,
  developmentSettings,
  fixOf,
  listed,
  productionStarts,
  type ServiceStarts,
} from '../../src/kit/index.ts';

export default defineCheck<ServiceStarts>({
  id: 'dev-prod-parity/dev-mode-in-prod',
  title: 'Production runs in development mode',
  severity: 'error',
  confidence: 'high',
  effect: 'degrade',
  since: '0.1.0',
  rationale:
    'In development mode frameworks show stack traces and settings to visitors, recompile on every request, skip caches and hold memory they would otherwise give back. A debugger that listens runs any code for whoever reaches its port.',
  evidence:
    'Variables such as `NODE_ENV`, `FLASK_DEBUG` or `APP_DEBUG` that reach the container from stack or image, and flags of debuggers in the start command.',
  needs: ['services'],
  traps: [
    'Values that the stack or the start command sets anew.',
    '`DEBUG` with the names of modules, which only prints more.',
    'Stacks for staging, and build stages.',
    '`DEBUG` of a program nobody knows: with low confidence.',
  ],
  remedy: 'Set the production value in the stack file, or leave the variable out where production is the default.',
  references: ['https://12factor.net/dev-prod-parity'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    environment:
      NODE_ENV: development
    deploy:
      replicas: 2
`,
    },
    good: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    environment:
      NODE_ENV: production
    deploy:
      replicas: 2
`,
    },
  },

  each: productionStarts,
  fails: (subject) => {
    const settings = developmentSettings(subject);
    const first = settings.find(({ vague }) => !vague) ?? settings[0];
    return first
      ? {
          at: first.at,
          confidence: first.vague ? 'low' : 'high',
          subject: first.name,
          words: { names: listed(settings.map(({ name }) => name)), instead: first.instead },
          notes: settings.filter((one) => one !== first).map(({ at, name }) => ({ at, message: `${name} as well` })),
        }
      : false;
  },
  message: ({ service }, { words }) =>
    `Service "${service.name}" runs in development mode (${words?.names}); production wants ${words?.instead}.`,
  fix: {
    summary: 'Turns the variable to its production value, in the spelling it has.',
    safety: 'safe',
    propose: (subject) => {
      const settings = developmentSettings(subject);
      const harmless = settings.every(({ vague, right }) => !vague && right?.harmless);
      return fixOf(
        'Set the production value',
        harmless ? 'safe' : 'suggested',
        settings.map(({ right }) => right && changedVariable(subject.service, right.variable, right.value)),
      );
    },
  },
});
