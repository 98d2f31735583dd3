import {
  defineCheck,
  placed,
  placeOf,
  type StateFile,
  stateFiles,
  storeBeside,
  variableValue,
} from '../../src/kit/index.ts';

const stack = `services:
  bot:
    image: registry.example/bot:1.0.3
    build: .
    deploy:
      replicas: 2
`;
const dockerfile = `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "bot.js"]
`;

export default defineCheck<StateFile>({
  id: 'processes/local-state-file',
  title: "State is written to the container's disk",
  severity: 'warning',
  activeSeverity: 'error',
  confidence: 'medium',
  effect: 'block',
  obligation: 'uploads',
  since: '0.1.0',
  rationale:
    'A file in the container belongs to one task. Every replica has one of its own, so they count, poll and remember apart from each other, and the file is gone when Swarm replaces the task, which happens at every update.',
  evidence:
    'Files that the code of a service writes and comes back to: state, counters, cursors, small databases in JSON; and where their path is mounted.',
  needs: ['services', 'dockerfile', 'code'],
  traps: [
    'Reports, logs, caches, locks and scratch files.',
    'Uploads and log files, which have checks of their own.',
    'Shared storage, or one node for all replicas: a note.',
  ],
  remedy:
    'Keep it in the database, in Redis (`redis.set("cursor", cursor)`) or in object storage. A folder that all nodes share works as long as only one task writes at a time.',
  references: ['https://12factor.net/processes'],
  examples: {
    bad: {
      'docker-stack.yml': stack,
      Dockerfile: dockerfile,
      'package.json': '{ "name": "bot" }',
      'bot.js': `import fs from 'node:fs';

let cursor = fs.existsSync('state.json') ? JSON.parse(fs.readFileSync('state.json', 'utf8')) : 0;
setInterval(async () => {
  cursor = await poll(cursor);
  fs.writeFileSync('state.json', JSON.stringify(cursor));
}, 5_000);
`,
    },
    good: {
      'docker-stack.yml': stack,
      Dockerfile: dockerfile,
      'package.json': '{ "name": "bot", "dependencies": { "redis": "5.5.0" } }',
      'bot.js': `import fs from 'node:fs';
import { createClient } from 'redis';

const redis = await createClient({ url: process.env.REDIS_URL }).connect();
export async function step() {
  const cursor = await poll(await redis.get('cursor'));
  await redis.set('cursor', cursor);
  fs.writeFileSync('cache/data.json', JSON.stringify(cursor));
}
`,
    },
  },

  each: stateFiles,
  fails: ({ service, fact, confidence }, facts) => {
    if (confidence === undefined) return false;
    const chosen = fact.variable === undefined ? undefined : variableValue(service, fact.variable);
    const place = placed(placeOf(service, chosen ?? fact.path, facts), service, 'warning');
    if (place === false) return false;
    return {
      ...place,
      confidence,
      subject: fact.path ?? fact.label,
      notes: [...(place.notes ?? []), ...(place.effect === 'none' ? [] : storeBeside(service, facts))],
      words: { what: fact.path === undefined ? fact.label : `${fact.path} (${fact.label})`, ...place.words },
    };
  },
  message: ({ service }, { words }) =>
    `Service "${service.name}" keeps state in a file ${words?.where ?? 'on its own disk'}, ${words?.what}: ${cost(words?.cost)}.`,
});

const cost = (said: string | undefined): string =>
  said === undefined
    ? 'the other replicas do not have it'
    : said.replace(/^they are gone/, 'it is gone').replace('a folder of its own', 'a file of its own');
