/** What an experiment on a Swarm needs: stacks of its own, their tasks, patience. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import type { Swarm } from './index.ts';
import { pause, type Result } from './run.ts';

// biome-ignore lint/suspicious/noExplicitAny: what the Docker Engine API answers.
export type Answer = any;

export interface Task {
  readonly id: string;
  readonly slot: number;
  /** Host name, empty while it has none. */
  readonly node: string;
  readonly state: string;
  /** What Swarm wants of it: `running`, `shutdown` … */
  readonly desired: string;
  readonly error: string;
  readonly exit: number | undefined;
  /** Milliseconds since 1970: when it was made, and when it came into this state. */
  readonly made: number;
  readonly since: number;
  readonly container: string;
  /** In the networks of services, without that of the mesh. */
  readonly addresses: readonly string[];
}

export interface DeployOptions {
  /** Of whoever deploys. */
  readonly env?: NodeJS.ProcessEnv;
  /** Beside the stack file, by name. */
  readonly files?: Readonly<Record<string, string>>;
  readonly flags?: readonly string[];
}

/** As text where spelling counts. */
export type StackFile = string | Readonly<Record<string, unknown>>;

export interface Stack {
  readonly name: string;
  /** A stack file without `version`, which is added for a client that needs one. @throws when it is refused */
  readonly deploy: (file: StackFile, options?: DeployOptions) => Promise<Result>;
  /** The same where being refused is the answer: what the command said. @throws when it is accepted */
  readonly refused: (file: StackFile, options?: DeployOptions) => Promise<string>;
  readonly remove: () => Promise<void>;
  /** Definition of a service as the managers hold it. */
  readonly service: (service: string) => Promise<Answer>;
  /** All that are still known, oldest first. */
  readonly tasks: (service: string) => Promise<readonly Task[]>;
  /** Those that run and shall run, once there are as many. */
  readonly running: (service: string, count?: number) => Promise<readonly Task[]>;
  /** Once a task of the service is as asked. */
  readonly task: (service: string, is: (task: Task) => boolean, seconds?: number) => Promise<Task>;
  /** `docker inspect` of the container of a task. */
  readonly container: (task: Task) => Promise<Answer>;
  /** Runs a command in the container of a task. */
  readonly inside: (task: Task, ...argv: readonly string[]) => Promise<Result>;
  readonly logs: (service: string) => Promise<string>;
  readonly scale: (service: string, replicas: number) => Promise<void>;
  /** `docker service update`, without waiting for what becomes of it. @throws when it is refused */
  readonly update: (service: string, ...flags: readonly string[]) => Promise<void>;
  /** What the container of a task got and how it ended, after `act`. */
  readonly ending: (task: Task, act: () => Promise<unknown>) => Promise<Ending>;
}

export interface Ending {
  /** Numbers, with milliseconds since `act` was called. */
  readonly signals: readonly { readonly signal: string; readonly after: number }[];
  readonly exit: number;
  readonly after: number;
}

export interface Lab {
  readonly swarm: Swarm;
  readonly stack: Stack;
  /** Another one beside it. */
  readonly another: (suffix: string) => Stack;
  readonly api: (path: string, node?: number) => Promise<Answer>;
  /** Removes what the experiment deployed, so that it takes no time from others. */
  readonly clear: () => Promise<void>;
}

/** Asks until the answer is neither `undefined` nor `false`. @throws after that many seconds */
export async function until<T>(
  what: string,
  probe: () => Promise<T | undefined | false>,
  // Long, for machines that are busy with something else.
  seconds = 150,
): Promise<NonNullable<T>> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await probe();
    if (answer !== undefined && answer !== false) return answer as NonNullable<T>;
    if (Date.now() > end) throw new Error(`not within ${seconds} s: ${what}`);
    await pause(300);
  }
}

export const labOf = (swarm: Swarm, name: string): Lab => {
  const api: Lab['api'] = (path, node = 1) => get(swarm.nodes[node - 1]!.host.slice('unix://'.length), path);
  const names = new Set([name]);
  return {
    swarm,
    api,
    stack: stackOf(swarm, api, name),
    another: (suffix) => {
      names.add(`${name}-${suffix}`);
      return stackOf(swarm, api, `${name}-${suffix}`);
    },
    clear: async () => {
      await swarm.ask(1, ['stack', 'rm', ...names]);
    },
  };
};

const get = (socketPath: string, path: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const asked = request({ socketPath, path, timeout: 30_000 }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => {
        const answer = JSON.parse(text);
        if (response.statusCode === 200) resolve(answer);
        else reject(new Error(answer.message));
      });
    });
    asked.on('timeout', () => asked.destroy(new Error(`no answer to ${path}`)));
    asked.on('error', reject);
    asked.end();
  });

/** What the daemon tells of a container from now on. */
const watching = (
  socketPath: string,
  container: string,
): Promise<{ readonly events: readonly Answer[]; readonly end: () => void }> =>
  new Promise((resolve, reject) => {
    const filters = encodeURIComponent(JSON.stringify({ container: [container] }));
    const asked = request({ socketPath, path: `/events?filters=${filters}` }, (response) => {
      const events: Answer[] = [];
      let rest = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        const lines = (rest + part).split('\n');
        rest = lines.pop()!;
        for (const line of lines) if (line.trim()) events.push(JSON.parse(line));
      });
      response.on('error', () => {});
      resolve({ events, end: () => asked.destroy() });
    });
    asked.on('error', reject);
    asked.end();
  });

