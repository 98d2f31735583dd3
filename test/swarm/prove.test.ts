/** `swarm-lint prove` on a real Swarm: what it measures of a service that does well and of one that does not, and that nothing stays behind. */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { run } from '../../src/cli/program.ts';
import { buildCli } from '../cli/built.ts';
import { describeSwarm, pause, prepareRoot, type Swarm, startSwarm } from '../support/swarm/index.ts';

const MINUTES = 60_000;

const good = `import { createServer } from 'node:http';
const server = createServer((request, response) => setTimeout(() => response.end('hello'), 5));
server.listen(3000);
console.log('listening');
process.on('SIGTERM', () => server.close(() => process.exit(0)));
`;
const bad = `import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
writeFileSync('/app/shop.sqlite', 'x');
writeFileSync('/data/' + process.pid, 'x');
createServer((request, response) => response.end('hello')).listen(3000, '127.0.0.1');
process.on('SIGTERM', () => {});
`;
const dockerfile = (file: string) => `FROM node:22
WORKDIR /app
COPY ${file} .
EXPOSE 3000
CMD ["node", "${file}"]
`;
const stack = `version: "3.8"
services:
  good:
    image: localhost/shop/good:1
    healthcheck: { test: ["CMD", "wget", "-q", "-O", "/dev/null", "http://127.0.0.1:3000/"], interval: 1s, retries: 20 }
    deploy:
      replicas: 2
      update_config: { order: start-first, monitor: 1s, failure_action: rollback }
      restart_policy: { condition: any, delay: 1s }
  bad:
    image: localhost/shop/bad:1
    stop_grace_period: 2s
    volumes: ["data:/data"]
    deploy:
      replicas: 2
      update_config: { monitor: 1s }
      restart_policy: { condition: any, delay: 1s }
volumes:
  data: {}
`;

