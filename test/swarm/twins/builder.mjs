/**
 * A Docker daemon that only builds: without networks of its own, so that it needs no rules of the firewall; its builds use the network of the machine.
 * One at a time: its images are kept for the next run.
 */
import { spawn } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { run, store } from './run.mjs';

const client = process.env.SWARM_DOCKER ?? 'docker';

/** Calls `work` with a function that runs `docker` at the builder, and stops the builder afterwards. */
export async function withBuilder(work) {
  const home = join(store, 'builder');
  await mkdir(home, { recursive: true, mode: 0o700 });
  const host = `unix://${home}/docker.sock`;
  // The classic builder: the other one would ask a registry for what is here already.
  const { DOCKER_CONTEXT: _, ...environment } = process.env;
  const env = { ...environment, DOCKER_HOST: host, DOCKER_BUILDKIT: '0', DOCKER_CLI_HINTS: 'false' };
  const docker = (argv, options) => run(client, argv, { env, ...options });
  const places = ['--data-root', `${home}/data`, '--exec-root', `${home}/exec`, '--pidfile', `${home}/pid`, '-H', host];
  const quiet = ['--bridge=none', '--iptables=false', '--ip-forward=false', '--log-level=error'];
  // The lock ends with the daemon: whoever comes second waits.
  const daemon = spawn(
    'flock',
    ['-o', join(home, 'lock'), process.env.SWARM_DOCKERD ?? 'dockerd', ...places, ...quiet],
    {
      stdio: ['ignore', 'ignore', openSync(join(home, 'log'), 'w')],
      detached: true,
    },
  );
  const ended = new Promise((resolve) => daemon.on('close', resolve));
  const stop = () => {
    try {
      process.kill(-daemon.pid, 'SIGTERM');
    } catch {
      // It has ended.
    }
  };
  process.once('exit', stop);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));
  try {
    for (let tries = 0; ; tries++) {
      if (
        existsSync(join(home, 'docker.sock')) &&
        (await docker(['info']).then(
          () => true,
          () => false,
        ))
      )
        break;
      if (daemon.exitCode !== null) throw new Error('the builder did not start');
      if (tries > 3000) throw new Error('the builder did not answer');
      await pause(200);
    }
    return await work(docker);
  } finally {
    stop();
    await ended;
  }
}
