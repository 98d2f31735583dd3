import {
  type ComparedPort,
  comparedPorts,
  defineCheck,
  fixOf,
  listed,
  rightPort,
  serviceKey,
  toldPorts,
} from '../../src/kit/index.ts';

/** How each kind of expectation reads. */
const expects: Readonly<Record<ComparedPort['claim']['kind'], (claim: ComparedPort['claim']) => string>> = {
  published: ({ target, from }) => `Service "${target.name}" publishes its port ${from}`,
  'health-check': ({ target, from }) => `The health check of "${target.name}" asks port ${from}`,
  proxy: ({ target, from, subject }) => `${subject} sends requests for "${target.name}" to port ${from}`,
  caller: ({ service, target, from, subject }) =>
    `Service "${service.name}" calls "${target.name}" on port ${from} (${subject})`,
};

export default defineCheck<ComparedPort>({
  id: 'port-binding/port-mismatch',
  title: 'Ports of a service disagree',
  severity: 'error',
  confidence: 'high',
  effect: 'break',
  obligation: 'listening',
  joins: true,
  since: '0.1.0',
  rationale:
    'A connection only arrives when everybody names the port the program listens on. A published target, a proxy label or a URL with another port is refused; a health check with another port lets Swarm kill healthy tasks for ever.',
  evidence:
    'Ports the program listens on, by code, command, settings files and the image, held against published targets, health checks, proxy labels and addresses in other services.',
  needs: ['services'],
  traps: [
    '`expose` alone, and UDP.',
    'Second listeners for metrics, debugging or gRPC.',
    'One against one without a majority, and ports that a variable or an env file nobody sees may set.',
    'Public addresses that happen to carry the name of a service.',
  ],
  remedy:
    'Write the port the program listens on everywhere: behind the colon of `ports` (`"80:8080"` publishes 80 and reaches 8080), in the health check, in proxy labels and in the URLs of other services.',
  references: ['https://docs.docker.com/engine/swarm/services/#publish-ports'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    build: .
    ports: ["80:80"]
`,
      Dockerfile: `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`,
      'package.json': '{ "name": "shop", "dependencies": { "express": "5.1.0" } }',
      'server.js': `import express from 'express';

const app = express();
app.listen(8080);
`,
    },
    good: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    build: .
    ports: ["80:8080"]
`,
      Dockerfile: `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`,
      'package.json': '{ "name": "shop", "dependencies": { "express": "5.1.0" } }',
      'server.js': `import express from 'express';

const app = express();
app.listen(8080);
`,
    },
  },

  each: comparedPorts,
  fails: ({ claim, odd }, facts) => {
    if (!odd) return false;
    const { confidence, places, ports, why } = odd;
    const service = serviceKey(claim.service);
    const words = { right: listed(ports.map(String)), why };
    // A caller with a wrong port misses one of its partners; it may still do the rest of its work.
    const effect = claim.kind === 'caller' ? 'degrade' : 'break';
    // Everybody was told this port, except the code.
    const told = toldPorts(facts).find((one) => one.service === claim.target && one.fixed && one.told === claim.from);
    const unread = told
      ? [{ at: told.toldAt, message: `${told.name} is ${told.told} here, and the code does not read it` }]
      : [];
    return { confidence, effect, notes: [...places, ...unread], service, subject: claim.subject, words };
  },
  message: ({ claim }, { words }) =>
    `${expects[claim.kind](claim)}, but it listens on ${words?.right} (${words?.why}).`,
  fix: {
    summary: 'Writes the one port the program listens on into the published target, the label or the variable.',
    safety: 'suggested',
    propose: (compared) => {
      const [port, ...others] = compared.odd?.ports ?? [];
      return port === undefined || others.length > 0 || compared.odd?.confidence !== 'high'
        ? undefined
        : fixOf(`Name port ${port}`, 'suggested', [rightPort(compared.claim, port)]);
    },
  },
});
