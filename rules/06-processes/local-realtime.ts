import {
  alsoShared,
  confidenceIn,
  defineCheck,
  escalated,
  type ServiceFact,
  type StateFact,
  stateFacts,
} from '../../src/kit/index.ts';

export default defineCheck<ServiceFact<StateFact>>({
  id: 'processes/local-realtime',
  title: 'Messages reach only the clients of one replica',
  severity: 'warning',
  activeSeverity: 'error',
  confidence: 'high',
  effect: 'block',
  obligation: 'realtime',
  since: '0.1.0',
  rationale:
    'Rooms, subscriptions and lists of sockets live in the process that accepted the connection. Clients are spread over the replicas, so a message sent in one replica never reaches those who are connected to the others.',
  evidence:
    'Servers for WebSockets, rooms and subscriptions in the code (Socket.IO, Action Cable, Phoenix, SignalR, GraphQL) without an adapter that connects replicas.',
  needs: ['services', 'dockerfile', 'code'],
  traps: [
    'An adapter or a shared bus, also in another file of the same service.',
    'Clients of such a server.',
    'Phoenix nodes that find each other, or may by an env file nobody sees.',
  ],
  remedy:
    'Connect the replicas: for Socket.IO `adapter: createAdapter(pub, sub)` and `transports: ["websocket"]`, for GraphQL subscriptions a Redis PubSub.',
  references: ['https://socket.io/docs/v4/using-multiple-nodes/'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  chat:
    image: registry.example/chat:0.9.3
    build: .
    ports: ["80:3000"]
    deploy:
      replicas: 2
`,
      Dockerfile: `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`,
      'package.json': '{ "name": "chat", "dependencies": { "socket.io": "4.8.1" } }',
      'server.js': `import { createServer } from 'node:http';
import { Server } from 'socket.io';

const http = createServer();
const io = new Server(http);
io.on('connection', (socket) => socket.on('message', (text) => io.emit('message', text)));
http.listen(3000);
`,
    },
    good: {
      'docker-stack.yml': `services:
  chat:
    image: registry.example/chat:0.9.3
    build: .
    ports: ["80:3000"]
    deploy:
      replicas: 2
  redis:
    image: redis:7.4
`,
      Dockerfile: `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`,
      'package.json':
        '{ "name": "chat", "dependencies": { "socket.io": "4.8.1", "@socket.io/redis-adapter": "8.3.0", "ioredis": "5.6.1" } }',
      'server.js': `import { createServer } from 'node:http';
import { createAdapter } from '@socket.io/redis-adapter';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';

const pub = new Redis(process.env.REDIS_URL);
const http = createServer();
const io = new Server(http, { adapter: createAdapter(pub, pub.duplicate()), transports: ['websocket'] });
io.on('connection', (socket) => socket.on('message', (text) => io.emit('message', text)));
http.listen(3000);
`,
    },
  },

  each: (facts) => stateFacts(facts, 'realtime'),
  // The adapter is often attached in another file than the one that makes the server.
  fails: ({ service, fact }) =>
    fact.scope === 'local' && !alsoShared(service, 'realtime')
      ? { ...escalated(service), confidence: confidenceIn(fact), subject: fact.label }
      : false,
  message: ({ service, fact }) =>
    `Service "${service.name}" passes messages on within one replica (${fact.label}): clients of the others do not receive them.`,
});
