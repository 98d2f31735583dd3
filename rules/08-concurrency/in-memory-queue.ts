import { defineCheck, isSingleton, type JobQueue, jobQueues } from '../../src/kit/index.ts';

export default defineCheck<JobQueue>({
  id: 'concurrency/in-memory-queue',
  title: 'Jobs are queued in one replica',
  severity: 'error',
  confidence: 'high',
  effect: 'block',
  obligation: 'queues',
  since: '0.1.0',
  rationale:
    'Workers on other nodes never see a queue that lives in the memory or on the disk of one task, and every update throws away what is still in it.',
  evidence:
    'Queues that the code opens or the environment chooses (Celery, Active Job, Symfony Messenger and others) in memory or in a folder.',
  needs: ['services'],
  traps: [
    'Brokers in Redis, RabbitMQ or a database.',
    'A broker that is decided at deploy time.',
    'A broker of the image that the stack replaces.',
  ],
  remedy: 'Use a broker all tasks reach: Redis, RabbitMQ, NATS or a table in the database (`redis://redis:6379/0`).',
  references: ['https://docs.celeryq.dev/en/stable/getting-started/backends-and-brokers/index.html'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    environment:
      CELERY_BROKER_URL: memory://
`,
    },
    good: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    environment:
      CELERY_BROKER_URL: redis://redis:6379/0
  redis:
    image: redis:7.4
`,
    },
  },

  each: jobQueues,
  fails: ({ service, local, confidence, name }) =>
    local ? { severity: isSingleton(service) ? 'info' : 'error', confidence, subject: name } : false,
  message: ({ service, name }) =>
    `Service "${service.name}" keeps its queue of jobs in one replica (${name}): other workers never see it, and an update loses it.`,
});
