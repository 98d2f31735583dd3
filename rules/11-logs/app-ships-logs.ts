import { defineCheck, logsBeside, type ShippedLog, scaleRemark, shippedLogs } from '../../src/kit/index.ts';

const stack = `services:
  web:
    image: registry.example/shop:1.4.2
    build: .
    ports: ["80:3000"]
`;
const dockerfile = `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`;
const manifest = '{ "name": "shop", "dependencies": { "winston": "3.17.0", "winston-loki": "6.1.3" } }';

export default defineCheck<ShippedLog>({
  id: 'logs/app-ships-logs',
  title: 'The process sends its own logs away',
  severity: 'info',
  confidence: 'medium',
  effect: 'degrade',
  since: '0.1.0',
  rationale:
    'A program that talks to a collector itself depends on it: lines are lost while it is away, a connection that hangs holds up requests, and `docker service logs` shows nothing of what happened. Every program has to know the address, and every replica opens a connection of its own.',
  evidence:
    'Transports in the code that send log lines to a collector such as Loki or Logstash, with everything else the service logs to.',
  needs: ['services', 'dockerfile', 'code'],
  traps: ['Lines that reach standard output as well.', 'Transports that wait for nobody, such as UDP: a note.'],
  remedy:
    'Write to standard output and let the logging driver or a collector on every node (`mode: global`) take it from there. A second sink for errors beside the output does no harm.',
  references: ['https://12factor.net/logs', 'https://docs.docker.com/engine/logging/configure/'],
  examples: {
    bad: {
      'docker-stack.yml': stack,
      Dockerfile: dockerfile,
      'package.json': manifest,
      'server.js': `import http from 'node:http';
import winston from 'winston';
import LokiTransport from 'winston-loki';

const logger = winston.createLogger({ transports: [new LokiTransport({ host: 'http://loki:3100' })] });
http.createServer((request, response) => { logger.info(request.url); response.end('ok'); }).listen(3000);
`,
    },
    good: {
      'docker-stack.yml': stack,
      Dockerfile: dockerfile,
      'package.json': manifest,
      'server.js': `import http from 'node:http';
import winston from 'winston';
import LokiTransport from 'winston-loki';

const logger = winston.createLogger({
  transports: [new winston.transports.Console(), new LokiTransport({ host: 'http://loki:3100' })],
});
http.createServer((request, response) => { logger.info(request.url); response.end('ok'); }).listen(3000);
`,
    },
  },

  each: shippedLogs,
  fails: ({ service, fact, confidence, printed, waits }, facts) =>
    !printed && {
      severity: waits ? 'warning' : 'info',
      effect: waits ? 'degrade' : 'none',
      confidence,
      subject: fact.label,
      notes: [...logsBeside(service, facts), ...scaleRemark(service, 'each has a connection of its own')],
    },
  message: ({ service, fact }) =>
    `Service "${service.name}" sends its log to a collector by itself (${fact.label}) and prints none of it: when the collector is away, so are the lines.`,
});