function stackOf(swarm: Swarm, api: Lab['api'], name: string): Stack {
  const attempt = async (file: StackFile, { env, files = {}, flags = [] }: DeployOptions = {}): Promise<Result> => {
    const folder = await mkdtemp(join(swarm.folder, 'stack-'));
    for (const [path, content] of Object.entries(files)) await writeFile(join(folder, path), content);
    const version = swarm.client[0] < 23 ? { version: '3.8' } : {};
    const text =
      typeof file === 'string'
        ? `${'version' in version ? 'version: "3.8"\n' : ''}${file}`
        : JSON.stringify({ ...version, ...file });
    await writeFile(join(folder, 'stack.yml'), text);
    const argv = ['stack', 'deploy', '--resolve-image', 'never', ...flags, '-c', 'stack.yml', name];
    return swarm.ask(1, argv, { cwd: folder, env, timeout: 120_000 });
  };
  const filter = (service: string): string =>
    `filters=${encodeURIComponent(JSON.stringify({ service: [`${name}_${service}`] }))}`;
  const tasks: Stack['tasks'] = async (service) => {
    const [all, nodes] = await Promise.all([api(`/tasks?${filter(service)}`), api('/nodes')]);
    const names = new Map<string, string>(nodes.map((node: Answer) => [node.ID, node.Description.Hostname]));
    return all.map((task: Answer) => taskOf(task, names)).sort((one: Task, other: Task) => one.made - other.made);
  };
  const show = async (service: string): Promise<string> =>
    (await tasks(service))
      .map(({ slot, node, state, desired, error }) => `${slot} ${node} ${state}/${desired} ${error}`)
      .join('; ');
  const nodeOf = (task: Task): number => swarm.nodes.find(({ hostname }) => hostname === task.node)!.number;
  const patient = async <T>(
    what: string,
    service: string,
    probe: () => Promise<T | undefined | false>,
    seconds?: number,
  ) => {
    try {
      return await until(what, probe, seconds);
    } catch (error) {
      throw new Error(`${(error as Error).message}. Tasks: ${await show(service)}`);
    }
  };
  return {
    name,
    tasks,
    deploy: async (file, options) => {
      const result = await attempt(file, options);
      if (result.code !== 0) throw new Error(`refused: ${result.stderr}`);
      return result;
    },
    refused: async (file, options) => {
      const { code, stdout, stderr } = await attempt(file, options);
      if (code === 0) throw new Error(`accepted: ${stdout}`);
      return stderr.trim();
    },
    remove: async () => {
      await swarm.docker(1, 'stack', 'rm', name);
    },
    service: (service) => api(`/services/${name}_${service}?insertDefaults=true`),
    running: (service, count = 1) =>
      patient(`${count} running tasks of ${service}`, service, async () => {
        const found = (await tasks(service)).filter(
          ({ state, desired }) => state === 'running' && desired === 'running',
        );
        return found.length === count && found;
      }),
    task: (service, is, seconds) =>
      patient(`a task of ${service}`, service, async () => (await tasks(service)).find(is), seconds),
    container: async (task) => JSON.parse(await swarm.docker(nodeOf(task), 'inspect', task.container))[0],
    inside: (task, ...argv) => swarm.ask(nodeOf(task), ['exec', task.container, ...argv]),
    scale: async (service, replicas) => {
      await swarm.docker(1, 'service', 'scale', '--detach', `${name}_${service}=${replicas}`);
    },
    update: async (service, ...flags) => {
      await swarm.docker(1, 'service', 'update', '--detach', '--no-resolve-image', ...flags, `${name}_${service}`);
    },
    ending: async (task, act) => {
      const watch = await watching(swarm.nodes[nodeOf(task) - 1]!.host.slice('unix://'.length), task.container);
      try {
        const start = Date.now();
        await act();
        await until(`the end of ${task.container}`, async () => watch.events.some(({ Action }) => Action === 'die'));
        const after = ({ timeNano }: Answer): number => timeNano / 1e6 - start;
        const died = watch.events.find(({ Action }) => Action === 'die');
        return {
          signals: watch.events
            .filter(({ Action }) => Action === 'kill')
            .map((event) => ({ signal: event.Actor.Attributes.signal, after: after(event) })),
          exit: Number(died.Actor.Attributes.exitCode),
          after: after(died),
        };
      } finally {
        watch.end();
      }
    },
    logs: async (service) => {
      const { stdout, stderr } = await swarm.ask(1, ['service', 'logs', '--raw', `${name}_${service}`], {
        timeout: 15_000,
      });
      return stdout + stderr;
    },
  };
}

const taskOf = (task: Answer, nodes: ReadonlyMap<string, string>): Task => ({
  id: task.ID,
  slot: task.Slot ?? 0,
  node: nodes.get(task.NodeID) ?? '',
  state: task.Status.State,
  desired: task.DesiredState,
  error: task.Status.Err ?? '',
  exit: task.Status.ContainerStatus?.ExitCode,
  made: Date.parse(task.CreatedAt),
  since: Date.parse(task.Status.Timestamp),
  container: task.Status.ContainerStatus?.ContainerID ?? '',
  addresses: (task.NetworksAttachments ?? [])
    .filter((one: Answer) => !one.Network.Spec.Ingress)
    .flatMap((one: Answer) => one.Addresses ?? [])
    .map((address: string) => address.split('/')[0]!),
});
