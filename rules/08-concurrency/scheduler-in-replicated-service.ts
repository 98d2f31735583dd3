import {
  defineCheck,
  escalated,
  isDedicatedScheduler,
  type ServiceFact,
  type StateFact,
  stateFacts,
  switchedOn,
} from '../../src/kit/index.ts';

export default defineCheck<ServiceFact<StateFact>>({
  id: 'concurrency/scheduler-in-replicated-service',
  title: 'Timed jobs run once per replica',
  severity: 'warning',
  activeSeverity: 'error',
  confidence: 'high',
  effect: 'block',
  obligation: 'schedulers',
  joins: true,
  since: '0.1.0',
  rationale:
    'A timer inside the process starts with every replica: three replicas send every mail three times and charge every customer three times. During a start-first update even a single replica overlaps with its successor.',
  evidence:
    'Timers, cron libraries and framework schedules in code that a service runs, with its replicas and update order, and the variables that switch them on.',
  needs: ['services', 'dockerfile', 'code'],
  traps: [
    'Jobs behind a lock that replicas share (ShedLock, redlock), and schedulers that elect a leader.',
    'Repeatable jobs of a shared queue.',
    'Heartbeats and housekeeping of the process itself.',
    'A service of its own with one task, and switches that are off here.',
  ],
  remedy:
    'Move the jobs to a service of their own with `replicas: 1` and `order: stop-first`, or take a lock that all replicas share (BullMQ job schedulers, pg-boss, an advisory lock of the database).',
  references: ['https://docs.bullmq.io/guide/job-schedulers', 'https://crazymax.dev/swarm-cronjob/'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  api:
    image: registry.example/shop:1.4.2
    build: .
    ports: ["80:3000"]
    deploy:
      replicas: 3
`,
      Dockerfile: `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`,
      'package.json': '{ "name": "shop", "dependencies": { "express": "5.1.0", "node-cron": "3.0.3" } }',
      'server.js': `import express from 'express';
import cron from 'node-cron';
import { sendInvoices } from './invoices.js';

cron.schedule('0 * * * *', sendInvoices);
express().listen(3000);
`,
      'invoices.js': 'export const sendInvoices = async () => {};\n',
    },
    good: {
      'docker-stack.yml': `services:
  api:
    image: registry.example/shop:1.4.2
    build: .
    ports: ["80:3000"]
    deploy:
      replicas: 3
  scheduler:
    image: registry.example/shop:1.4.2
    build: .
    command: ["node", "scheduler.js"]
    deploy:
      replicas: 1
      update_config:
        order: stop-first
`,
      Dockerfile: `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`,
      'package.json': '{ "name": "shop", "dependencies": { "express": "5.1.0", "node-cron": "3.0.3" } }',
      'server.js': `import express from 'express';

express().listen(3000);
`,
      'scheduler.js': `import cron from 'node-cron';
import { sendInvoices } from './invoices.js';

cron.schedule('0 * * * *', sendInvoices);
`,
      'invoices.js': 'export const sendInvoices = async () => {};\n',
    },
  },

  each: (facts) => stateFacts(facts, 'scheduler'),
  fails: ({ service, fact }) => {
    if (fact.scope !== 'local' || fact.locked) return false;
    // One service of its own is the remedy; a second copy of it is the defect again.
    if (isDedicatedScheduler(service) && !service.scale.active) return false;
    const runs = switchedOn(service, fact);
    if (runs === false) return false;
    return { ...escalated(service), confidence: runs ? fact.confidence : 'low', subject: fact.label };
  },
  message: ({ service, fact }) =>
    `Every replica of "${service.name}" starts its own timer (${fact.label}): each job runs as often as there are replicas.`,
});
