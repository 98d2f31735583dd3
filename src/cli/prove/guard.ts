/** Removes the throw-away stack when this process cannot do it any more: killed, crashed, or its terminal closed. */
import { spawn } from 'node:child_process';

/**
 * Its own process in its own session. It waits for the end of its input, which comes with our end however that comes, and then removes the
 * stack; `calm()` ends it without that.
 */
const program = `
const { spawnSync } = require('node:child_process');
const { where, stack } = JSON.parse(process.argv[1]);
const docker = (...words) => spawnSync('docker', [...where, ...words], { encoding: 'utf8', timeout: 60000 }).stdout ?? '';
let calm = false;
process.stdin.on('data', () => { calm = true; });
process.stdin.on('error', () => {});
for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM']) process.on(signal, () => {});
process.stdin.on('end', () => {
  if (calm) return;
  const listed = (kind) =>
    docker(kind, 'ls', '-q', '--filter', 'label=com.docker.stack.namespace=' + stack).split(/\\s+/).filter(Boolean);
  for (let left = 90; left > 0; left -= 1) {
    // Again and again: a network cannot go before the last task that is on it.
    docker('stack', 'rm', stack);
    const volumes = listed('volume');
    if (volumes.length > 0) docker('volume', 'rm', ...volumes);
    else if (['service', 'network', 'secret', 'config'].every((kind) => listed(kind).length === 0)) break;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2000);
  }
});
`;

export interface Guard {
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
  return { calm: () => child.stdin.end('calm\n'), leave: () => child.stdin.end() };
}
