/** The Swarms that the other tests start: they work, stand beside each other, and leave nothing behind. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeSwarm, pause, type Swarm, startSwarm } from '../support/swarm/index.ts';

/** Namespaces of the swarm with this number; others may come and go meanwhile. */
const namespacesOf = (number: string): readonly string[] =>
  readdirSync('/run/netns').filter((name) => new RegExp(`^swl${number}(sw|n\\d)$`).test(name));
const numberOf = ({ folder }: Swarm): string => basename(dirname(folder));

await describeSwarm('a Swarm for tests', () => {
  let three: Swarm;
  beforeAll(async () => {
    three = await startSwarm({ nodes: 3 });
    await three.importImage('localhost/bb:1', 'busybox', ['CMD ["sleep", "1000"]']);
  });
  afterAll(() => three?.stop());

  test('has three nodes that run images which no registry knows', async () => {
    expect(
      (await three.docker(1, 'node', 'ls', '--format', '{{.Hostname}} {{.Status}}')).trim().split('\n').sort(),
    ).toEqual(['node1 Ready', 'node2 Ready', 'node3 Ready']);
    for (const { number, hostname } of three.nodes)
      expect((await three.docker(number, 'run', '--rm', '--net=host', 'localhost/bb:1', 'hostname')).trim()).toBe(
        hostname,
      );
  });

  test('runs beside another one, and leaves nothing when it is stopped', async () => {
    const other = await startSwarm({ nodes: 1 });
    expect(other.nodes[0]!.address).not.toBe(three.nodes[0]!.address);
    expect(namespacesOf(numberOf(other))).toHaveLength(2);
    await other.importImage('localhost/node:1', 'node');
    expect((await other.docker(1, 'run', '--rm', 'localhost/node:1', 'node', '-p', '6*7')).trim()).toBe('42');
    await other.stop();
    await other.stop();
    expect(namespacesOf(numberOf(other))).toEqual([]);
    expect(readdirSync(dirname(other.folder))).toEqual(['.lock']);
  });

  test('ends with the process that started it, even when that is killed', async () => {
    const support = fileURLToPath(new URL('../support/swarm/machine.sh', import.meta.url));
    const starter = spawn(
      process.execPath,
      [
        '-e',
        `
      const machine = require('node:child_process').spawn('bash', [${JSON.stringify(support)}, '1'], { detached: true, stdio: ['pipe', 'inherit', 'inherit'] });
      setTimeout(() => {}, 60_000);`,
      ],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    const number = /ready (\d+)/.exec(String((await once(starter.stdout, 'data'))[0]))![1]!;
    const home = join(dirname(dirname(three.folder)), number);
    expect(namespacesOf(number)).toHaveLength(2);
    starter.kill('SIGKILL');
    for (let tries = 0; tries < 100 && readdirSync(home).length > 1; tries++) await pause(100);
    expect(readdirSync(home)).toEqual(['.lock']);
    expect(namespacesOf(number)).toEqual([]);
  });
});
