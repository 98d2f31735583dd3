import {
  type BrowserService,
  browserServices,
  changedOrSet,
  defineCheck,
  factsOf,
  fixOf,
} from '../../src/kit/index.ts';

export default defineCheck<BrowserService>({
  id: 'disposability/pid1-no-reaper',
  title: 'Ended child processes pile up',
  severity: 'warning',
  confidence: 'medium',
  effect: 'degrade',
  since: '0.1.0',
  rationale:
    'A process that has ended stays in the process table until its parent asks for it; when the parent has gone, the first process of the container has to. Node and most runtimes do not do that. Every headless browser leaves some behind, until the task may start no process any more.',
  evidence:
    'Libraries of headless browsers (Puppeteer, Playwright, chrome-launcher) in the code of a service, and whether an init runs in front.',
  needs: ['services', 'dockerfile', 'code'],
  traps: [
    '`init: true`, also through an anchor, and tini or dumb-init in the image.',
    'Browsers that run in another container.',
    'Browsers of the tests, and of scripts that people run by hand.',
  ],
  remedy:
    'Set `init: true` on the service. An init also makes SIGTERM end a program that does not listen for it at once, so have a handler as well.',
  references: ['https://github.com/krallin/tini', 'https://pptr.dev/troubleshooting'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  pdf:
    image: registry.example/pdf:1.4.2
    build: .
`,
      Dockerfile: `FROM node:22
WORKDIR /app
COPY . .
CMD ["node", "render.js"]
`,
      'package.json': '{ "name": "pdf", "dependencies": { "puppeteer": "24.10.0" } }',
      'render.js': `import puppeteer from 'puppeteer';

const browser = await puppeteer.launch();
process.once('SIGTERM', () => browser.close().then(() => process.exit(0)));
`,
    },
    good: {
      'docker-stack.yml': `services:
  pdf:
    image: registry.example/pdf:1.4.2
    build: .
    init: true
`,
      Dockerfile: `FROM node:22
WORKDIR /app
COPY . .
CMD ["node", "render.js"]
`,
      'package.json': '{ "name": "pdf", "dependencies": { "puppeteer": "24.10.0" } }',
      'render.js': `import puppeteer from 'puppeteer';

const browser = await puppeteer.launch();
process.once('SIGTERM', () => browser.close().then(() => process.exit(0)));
`,
    },
  },

  each: browserServices,
  fails: ({ service, library, reaped }) =>
    !reaped && {
      subject: library,
      words: {
        beside: factsOf(service, 'signal-handler').some(({ signals }) => signals.includes('SIGTERM'))
          ? ''
          : ' It also needs a handler for SIGTERM, or an init ends it at once.',
      },
    },
  message: ({ service, library }, { words }) =>
    `Service "${service.name}" drives a browser (${library}) and is the first process of its container, where nothing collects what the browser leaves behind: set init: true.${words?.beside}`,
  fix: {
    summary: 'Sets `init: true`; without a handler for SIGTERM somebody has to look at it.',
    safety: 'safe',
    propose: ({ service }, { words }) =>
      fixOf('Put an init in front', words?.beside === '' ? 'safe' : 'suggested', [
        changedOrSet(service, service.init, ['init'], true),
      ]),
  },
});
