/**
 * A real Docker Swarm on this machine, for tests: one daemon per node, each in namespaces of its own, no registry, nothing downloaded. Several run
 * beside each other. It ends with the process that started it, however that ends.
 *
 * ```ts
 * const swarm = await startSwarm({ nodes: 3 });
 * await swarm.importImage('localhost/app:1', 'busybox', ['CMD ["sleep", "1000"]']);
 * await swarm.deploy('shop', 'services: …');
 * await swarm.stop();
 * ```
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe } from '@jest/globals';
import { swarmMissing, swarmRoot } from './available.ts';
import { prepareRoot } from './rootfs.ts';
import { must, type Result, type RunOptions, run } from './run.ts';

export { swarmMissing } from './available.ts';
export { prepareRoot } from './rootfs.ts';
export { pause, type Result } from './run.ts';

export interface SwarmNode {
  /** 1 is the manager. */
  readonly number: number;
  readonly hostname: string;
  /** Reachable from this machine, as its host-mode ports are. */
  readonly address: string;
  /** For `DOCKER_HOST`. */
  readonly host: string;
}

export interface Swarm {
  readonly nodes: readonly SwarmNode[];
  /** A folder for files of the test, removed with the Swarm. */
  readonly folder: string;
  /** Version of the command `docker`: stack files need `version:` before 23, and 20.10 knows no `stack config`. */
  readonly client: readonly [major: number, minor: number];
  readonly engine: readonly [major: number, minor: number];
  /** Variables for a process that speaks to a node: `DOCKER_HOST`, `PATH`, a configuration of its own. */
  readonly environment: (node: number) => NodeJS.ProcessEnv;
  /** What the docker command prints. @throws with what it said when it fails */
  readonly docker: (node: number, ...argv: readonly string[]) => Promise<string>;
  /** The same where failing is an answer. */
  readonly ask: (node: number, argv: readonly string[], options?: RunOptions) => Promise<Result>;
  /**
   * Puts an image on every node, from a prepared kind of root file system, a folder (`prepareRoot`) or a tar archive. `changes`: lines of a
   * Dockerfile: CMD, ENTRYPOINT, ENV, EXPOSE, HEALTHCHECK, USER, VOLUME, WORKDIR.
   */
  readonly importImage: (name: string, root: string, changes?: readonly string[]) => Promise<void>;
  /** Pulls the plug of a node, or puts it back. */
  readonly link: (node: number, state: 'up' | 'down') => Promise<void>;
  /** Takes everything away. Never fails, and may be called twice. */
  readonly stop: () => Promise<void>;
}

const script = fileURLToPath(new URL('machine.sh', import.meta.url));

/** Takes 2 s for one node, 4 s for three. @throws with what the daemons said */
export async function startSwarm({ nodes: count }: { readonly nodes: number }): Promise<Swarm> {
  const client = process.env.SWARM_DOCKER ?? 'docker';
  const { DOCKER_HOST: _, DOCKER_CONTEXT: __, DOCKER_CONFIG: ___, ...env } = process.env;
  env.PATH = `${env.PATH}:/usr/local/sbin:/usr/sbin:/sbin`;
  const machine = spawn('bash', [script, String(count)], { env, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => machine.on('close', () => resolve()));
  const number = await new Promise<number>((resolve, reject) => {
    let said = '';
    let complaints = '';
    machine.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaints += text;
    });
    machine.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const ready = /^ready (\d+)$/m.exec(said);
      if (ready) resolve(Number(ready[1]));
    });
    machine.on('error', reject);
    machine.on('close', () => reject(new Error(`no Swarm: ${complaints}`)));
  });
  // The process may end while the Swarm still runs: the script sees its input end, and tidies up.
  machine.unref();
  for (const stream of [machine.stdin, machine.stdout, machine.stderr])
    (stream as unknown as { unref(): void }).unref();

  const nodes = Array.from({ length: count }, (_, index): SwarmNode => {
    const socket = join(swarmRoot, String(number), `n${index + 1}`, 'docker.sock');
    const hostname = `node${index + 1}`;
    return { number: index + 1, hostname, address: `198.18.${number}.${index + 1}`, host: `unix://${socket}` };
  });
  const folder = await mkdtemp(join(swarmRoot, String(number), 'files-'));
  const environment = (node: number): NodeJS.ProcessEnv => ({
    PATH: env.PATH,
    HOME: folder,
    DOCKER_CONFIG: join(folder, '.docker'),
    DOCKER_HOST: nodes[node - 1]!.host,
  });
  const ask: Swarm['ask'] = (node, argv, options) =>
    run(client, argv, { ...options, env: { ...environment(node), ...options?.env } });
  const docker: Swarm['docker'] = (node, ...argv) => must(client, argv, { env: environment(node) });
  const stop = async (): Promise<void> => {
    machine.stdin.end();
    machine.ref();
    await ended;
  };
  try {
    const versions = await docker(1, 'version', '--format', '{{.Client.Version}} {{.Server.Version}}');
    const [clientVersion, engineVersion] = versions
      .trim()
      .split(' ')
      .map((text) => text.split('.').map((part) => Number.parseInt(part, 10)) as [number, number]);
    return {
      nodes,
      folder,
      client: clientVersion!,
      engine: engineVersion!,
      environment,
      docker,
      ask,
      importImage: importer(folder, nodes, docker),
      link: async (node, state) => {
        await must('ip', ['-n', `swl${number}sw`, 'link', 'set', `p${node}`, state], { env });
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function importer(folder: string, nodes: readonly SwarmNode[], docker: Swarm['docker']): Swarm['importImage'] {
  const archives = new Map<string, Promise<string>>();
  const archiveOf = async (root: string): Promise<string> => {
    const archive = join(await mkdtemp(join(folder, 'image-')), 'root.tar');
    if (root !== 'busybox' && root !== 'node') {
      await must('tar', ['-C', root, '-cf', archive, '.']);
      return archive;
    }
    const prepared = await mkdtemp(join(folder, 'root-'));
    await prepareRoot(prepared, root);
    await must('tar', ['-C', prepared, '-cf', archive, '.']);
    await rm(prepared, { recursive: true });
    return archive;
  };
  return async (name, root, changes = []) => {
    const known = root === 'busybox' || root === 'node';
    const archive = root.endsWith('.tar') ? root : await (archives.get(root) ?? archiveOf(root));
    if (known) archives.set(root, Promise.resolve(archive));
    const settings = ['ENV PATH=/usr/bin:/bin', ...changes].flatMap((line) => ['--change', line]);
    await Promise.all(nodes.map(({ number }) => docker(number, 'import', ...settings, archive, name)));
  };
}

/**
 * A suite that needs a Swarm: skipped where none can be started, with one line that is seen. Use as `await describeSwarm('…', () => { … })` at the top
 * of a test file.
 */
export async function describeSwarm(title: string, suite: () => void): Promise<void> {
  const missing = await swarmMissing();
  if (missing === undefined) describe(title, suite);
  else {
    console.warn(`\n*** NOT MEASURED on a real Swarm: ${title}: ${missing} ***\n`);
    describe.skip(title, suite);
  }
}
