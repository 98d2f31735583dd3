/** Removes the throw-away stack when this process cannot do it any more: killed, crashed, or its terminal closed. */
import { spawn } from 'node:child_process';
import type { Job } from './sweep.ts';

/**
 * Its own process in its own session. It waits for the end of its input, which comes with our end however that comes, and then removes the
 * stack, and runs the jobs it was last told of; `calm()` ends it without that.
 */
const program = `
const { spawnSync } = require('node:child_process');
const { where, stack } = JSON.parse(process.argv[1]);
let heard = '';
const wait = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2000);
const docker = (...words) => spawnSync('docker', [...where, ...words], { encoding: 'utf8', timeout: 60000 }).stdout ?? '';
process.stdin.setEncoding('utf8');
process.stdin.on('data', (text) => { heard += text; });
process.stdin.on('error', () => {});
for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM']) process.on(signal, () => {});
process.stdin.on('end', () => {
  const lines = heard.split('\\n').slice(0, -1);
  if (lines.includes('calm')) return;
  const jobs = JSON.parse(lines.at(-1) ?? '[]');
  const listed = (kind) =>
    docker(kind, 'ls', '-q', '--filter', 'label=com.docker.stack.namespace=' + stack).split(/\\s+/).filter(Boolean);
  for (let left = 90; left > 0; left -= 1) {
    // Again and again: a network cannot go before the last task that is on it.
    docker('stack', 'rm', stack);
    const volumes = listed('volume');
    if (volumes.length > 0) docker('volume', 'rm', ...volumes);
    else if (['service', 'network', 'secret', 'config'].every((kind) => listed(kind).length === 0)) break;
    wait();
  }
  // Volumes of other nodes, by jobs there.
  for (const { words } of jobs) docker(...words);
  const isOpen = ({ name }) => !/^Complete/m.test(docker('service', 'ps', '--format', '{{.CurrentState}}', name));
  for (let left = 45; left > 0 && jobs.some(isOpen); left -= 1) wait();
  if (jobs.length > 0) docker('service', 'rm', ...jobs.map(({ name }) => name));
});
`;

export interface Guard {
  /** What it would have to do on other nodes. */
  readonly note: (jobs: readonly Job[]) => void;
  /** All is cleaned up: it may go. */
  readonly calm: () => void;
  /** It has to clean up. */
  readonly leave: () => void;
}

/** `where`: words that tell the docker client which engine is meant. */
export function guardOf(
  stack: string,
  where: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Guard {
  const child = spawn(process.execPath, ['-e', program, JSON.stringify({ where, stack })], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    env: { ...env },
  });
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  child.unref();
  return {
    note: (jobs) => child.stdin.write(`${JSON.stringify(jobs)}\n`),
    calm: () => child.stdin.end('calm\n'),
    leave: () => child.stdin.end(),
  };
}
