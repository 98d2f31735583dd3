import { defineCheck, type LogFile, logFiles } from '../../src/kit/index.ts';

const service = `services:
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
const manifest = '{ "name": "shop", "dependencies": { "winston": "3.17.0" } }';

export default defineCheck<LogFile>({
  id: 'logs/file-logging',
  title: 'The application writes its own log files',
  severity: 'warning',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'What a program writes to a file stays in the container: `docker service logs` shows nothing, every replica has a file of its own, and all of them are gone with their task. Until then they fill the disk of the node.',
  evidence:
    'Log files in the code, in settings of frameworks and servers, and in the files of nginx, php-fpm and supervisord that the image uses.',
  needs: ['services'],
  traps: [
    'Destinations that are standard output, also by a link to `/dev/stdout`.',
    'Files for the business, such as an invoice journal.',
    'Settings for development, and handlers that no logger uses.',
    'Lines that reach the output as well: a note.',
  ],
  remedy:
    'Write to standard output (winston: `new transports.Console()`, pino: no destination, gunicorn: `--access-logfile -`) and leave rotation and shipping to the logging driver.',
  references: ['https://12factor.net/logs'],
  examples: {
    bad: {
      'docker-stack.yml': service,
      Dockerfile: dockerfile,
      'package.json': manifest,
      'server.js': `import http from 'node:http';
import winston from 'winston';

const logger = winston.createLogger({ transports: [new winston.transports.File({ filename: 'logs/app.log' })] });
http.createServer((request, response) => { logger.info(request.url); response.end('ok'); }).listen(3000);
`,
    },
    good: {
      'docker-stack.yml': service,
      Dockerfile: `FROM node:22-slim
WORKDIR /app
RUN mkdir logs && ln -sf /dev/stdout /app/logs/app.log
COPY . .
CMD ["node", "server.js"]
`,
      'package.json': manifest,
      'server.js': `import http from 'node:http';
import winston from 'winston';

const logger = winston.createLogger({ transports: [new winston.transports.File({ filename: 'logs/app.log' })] });
http.createServer((request, response) => { logger.info(request.url); response.end('ok'); }).listen(3000);
`,
    },
  },

  each: logFiles,
  fails: ({ reach, label, confidence }) => {
    if (reach === 'output') return false;
    return { severity: reach === 'beside' ? 'info' : 'warning', confidence, subject: label };
  },
  message: ({ service, label, reach }) =>
    reach === 'beside'
      ? `Service "${service.name}" also writes its log to a file (${label}), which stays in the container.`
      : `Service "${service.name}" writes its log to a file (${label}): it stays in the container and is lost with the task.`,
});
