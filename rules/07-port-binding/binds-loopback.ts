import {
  changedVariable,
  changedWord,
  defineCheck,
  fixOf,
  type ReachedService,
  reachedServices,
  serviceKey,
} from '../../src/kit/index.ts';

/** An address alone, behind a flag or a scheme, or in front of a port. */
const loopback = /^(--?[\w-]+=|\w+:\/\/|)(?:localhost|127\.0\.0\.1|\[::1\])(:\d+|)$/;

export default defineCheck<ReachedService>({
  id: 'port-binding/binds-loopback',
  title: 'Listens where no other container can reach it',
  severity: 'error',
  confidence: 'high',
  effect: 'break',
  obligation: 'listening',
  since: '0.1.0',
  rationale:
    'Every task has a network of its own. What listens on 127.0.0.1 in it answers only programs in the same container: the ingress mesh, the proxy and the other services are refused, while a health check inside the container still succeeds.',
  evidence:
    'Addresses that the code, the start command, settings files and known defaults of a server listen on, in services that others call, route to or publish.',
  needs: ['services', 'dockerfile'],
  traps: [
    'A second listener for administration or profiling on `localhost`.',
    'Servers behind a proxy in the same container.',
    'Addresses that the stack, the image or an env file nobody sees may choose.',
    'Frameworks whose default is all addresses, and branches for development.',
  ],
  remedy:
    "Listen on all addresses: `listen({ port: 3000, host: '0.0.0.0' })`, `uvicorn --host 0.0.0.0`, `gunicorn --bind 0.0.0.0:8000`.",
  references: ['https://fastify.dev/docs/latest/Reference/Server/#listen', 'https://uvicorn.dev/settings/'],
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
CMD ["node", "server.js"]
`,
      'package.json': '{ "name": "shop", "dependencies": { "fastify": "5.2.0" } }',
      'server.js': `import Fastify from 'fastify';

const app = Fastify();
await app.listen({ port: 3000 });
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
      'package.json': '{ "name": "shop", "dependencies": { "fastify": "5.2.0" } }',
      'server.js': `import Fastify from 'fastify';

const app = Fastify();
await app.listen({ port: 3000, host: '0.0.0.0' });
`,
    },
  },

  each: reachedServices,
  fails: ({ service, listener }) =>
    listener
      ? {
          confidence: listener.confidence,
          service: serviceKey(service),
          subject: listener.label,
          words: { by: listener.label },
        }
      : false,
  message: ({ service }, { words }) =>
    `Service "${service.name}" listens on the loopback address only (${words?.by}): no proxy and no other service reaches it.`,
  fix: {
    summary:
      'Writes `0.0.0.0` where a flag, a variable of the service or a text in JavaScript names the loopback address.',
    safety: 'safe',
    propose: ({ service, listener }) => {
      const { bindAt, bindWord, textAt } = listener ?? {};
      const title = 'Listen on all addresses';
      if (textAt) return fixOf(title, 'safe', [{ kind: 'text', at: textAt, text: '0.0.0.0' }]);
      const variable = service.effectiveEnvironment.find(
        ({ at }) => at.file === bindAt?.file && at.start === bindAt.start,
      );
      const { raw } = variable?.value ?? { raw: bindWord };
      const everywhere = raw?.replace(loopback, '$10.0.0.0$2');
      if (raw === undefined || everywhere === undefined || everywhere === raw) return undefined;
      const edit = variable ? changedVariable(service, variable, everywhere) : changedWord(service, raw, everywhere);
      return fixOf(title, 'safe', [edit]);
    },
  },
});
