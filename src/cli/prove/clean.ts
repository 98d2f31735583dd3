/** Takes the throw-away stack away again. Ctrl-C does not end this. */
import { isMeasured, type ObservedService } from '../../prove/index.ts';
import type { Client } from './docker.ts';
import type { Engine } from './engine.ts';
import { type Loose, NAMESPACE } from './service.ts';

/** Milliseconds: tasks may take their whole grace period. */
const most = 240_000;
const pace = 500;

const sleep = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

/** What is still there afterwards, with the command that removes it; empty: nothing is. */
export async function clean(
  stack: string,
  services: Iterable<ObservedService>,
  { asked, nodes }: { readonly asked: string; readonly nodes: ReadonlyMap<string, string> },
  { engine, client }: { readonly engine: Engine; readonly client: Client },
): Promise<readonly string[]> {
  const filters = encodeURIComponent(JSON.stringify({ label: [`${NAMESPACE}=${stack}`] }));
  const count = async (path: string): Promise<number> => {
    const { status, body } = await engine.send('GET', `${path}?filters=${filters}`);
    return status === 200 && Array.isArray(body) ? body.length : 0;
  };
  const end = performance.now() + most;
  for (;;) {
    await client.run(['stack', 'rm', stack]);
    const rest = await Promise.all(['/tasks', '/services', '/networks', '/secrets', '/configs'].map(count));
    if (rest.every((one) => one === 0)) break;
    if (performance.now() > end) return [`docker stack rm ${stack}`];
    await sleep(pace);
  }
  const { body } = await engine.send('GET', `/volumes?filters=${filters}`);
  const names: readonly string[] = ((body as Loose)?.Volumes ?? []).map(({ Name: name }: Loose) => String(name));
  const left: string[] = [];
  for (const name of names)
    if (!(await removed(name, engine, end))) left.push(`docker volume rm ${name} (on ${asked})`);
  // A manager cannot see, let alone remove, what is on other nodes.
  const elsewhere = [...services]
    .flatMap(({ volumes }) => (isMeasured(volumes) ? volumes.volumes : []))
    .filter(({ nodes: on }) => on > 1 || nodes.size > 1);
  for (const { name } of elsewhere)
    if (name.startsWith(`${stack}_`)) left.push(`docker volume rm ${name} (on the other nodes that its tasks ran on)`);
  return [...new Set(left)];
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
