/** A small service beside those of the stack, from which they are asked: the addresses of tasks can be reached from their networks alone. */
import { randomBytes } from 'node:crypto';
import type { Engine } from './engine.ts';
import { messageOf } from './engine.ts';
import { type Patience, until } from './pause.ts';
import { runningOf, type Watch } from './tasks.ts';

export interface Probe {
  /** Runs a shell script with arguments; hands over lines of its output as they come. */
  readonly run: (script: string, args: readonly string[], told?: (line: string) => void) => Promise<readonly string[]>;
}

export interface ProbeSetup {
  readonly stack: string;
  readonly image: string;
  /** The node that is asked: commands can be started in its containers alone. */
  readonly node: string;
  /** Ids of the networks that the services are on. */
  readonly networks: readonly string[];
}

/** Why it does not run. */
export class NoProbe extends Error {}

/** Milliseconds: it has next to nothing to pull. */
const most = 60_000;

export const probeName = (stack: string): string => `${stack}_swarm-lint-probe`;

export async function startProbe(
  { stack, image, node, networks }: ProbeSetup,
  engine: Engine,
  watch: Watch,
  patience: Patience,
): Promise<Probe> {
  const created = await engine.send('POST', '/services/create', {
    Name: probeName(stack),
    // As all services of a stack have it: removing the stack removes it, too.
    Labels: { 'com.docker.stack.namespace': stack },
    TaskTemplate: {
      ContainerSpec: {
        Image: image,
        Command: ['sh', '-c', 'trap exit TERM; while :; do sleep 3600 & wait; done'],
        StopGracePeriod: 1_000_000_000,
      },
      Placement: { Constraints: [`node.id == ${node}`] },
      RestartPolicy: { Condition: 'none' },
      Networks: networks.map((id) => ({ Target: id })),
    },
    Mode: { Replicated: { Replicas: 1 } },
  });
  const id =
    typeof created.body === 'object' && created.body !== null && 'ID' in created.body ? String(created.body.ID) : '';
  if (created.status !== 201 || id === '') throw new NoProbe(messageOf(created));
  let container: string | undefined;
  let why = '';
  await until(
    async () => {
      const tasks = await watch.look();
      container = runningOf(tasks, id)[0]?.container;
      const last = tasks.find((task) => task.service === id && task.error !== '');
      why = last?.error ?? why;
      return container !== undefined || (last !== undefined && last.desired === 'shutdown');
    },
    patience,
    most,
  );
  if (container === undefined) throw new NoProbe(why === '' ? 'its task did not run in time' : why);
  const place = container;
  const run: Probe['run'] = (script, args, told) => runIn(place, script, args, engine, told);
  // Without it nothing could end what runs there.
  const written = await run('mkdir -p /tmp && touch "$1" && echo written', [stopFile()]);
  if (written.at(-1) !== 'written') throw new NoProbe(`nothing can be written to /tmp in the image ${image}`);
  return { run };
}

async function runIn(
  container: string,
  script: string,
  args: readonly string[],
  engine: Engine,
  told: (line: string) => void = () => {},
): Promise<readonly string[]> {
  const created = await engine.send('POST', `/containers/${container}/exec`, {
    AttachStdout: true,
    AttachStderr: true,
    Cmd: ['sh', '-c', script, 'sh', ...args],
  });
  const id =
    typeof created.body === 'object' && created.body !== null && 'Id' in created.body ? String(created.body.Id) : '';
  if (id === '') throw new NoProbe(messageOf(created));
  const lines: string[] = [];
  let rest = '';
  await engine.follow('POST', `/exec/${id}/start`, { Detach: false, Tty: false }, (text, from) => {
    if (from === 'stderr') return;
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) {
      lines.push(line);
      told(line);
    }
  });
  if (rest !== '') {
    lines.push(rest);
    told(rest);
  }
  return lines;
}

/** A name for a file that ends a script. */
export const stopFile = (): string => `/tmp/stop-${randomBytes(6).toString('hex')}`;
