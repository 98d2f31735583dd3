/** Takes the throw-away stack away again. Ctrl-C does not end this. */
import type { Client } from './docker.ts';
import type { Engine } from './engine.ts';
import { sleep } from './pause.ts';
import { type Loose, NAMESPACE } from './service.ts';
import { byHand, type Leftover, sweep } from './sweep.ts';
import { over } from './tasks.ts';

/** Milliseconds: tasks may take their whole grace period. */
const most = 240_000;
const pace = 500;

const kinds = ['/tasks', '/services', '/networks', '/secrets', '/configs'];

/** Swarm keeps the tasks of a finished job although its service is gone. */
async function countOf(path: string, engine: Engine): Promise<number> {
  const { status, body } = await engine.send('GET', path);
  if (status !== 200 || !Array.isArray(body)) return 0;
  return body.filter((one: Loose) => !over.has(String(one.Status?.State ?? ''))).length;
}

interface Elsewhere {
  /** What tasks made on other nodes. */
  readonly leftovers: readonly Leftover[];
  /** Jobs on those nodes may remove it. */
  readonly jobs: boolean;
}

/** What is still there afterwards, with the command that removes it; empty: nothing is. */
export async function clean(
  stack: string,
  { leftovers, jobs }: Elsewhere,
  { asked, nodes }: { readonly asked: string; readonly nodes: ReadonlyMap<string, string> },
  { engine, client }: { readonly engine: Engine; readonly client: Client },
): Promise<readonly string[]> {
  const filters = encodeURIComponent(JSON.stringify({ label: [`${NAMESPACE}=${stack}`] }));
  const left: string[] = [];
  const end = performance.now() + most;
  for (;;) {
    await client.run(['stack', 'rm', stack]);
    const rest = await Promise.all(kinds.map((path) => countOf(`${path}?filters=${filters}`, engine)));
    if (rest.every((one) => one === 0)) break;
    if (performance.now() > end) {
      left.push(`docker stack rm ${stack}`);
      break;
    }
    await sleep(pace);
  }
  const { body } = await engine.send('GET', `/volumes?filters=${filters}`);
  const names: readonly string[] = ((body as Loose)?.Volumes ?? []).map(({ Name: name }: Loose) => String(name));
  for (const name of names)
    if (!(await removed(name, engine, end))) left.push(`docker volume rm ${name} (on ${asked})`);
  left.push(
    ...(jobs ? await sweep(stack, leftovers, nodes, { engine, client }) : leftovers.map((one) => byHand(one, nodes))),
  );
  return left;
}

/** A container that is on its way out may hold it for a moment. */
async function removed(name: string, engine: Engine, end: number): Promise<boolean> {
  for (;;) {
    const { status } = await engine.send('DELETE', `/volumes/${encodeURIComponent(name)}`);
    if (status === 204 || status === 404) return true;
    if (performance.now() > end) return false;
    await sleep(pace);
  }
}
