import { brokerBeside, defineCheck, graceRemark, isSingleton, type LooseWork, looseWork } from '../../src/kit/index.ts';

const stack = `services:
  web:
    image: registry.example/billing:1.9.0
    build: .
    ports: ["80:3000"]
    deploy:
      replicas: 2
  redis:
    image: redis:7.4
`;
const dockerfile = `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`;

export default defineCheck<LooseWork>({
  id: 'concurrency/background-work-in-web',
  title: 'Work outlives the request inside the web process',
  severity: 'warning',
  confidence: 'medium',
  effect: 'degrade',
  obligation: 'queues',
  since: '0.1.0',
  rationale:
    'The answer is out, the work is not done, and nobody but this process knows of it. Every rolling update stops the task, and a server that has answered all requests does not wait for what runs beside them: the mail, the row or the payment is lost without a trace. Nor can the work be scaled apart from the requests.',
  evidence:
    'Work that code of web services starts beside a request (threads, `BackgroundTasks`, promises nobody waits for) and what it does: send, write, charge.',
  needs: ['services', 'dockerfile', 'code'],
  traps: [
    'Work that is awaited before the answer.',
    'Workers, whose business it is.',
    'Work of unknown effect, such as an access log: a note.',
  ],
  remedy:
    'Hand the work to a queue that outlives the process (`await queue.add("invoices", { id })`) and let a service of its own do it, or finish it before the answer.',
  references: ['https://12factor.net/concurrency'],
  examples: {
    bad: {
      'docker-stack.yml': stack,
      Dockerfile: dockerfile,
      'package.json': '{ "name": "billing", "dependencies": { "express": "5.1.0", "nodemailer": "7.0.3" } }',
      'server.js': `import express from 'express';
import { mailer, invoices } from './parts.js';

async function sendInvoices() {
  for (const invoice of await invoices.open()) await mailer.sendMail(invoice);
}
const app = express();
app.post('/run', (req, res) => {
  res.sendStatus(202);
  void sendInvoices();
});
app.listen(3000);
`,
    },
    good: {
      'docker-stack.yml': stack,
      Dockerfile: dockerfile,
      'package.json': '{ "name": "billing", "dependencies": { "express": "5.1.0", "bullmq": "5.53.0" } }',
      'server.js': `import { Queue } from 'bullmq';
import express from 'express';
import PQueue from 'p-queue';
import { warm } from './parts.js';

const queue = new Queue('invoices', { connection: { url: process.env.REDIS_URL } });
const limiter = new PQueue({ concurrency: 4 });
const app = express();
app.post('/run', async (req, res) => {
  await queue.add('invoices', { id: req.body.id });
  res.sendStatus(202);
});
app.get('/prices', async (req, res) => res.json(await limiter.add(() => warm())));
app.listen(3000);
`,
    },
  },

  each: looseWork,
  fails: ({ service, fact, confidence }, facts) =>
    confidence !== undefined && {
      severity: isSingleton(service) ? 'info' : 'warning',
      confidence,
      subject: fact.label,
      words: { what: fact.effect && fact.effect !== fact.label ? `${fact.label}: ${fact.effect}` : fact.label },
      notes: [graceRemark(service), ...brokerBeside(service, facts)],
    },
  message: ({ service }, { words }) =>
    `Service "${service.name}" goes on working after it has answered (${words?.what}): an update stops it half-way, and nothing takes it up again.`,
});
