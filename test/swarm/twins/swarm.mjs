/** A Swarm of one node for one project, with what its stack takes from around it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { run } from './run.mjs';

const machine = fileURLToPath(new URL('../../support/swarm/machine.sh', import.meta.url));
const client = process.env.SWARM_DOCKER ?? 'docker';

/** Calls `work` with `{ docker, env }`; the Swarm is gone afterwards. */
export async function withSwarm(work) {
  const env = { ...process.env, SWARM_DOCKERD: fileURLToPath(new URL('dockerd.sh', import.meta.url)) };
  const child = spawn('bash', [machine, '1'], {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
  const ended = once(child, 'close');
  const configuration = await mkdtemp(join(tmpdir(), 'twin-docker-'));
  try {
    let number;
    for await (const line of createInterface({ input: child.stdout })) {
      number = /^ready (\d+)$/.exec(line)?.[1];
      if (number) break;
    }
    if (number === undefined) throw new Error('no Swarm could be started');
    const host = `unix://${join(process.env.SWARM_ROOT ?? '/tmp/swarm-lint-swarms', number, 'n1/docker.sock')}`;
    const { DOCKER_CONTEXT: _, ...environment } = process.env;
    const env = { ...environment, DOCKER_HOST: host, DOCKER_CONFIG: configuration };
    return await work({ env, docker: (argv, options) => run(client, argv, { env, ...options }) });
  } finally {
    child.stdin.end();
    await ended;
    await rm(configuration, { recursive: true, force: true });
  }
}

/** Labels of the node and secrets that the stack expects to be there. */
export async function furnish(docker, { secrets, labels }) {
  for (const [name, value] of Object.entries(secrets)) await docker(['secret', 'create', name, '-'], { input: value });
  const marks = Object.entries(labels).flatMap(([name, value]) => ['--label-add', `${name}=${value}`]);
  if (marks.length === 0) return;
  const node = await docker(['info', '--format', '{{.Swarm.NodeID}}']);
  await docker(['node', 'update', ...marks, node.trim()]);
}
