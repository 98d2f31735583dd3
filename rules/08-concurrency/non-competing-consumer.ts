import { brokerOf, defineCheck, escalated, sharedTakings, type Taking } from '../../src/kit/index.ts';

const stack = `services:
  billing:
    image: registry.example/billing:1.9.0
    build: .
    deploy:
      replicas: 3
  redis:
    image: redis:7.4
`;
const dockerfile = `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "worker.js"]
`;

export default defineCheck<Taking>({
  id: 'concurrency/non-competing-consumer',
  title: 'Replicas do not share the work',
  severity: 'warning',
  activeSeverity: 'error',
  confidence: 'medium',
  effect: 'block',
  obligation: 'queues',
  since: '0.1.0',
  rationale:
    'A subscription without a group gives every message to everybody who listens. With three replicas each message is worked on three times: three charges, three mails, three rows. Scaling multiplies the work instead of dividing it.',
  evidence:
    'Subscriptions in the code of services (Redis channels, Kafka, NATS, MQTT, RabbitMQ) without a group, and what is done with each message.',
  needs: ['services', 'dockerfile', 'code'],
  traps: [
    'Consumer groups, shared subscriptions and queues that replicas take turns on.',
    'Broadcasts on purpose: what is only passed on to sockets or drops a cache entry.',
  ],
  remedy:
    'Let the replicas compete: a stream with `XREADGROUP GROUP billing …` instead of `SUBSCRIBE`, one fixed `group.id` for Kafka, a queue group for NATS, `$share/billing/…` for MQTT, rows taken with `FOR UPDATE SKIP LOCKED`.',
  references: [
    'https://redis.io/docs/latest/commands/xreadgroup/',
    'https://docs.nats.io/nats-concepts/core-nats/queue',
  ],
  examples: {
    bad: {
      'docker-stack.yml': stack,
      Dockerfile: dockerfile,
      'package.json': '{ "name": "billing", "dependencies": { "ioredis": "5.6.1" } }',
      'worker.js': `import Redis from 'ioredis';
import { charges } from './charges.js';

const sub = new Redis(process.env.REDIS_URL);
await sub.subscribe('orders');
sub.on('message', async (channel, message) => {
  await charges.create(JSON.parse(message));
});
`,
    },
    good: {
      'docker-stack.yml': stack,
      Dockerfile: dockerfile,
      'package.json': '{ "name": "billing", "dependencies": { "ioredis": "5.6.1" } }',
      'worker.js': `import Redis from 'ioredis';
import { prices } from './prices.js';

const sub = new Redis(process.env.REDIS_URL);
await sub.subscribe('invalidate');
sub.on('message', (channel, key) => prices.cache.delete(key));
`,
    },
  },

  each: sharedTakings,
  fails: ({ service, fact, confidence }, facts) => {
    if (confidence === undefined) return false;
    const { severity, notes = [] } = escalated(service);
    return {
      severity,
      confidence,
      subject: fact.label,
      words: { does: fact.effect ? ` and does ${fact.effect} for each` : '' },
      notes: [...notes, ...brokerOf(service, facts, fact.from, 'hands each message to everybody who listens')],
    };
  },
  message: ({ service, fact }, { words }) =>
    `Service "${service.name}" gets every message in every replica (${fact.label})${words?.does}: the replicas repeat the work instead of sharing it.`,
});
