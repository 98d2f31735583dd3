/** Can a Swarm be started here? */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { arch } from 'node:os';
import { join } from 'node:path';
import { run } from './run.ts';

export const swarmRoot = process.env.SWARM_ROOT ?? '/tmp/swarm-lint-swarms';

/** Where it was found before on this machine since it booted, by what answers. */
const remembered = (versions: string): string =>
  JSON.stringify([readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(), versions]);

const programs = ['dockerd', 'docker', 'busybox', 'ip', 'iptables', 'nsenter', 'unshare', 'flock', 'tar', 'bash'];

/** Why no Swarm can be started here, after trying; `undefined` when one can. */
export async function swarmMissing(): Promise<string | undefined> {
  if (process.env.SWARM_TESTS === 'off') return 'SWARM_TESTS=off';
  if (process.platform !== 'linux') return `a Swarm needs Linux, and this is ${process.platform} (${arch()})`;
  if (process.getuid?.() !== 0) return 'starting a Docker daemon needs root';
  const found = await Promise.all(programs.map((name) => run('sh', ['-c', `command -v "${nameOf(name)}"`])));
  const lacking = programs.filter((_, index) => found[index]!.code !== 0);
  if (lacking.length > 0) return `not installed: ${lacking.join(', ')}`;
  if (!existsSync('/sys/fs/cgroup') || !readFileSync('/proc/self/mountinfo', 'utf8').includes('/sys/fs/cgroup'))
    return 'no control groups are mounted at /sys/fs/cgroup';
  return tried();
}

/** The programs that are used may be others than those in the path. */
const nameOf = (program: string): string =>
  (program === 'dockerd' && process.env.SWARM_DOCKERD) || (program === 'docker' && process.env.SWARM_DOCKER) || program;

/** Whether a daemon starts and runs a container shows only when one does. Takes 3 s; remembered until the next boot when it went well. */
async function tried(): Promise<string | undefined> {
  const { stdout: versions } = await run('sh', ['-c', `${nameOf('dockerd')} --version; ${nameOf('docker')} --version`]);
  const memory = join(swarmRoot, 'works');
  if (existsSync(memory) && readFileSync(memory, 'utf8') === remembered(versions)) return undefined;
  const { startSwarm } = await import('./index.ts');
  try {
    const swarm = await startSwarm({ nodes: 1 });
    try {
      await swarm.importImage('localhost/try:1', 'busybox');
      await swarm.docker(1, 'run', '--rm', 'localhost/try:1', 'true');
    } finally {
      await swarm.stop();
    }
  } catch (error) {
    return `a daemon could not be started, or could not run a container: ${String(error).trim()}`;
  }
  mkdirSync(swarmRoot, { recursive: true, mode: 0o700 });
  writeFileSync(memory, remembered(versions));
  return undefined;
}
