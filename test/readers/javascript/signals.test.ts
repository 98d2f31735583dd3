import { describe, expect, test } from '@jest/globals';
import type { SignalHandler } from '../../../src/facts/code.ts';
import { facts, marked, placeOf } from './read.ts';

const short = (fact: SignalHandler | undefined): string =>
  `${fact?.signals.join('+')} ${fact?.does}${fact?.drainSeconds === undefined ? '' : ` ${fact.drainSeconds}`}`;

describe('handlers of stop signals', () => {
  test.each([
    [`▸process.on('SIGTERM', () => process.exit(0));`, 'SIGTERM exits'],
    [`▸process.once('SIGINT', process.exit);`, 'SIGINT exits'],
    [
      `new Ignitor(root).tap((app) => { ▸app.listen('SIGTERM', () => app.terminate()); }).httpServer().start();`,
      'SIGTERM drains',
    ],
    [`▸process.on('SIGTERM', () => { server.close(() => process.exit(0)); });`, 'SIGTERM drains'],
    [`▸process.on('SIGTERM', () => { server.close(); process.exit(0); });`, 'SIGTERM exits'],
    [`▸process.on('SIGTERM', () => { server.close(); });`, 'SIGTERM drains'],
    [`▸process.on('SIGTERM', async () => { await app.close(); process.exit(0); });`, 'SIGTERM drains'],
    [
      `import http from 'http';\nconst server = http.createServer();\n▸process.on('SIGTERM', async () => { await server.close(); process.exit(0); });`,
      'SIGTERM exits',
    ],
    [
      `▸process.on('SIGTERM', async () => { await new Promise((done) => server.close(done)); process.exit(0); });`,
      'SIGTERM drains',
    ],
    [
      `▸process.on('SIGTERM', async () => { await Promise.all([worker.close(), queue.close()]); process.exit(0); });`,
      'SIGTERM drains',
    ],
    [`▸process.on('SIGTERM', () => { app.close().then(() => process.exit(0)); });`, 'SIGTERM drains'],
    [
      `const stop = () => { server.close(() => process.exit(0)); setTimeout(() => process.exit(1), 10_000); };\n▸process.on('SIGTERM', stop);`,
      'SIGTERM drains 10',
    ],
    [
      `▸process.on('SIGTERM', shutdown);\nasync function shutdown() { await finish(); }\nasync function finish() { await app.close(); }`,
      'SIGTERM drains',
    ],
    [`for (const signal of ['SIGTERM', 'SIGINT']) ▸process.on(signal, () => server.close());`, 'SIGTERM+SIGINT drains'],
    [`import { shutdown } from './shutdown';\n▸process.on('SIGTERM', shutdown);`, 'SIGTERM unknown'],
    [
      `import { shutdown } from './shutdown';\n▸process.on('SIGTERM', async () => { await shutdown(); process.exit(0); });`,
      'SIGTERM unknown',
    ],
    [`▸process.on('SIGTERM', () => console.log('bye'));`, 'SIGTERM nothing'],
    [`▸process.on('SIGTERM', () => {});`, 'SIGTERM nothing'],
    [`▸process.on('SIGTERM', () => { console.warn('stopping'); console.log('bye'); });`, 'SIGTERM nothing'],
    [`let stopping = false;\n▸process.on('SIGTERM', () => { stopping = true; });`, 'SIGTERM unknown'],
    [`▸process.on('SIGTERM', () => { logger.info('bye'); });`, 'SIGTERM unknown'],
    [`import { createTerminus } from '@godaddy/terminus';\n▸createTerminus(server, {});`, 'SIGTERM drains'],
    [`import graceful from 'http-graceful-shutdown';\n▸graceful(server);`, 'SIGTERM drains'],
    [`import closeWithGrace from 'close-with-grace';\n▸closeWithGrace({ delay: 500 }, f);`, 'SIGTERM drains'],
    [`▸app.register(require('fastify-graceful-shutdown'));`, 'SIGTERM drains'],
    [
      `import { NestFactory } from '@nestjs/core';\nconst app = await NestFactory.create(M);\n▸app.enableShutdownHooks();`,
      'SIGTERM drains',
    ],
  ])('%s', (snippet, expected) => {
    const { text, places } = marked(snippet);
    const found = facts(text, 'signal-handler');
    expect(found.map(short)).toEqual([expected]);
    expect(placeOf(found[0]!, text)).toBe(places[0]);
  });

  test.each([
    `process.on('SIGUSR2', f); process.on('exit', f); process.kill(pid, 'SIGTERM');`,
    `child.on('SIGTERM', f); // process.on('SIGTERM', f)`,
    `const process = make();\nprocess.on('SIGTERM', f);`,
  ])('%s', (text) => {
    expect(facts(text, 'signal-handler')).toEqual([]);
  });
});
