/**
 * Volumes on other nodes. A manager can neither see nor remove them; tasks can: a job on each of these nodes, from an image that is there already,
 * calls the docker client of its node.
 */
import type { Client } from './docker.ts';
import type { Engine } from './engine.ts';
import { sleep } from './pause.ts';
import { type Deployed, type Loose, NAMESPACE } from './service.ts';
import { type History, over } from './tasks.ts';

/** What tasks made on a node other than the one that is asked. */
export interface Leftover {
  /** Id. */
  readonly node: string;
  /** One that runs there. */
  readonly image: string;
  readonly volumes: readonly string[];
}

/** Only those that lie under the name of the stack: others were there before. */
const volumesOf = (spec: Loose, stack: string): readonly string[] =>
  (spec?.TaskTemplate?.ContainerSpec?.Mounts ?? []).flatMap(({ Type: type, Source: name }: Loose) =>
    type === 'volume' && typeof name === 'string' && name.startsWith(`${stack}_`) ? [name] : [],
  );

/** `asked`: id of the node that is asked. */
export function leftoversOf(
  stack: string,
  services: readonly Deployed[],
  histories: Iterable<History>,
  asked: string,
): readonly Leftover[] {
  const found = new Map<string, { readonly image: string; readonly volumes: Set<string> }>();
  for (const { task } of histories) {
    // Without a container it has made nothing.
    if (task.node === undefined || task.node === asked || task.container === undefined) continue;
    const spec = services.find(({ id }) => id === task.service)?.spec;
    const volumes = volumesOf(spec, stack);
    if (volumes.length === 0) continue;
    const there = found.get(task.node) ?? { image: String(spec.TaskTemplate.ContainerSpec.Image), volumes: new Set() };
    found.set(task.node, there);
    for (const name of volumes) there.volumes.add(name);
  }
  return [...found].map(([node, { image, volumes }]) => ({ node, image, volumes: [...volumes].sort() }));
}

/** Where clients lie on the systems that Docker packages. */
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin';

export interface Job {
  readonly name: string;
  /** For the docker client of the manager. */
  readonly words: readonly string[];
}

/** Containers that hold a volume take their time to go: the job tries again, for about a minute. */
export function jobFor(stack: string, { node, image, volumes }: Leftover): Job {
  const name = `${stack}_volumes-of-${node}`;
  return {
    name,
    words: [
      ...['service', 'create', '--quiet', '--detach', '--no-resolve-image', '--name', name],
      ...['--label', `${NAMESPACE}=${stack}`, '--mode', 'replicated-job', '--constraint', `node.id==${node}`],
      ...['--restart-condition', 'on-failure', '--restart-delay', '2s', '--restart-max-attempts', '20'],
      ...['--no-healthcheck', '--user', '0', '--workdir', '/', '--env', `PATH=${PATH}`],
      ...['--env', 'DOCKER_HOST=unix:///var/run/docker.sock', '--env', 'DOCKER_CONTEXT=', '--env', 'HOME=/nowhere'],
      ...['--mount', 'type=bind,source=/,target=/node,readonly', '--entrypoint', 'chroot', image],
      ...['/node', 'docker', 'volume', 'rm', '--force', ...volumes],
    ],
  };
}

/** Milliseconds. */
const most = 90_000;
const pace = 500;

/** What no further try will change. */
const hopeless = /executable file not found|no such file or directory|No such image|bind source path does not exist/;

/** How a job ended; absent: it has not. */
async function endOf(name: string, engine: Engine): Promise<boolean | undefined> {
  const filters = encodeURIComponent(JSON.stringify({ service: [name] }));
  const { status, body } = await engine.send('GET', `/tasks?filters=${filters}`);
  if (status !== 200 || !Array.isArray(body)) return undefined;
  const ends = body.map(({ Status: end }: Loose) => ({ state: String(end?.State), error: String(end?.Err ?? '') }));
  if (ends.some(({ state }) => state === 'complete')) return true;
  return ends.some(({ state, error }) => over.has(state) && hopeless.test(error)) ? false : undefined;
}

async function swept(job: Job, { engine, client }: Hands): Promise<boolean> {
  const { code } = await client.run(job.words);
  if (code !== 0) return false;
  const end = performance.now() + most;
  let ended: boolean | undefined;
  while (ended === undefined && performance.now() < end) {
    await sleep(pace);
    ended = await endOf(job.name, engine);
  }
  await engine.send('DELETE', `/services/${job.name}`);
  return ended === true;
}

interface Hands {
  readonly engine: Engine;
  readonly client: Client;
}

/** After everything else of the stack is gone. What is still there, with the command that removes it; `nodes`: names by id. */
export async function sweep(
  stack: string,
  leftovers: readonly Leftover[],
  nodes: ReadonlyMap<string, string>,
  hands: Hands,
): Promise<readonly string[]> {
  const done = await Promise.all(leftovers.map((leftover) => swept(jobFor(stack, leftover), hands)));
  return leftovers.filter((_, at) => !done[at]).map((leftover) => byHand(leftover, nodes));
}

export const byHand = ({ node, volumes }: Leftover, nodes: ReadonlyMap<string, string>): string =>
  `docker volume rm ${volumes.join(' ')} (on ${nodes.get(node) ?? node})`;