await describeSwarm('swarm-lint prove', () => {
  let swarm: Swarm;
  let repository = '';

  beforeAll(async () => {
    swarm = await startSwarm({ nodes: 3 });
    repository = join(swarm.folder, 'shop');
    for (const [name, text] of [
      ['good', good],
      ['bad', bad],
    ] as const) {
      mkdirSync(join(repository, name), { recursive: true });
      writeFileSync(join(repository, name, 'index.mjs'), text);
      writeFileSync(join(repository, name, 'Dockerfile'), dockerfile('index.mjs'));
      const root = join(swarm.folder, `root-${name}`);
      mkdirSync(root);
      await prepareRoot(root, 'node');
      writeFileSync(join(root, 'app/index.mjs'), text);
      await swarm.importImage(`localhost/shop/${name}:1`, root, [
        'WORKDIR /app',
        'EXPOSE 3000',
        'CMD ["node", "index.mjs"]',
      ]);
    }
    await swarm.importImage('localhost/probe:1', 'busybox');
    writeFileSync(join(repository, 'docker-stack.yml'), stack);
  }, 5 * MINUTES);
  afterAll(() => swarm?.stop(), 3 * MINUTES);

  const words = ['--yes', '--probe-image', 'localhost/probe:1', '--resolve-image', 'never', '--replicas', '3'];
  const prove = async (...more: readonly string[]) => {
    let [out, err] = ['', ''];
    const code = await run(['prove', ...words, ...more], {
      cwd: repository,
      env: swarm.environment(1),
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      terminal: false,
      elapsed: () => performance.now(),
    });
    return { code, out, err };
  };
  const nothingLeft = async (): Promise<void> => {
    const seen = await Promise.all(
      [
        ['service', 'ls', '-q'],
        ['network', 'ls', '-q', '--filter', 'label=com.docker.stack.namespace'],
      ].map((argv) => swarm.docker(1, ...argv)),
    );
    expect([...seen.map((text) => text.trim()), ...(await volumes())]).toEqual(['', '', '', '', '']);
  };
  /** Of each node. */
  const volumes = (): Promise<readonly string[]> =>
    Promise.all(swarm.nodes.map(async ({ number }) => (await swarm.docker(number, 'volume', 'ls', '-q')).trim()));

  test(
    'a service that keeps its promises, and one that does not',
    async () => {
      const { code, out, err } = await prove('--format', 'json', '.');
      expect(code).toBe(1);
      expect(err).toMatch(/removing swarm-lint-prove-/);
      const proof = JSON.parse(out);
      const of = (service: string) =>
        Object.fromEntries(
          proof.services
            .find(({ name }: { readonly name: string }) => name === service)
            .obligations.map(
              ({ id, measured }: { readonly id: string; readonly measured: { readonly status: string } }) => [
                id,
                measured.status,
              ],
            ),
        );
      expect(of('good')).toMatchObject({
        deploys: 'met',
        image: 'met',
        mounts: 'met',
        datastore: 'met',
        configuration: 'met',
        listening: 'met',
        healthcheck: 'met',
        signals: 'met',
        updates: 'met',
        sessions: 'not-measured',
      });
      expect(of('bad')).toMatchObject({
        deploys: 'met',
        mounts: 'failed',
        datastore: 'failed',
        listening: 'failed',
        healthcheck: 'failed',
        signals: 'failed',
      });
      const [goodOne] = proof.services.filter(({ name }: { readonly name: string }) => name === 'good');
      expect(goodOne.measured).toMatchObject({
        scale: { to: 3, running: 3, nodes: 3 },
        answers: { port: 3000, protocol: 'http', answering: 3, status: 'HTTP 200' },
        logs: { stdout: expect.any(Number) },
        rollback: { state: 'rollback_completed', kept: 3 },
      });
      expect(goodOne.measured.update.requests.sent).toBeGreaterThan(20);
      expect(goodOne.measured.stop.tasks[0].exitCode).toBe(0);
      // A database written as a plain file is what the files alone do not show.
      expect(proof.disagreements.map((told: string) => told.split(':')[0])).toEqual(['bad, datastore']);
      await nothingLeft();
    },
    10 * MINUTES,
  );

  test(
    'what Swarm refuses is told in its own words',
    async () => {
      mkdirSync(join(swarm.folder, 'refused'));
      writeFileSync(
        join(swarm.folder, 'refused', 'stack.yml'),
        'version: "3.8"\nservices:\n  web:\n    image: localhost/shop/good:1\n    secrets: [nobody-made-it]\nsecrets:\n  nobody-made-it: { external: true }\n',
      );
      const { code, out } = await prove('-c', '../refused/stack.yml');
      expect(code).toBe(1);
      expect(out).toMatch(/Swarm did not accept the stack\n.*service web: secret not found: nobody-made-it\n/);
      await nothingLeft();
    },
    2 * MINUTES,
  );

  test(
    'volumes on other nodes stay where that is wished, and how to remove them is said',
    async () => {
      const { out } = await prove('--service', 'good', '--leave-volumes', '--name', 'kept', '.');
      // Two replicas went to at least one node that is not asked.
      const [here, ...elsewhere] = await volumes();
      expect(here).toBe('');
      expect(elsewhere).toContain('kept_data');
      for (const { number, hostname } of swarm.nodes.slice(1)) {
        const isLeft = elsewhere[number - 2] === 'kept_data';
        expect(out.includes(`docker volume rm kept_data (on ${hostname})`)).toBe(isLeft);
        // Containers that are on their way out hold it for a while.
        for (let times = 60; isLeft && times > 0; times -= 1) {
          if ((await swarm.ask(number, ['volume', 'rm', '--force', 'kept_data'])).code === 0) break;
          await pause(1000);
        }
      }
      await nothingLeft();
    },
    5 * MINUTES,
  );

  test(
    'a process that is killed leaves nothing behind',
    async () => {
      const cli = resolve(buildCli());
      const child = spawn(process.execPath, [cli, 'prove', ...words, '.'], {
        cwd: repository,
        env: swarm.environment(1),
      });
      const ended = new Promise((done) => child.on('close', done));
      await new Promise<void>((done) => {
        child.stderr.setEncoding('utf8').on('data', (text: string) => {
          if (text.includes('scaling')) done();
        });
        child.on('close', () => done());
      });
      const running = await swarm.docker(1, 'service', 'ls', '-q');
      child.kill('SIGKILL');
      await ended;
      expect(running).not.toBe('');
      const left = async (): Promise<boolean> =>
        (await volumes()).some((names) => names !== '') ||
        (await swarm.docker(1, 'service', 'ls', '-q')).trim() !== '' ||
        (await swarm.docker(1, 'network', 'ls', '-q', '--filter', 'label=com.docker.stack.namespace')).trim() !== '';
      for (let times = 240; times > 0 && (await left()); times -= 1) await pause(500);
      await nothingLeft();
    },
    5 * MINUTES,
  );

  test(
    'a Swarm on which others run is left alone',
    async () => {
      await swarm.docker(
        1,
        'service',
        'create',
        '--detach',
        '--no-resolve-image',
        '--name',
        'shop_api',
        'localhost/probe:1',
        'sleep',
        '1000',
      );
      const { code, err } = await prove('.').catch((error) => ({ code: -1, err: String(error) }));
      expect(err).toMatch(/looks like production: another service runs there: shop_api/);
      expect(code).toBe(2);
      await swarm.docker(1, 'service', 'rm', 'shop_api');
    },
    MINUTES,
  );
});
