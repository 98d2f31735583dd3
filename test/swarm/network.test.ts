/** Who finds and reaches whom, over three nodes. */
import { expect } from '@jest/globals';
import { pause, type Swarm } from '../support/swarm/index.ts';
import { labOf, type Stack, type Task, until } from '../support/swarm/lab.ts';
import { measure } from './measure.ts';
import { idle, script, server, stackOf } from './services.ts';

const prepare = (swarm: Swarm): Promise<void> => swarm.importImage('localhost/bb:1', 'busybox');

/** Does a service answer behind its virtual IP? Without IPVS in the kernel nothing does, there and in the routing mesh. */
async function ipvs(swarm: Swarm): Promise<boolean> {
  const lab = labOf(swarm, 'ipvs');
  await lab.stack.deploy(stackOf({ web: server(80), client: idle() }));
  const [[web], [client]] = await Promise.all([lab.stack.running('web'), lab.stack.running('client')]);
  await until('the task to answer', () => fetched(lab.stack, client!, `http://${web!.addresses[0]}/`));
  const answer = await until('the name', async () => (await addressesOf(lab.stack, client!, 'web'))[0]);
  let seen: string | undefined;
  for (let tries = 0; tries < 5 && !seen; tries++) seen = await fetched(lab.stack, client!, `http://${answer}/`);
  await lab.clear();
  return seen !== undefined;
}

/** What an address answers inside a task; `undefined` when it does not. */
async function fetched(stack: Stack, from: Task, url: string): Promise<string | undefined> {
  const { code, stdout } = await stack.inside(from, 'timeout', '5', 'wget', '-q', '-O', '-', url);
  return code === 0 ? stdout.trim() : undefined;
}

/** Sorted; empty when the name is not known. */
async function addressesOf(stack: Stack, from: Task, name: string): Promise<readonly string[]> {
  const { stdout } = await stack.inside(from, 'nslookup', name, '127.0.0.11');
  const [, ...found] = [...stdout.matchAll(/^Address(?: \d+)?:\s*([\d.]+)/gm)].map(([, address]) => address!);
  return found.sort();
}

/** Prints the connections it has to whoever connects. */
const tellsClients = (keys: Readonly<Record<string, unknown>>) =>
  script(
    `mkdir -p /www/cgi-bin && printf '#!/bin/sh\\nprintf "Content-type: text/plain\\\\r\\\\n\\\\r\\\\n%%s" "$REMOTE_ADDR"\\n' > /www/cgi-bin/who && chmod +x /www/cgi-bin/who && exec httpd -f -p 80 -h /www`,
    keys,
  );

/** The side of the machine that asks. */
const thisMachine = /\b198\.18\.\d+\.254\b/;

const asked = (address: string, port: number): Promise<string | undefined> =>
  fetch(`http://${address}:${port}/cgi-bin/who`, { signal: AbortSignal.timeout(3000) }).then(
    (answer) => answer.text(),
    () => undefined,
  );

const all = (tasks: readonly Task[]): readonly string[] => tasks.map(({ addresses }) => addresses[0]!).sort();

await measure(
  'network',
  { nodes: 3, prepare, ipvs },
  {
    'finds-services-by-name-and-alias-alone': async ({ stack }) => {
      await stack.deploy({
        services: {
          db: idle({ container_name: 'shop-db', hostname: 'database', networks: { back: { aliases: ['store'] } } }),
          client: idle({ networks: ['back'] }),
          stranger: idle({ networks: ['front'] }),
        },
        networks: { back: {}, front: {} },
      });
      const [[db], [client], [stranger]] = await Promise.all([
        stack.running('db'),
        stack.running('client'),
        stack.running('stranger'),
      ]);
      await until('the name', async () => (await addressesOf(stack, client!, 'db')).length > 0);
      const vip = await addressesOf(stack, client!, 'db');
      expect(await addressesOf(stack, client!, 'store')).toEqual(vip);
      expect(await addressesOf(stack, client!, `${stack.name}_db`)).toEqual(vip);
      expect(await addressesOf(stack, client!, 'tasks.db')).toEqual(db!.addresses);
      expect(vip).not.toEqual(db!.addresses);
      // The address of its task, also from another node.
      expect(await addressesOf(stack, client!, 'database')).toEqual(db!.addresses);
      for (const name of ['shop-db', 'host.docker.internal'])
        expect(await addressesOf(stack, client!, name)).toEqual([]);
      expect(await addressesOf(stack, stranger!, 'db')).toEqual([]);
    },

    'lists-running-tasks-under-tasks': async ({ stack }) => {
      const healthcheck = { test: 'test -e /tmp/healthy', interval: '1s', retries: 100 };
      await stack.deploy(stackOf({ web: server(80, { healthcheck, deploy: { replicas: 3 } }), client: idle() }));
      const [client] = await stack.running('client');
      const starting = await until('three that start', async () => {
        const found = (await stack.tasks('web')).filter(({ state, container }) => state === 'starting' && container);
        return found.length === 3 && found;
      });
      await pause(2000);
      expect(await addressesOf(stack, client!, 'tasks.web')).toEqual([]);
      await stack.inside(starting[0]!, 'touch', '/tmp/healthy');
      await until('the first name', async () => (await addressesOf(stack, client!, 'tasks.web')).length === 1);
      for (const task of starting) await stack.inside(task, 'touch', '/tmp/healthy');
      const tasks = await stack.running('web', 3);
      await until('three names', async () => (await addressesOf(stack, client!, 'tasks.web')).length === 3);
      expect(await addressesOf(stack, client!, 'tasks.web')).toEqual(all(tasks));
      // Over nodes, and each answers for itself.
      const names = await Promise.all(tasks.map((task) => fetched(stack, client!, `http://${task.addresses[0]}/`)));
      expect(new Set(names).size).toBe(3);
    },

    'takes-a-sick-task-out-of-the-names-before-it-ends-it': async ({ stack }) => {
      const healthcheck = { test: 'test ! -e /tmp/sick', interval: '1s', retries: 2 };
      await stack.deploy(
        stackOf({ web: idle({ healthcheck, stop_grace_period: '20s', deploy: { replicas: 2 } }), client: idle() }),
      );
      const [[client], tasks] = await Promise.all([stack.running('client'), stack.running('web', 2)]);
      await until('two names', async () => (await addressesOf(stack, client!, 'tasks.web')).length === 2);
      await stack.inside(tasks[0]!, 'touch', '/tmp/sick');
      await until(
        'one name',
        async () => (await addressesOf(stack, client!, 'tasks.web')).join() === tasks[1]!.addresses.join(),
      );
      // It has not ended yet: a program that ignores SIGTERM has its twenty seconds.
      expect((await stack.inside(tasks[0]!, 'true')).code).toBe(0);
    },

    'lists-all-addresses-with-dnsrr': async ({ stack }) => {
      await stack.deploy(
        stackOf({ web: server(80, { deploy: { replicas: 3, endpoint_mode: 'dnsrr' } }), client: idle() }),
      );
      const [[client], tasks] = await Promise.all([stack.running('client'), stack.running('web', 3)]);
      await until('three addresses', async () => (await addressesOf(stack, client!, 'web')).length === 3);
      expect(await addressesOf(stack, client!, 'web')).toEqual(all(tasks));
      for (const address of all(tasks)) await until('an answer', () => fetched(stack, client!, `http://${address}/`));
    },

    'answers-on-localhost-inside-the-container-alone': async ({ stack }) => {
      const loopback = script(
        'mkdir -p /www && echo hello > /www/index.html && exec httpd -f -p 127.0.0.1:80 -h /www',
        {
          healthcheck: { test: 'wget -q -O /dev/null http://127.0.0.1/', interval: '1s', retries: 30 },
        },
      );
      await stack.deploy(stackOf({ bound: loopback, open: server(80), client: idle() }));
      const [[bound], [open], [client]] = await Promise.all([
        stack.running('bound'),
        stack.running('open'),
        stack.running('client'),
      ]);
      // Healthy, and nobody gets in.
      expect(await fetched(stack, bound!, 'http://127.0.0.1/')).toBe('hello');
      await until('the open one', () => fetched(stack, client!, `http://${open!.addresses[0]}/`));
      expect(
        (await stack.inside(client!, 'timeout', '5', 'wget', '-O', '-', `http://${bound!.addresses[0]}/`)).stderr,
      ).toMatch(/refused/);
      // And localhost of another container is not the neighbour.
      expect((await stack.inside(client!, 'timeout', '5', 'wget', '-O', '-', 'http://127.0.0.1/')).stderr).toMatch(
        /refused/,
      );
      expect(
        (await stack.inside(client!, 'timeout', '5', 'wget', '-O', '-', `http://${open!.addresses[0]}:81/`)).stderr,
      ).toMatch(/refused/);
    },

    'answers-for-two-services-of-one-name-on-a-shared-network': async ({ stack, another, swarm }) => {
      await swarm.docker(1, 'network', 'create', '--driver', 'overlay', 'shared');
      const file = {
        services: { db: idle({ networks: ['shared'] }), client: idle({ networks: ['shared'] }) },
        networks: { shared: { external: true } },
      };
      const other = another('b');
      await stack.deploy(file);
      await other.deploy(file);
      const [[client]] = await Promise.all([stack.running('client'), stack.running('db'), other.running('db')]);
      await until('two addresses', async () => (await addressesOf(stack, client!, 'db')).length === 2);
      const own = await addressesOf(stack, client!, `${stack.name}_db`);
      const others = await addressesOf(stack, client!, `${other.name}_db`);
      expect(own).toHaveLength(1);
      expect((await addressesOf(stack, client!, 'db')).join()).toBe([...own, ...others].sort().join());
    },

    'takes-a-port-of-the-node-alone-with-mode-host': async ({ stack, swarm }) => {
      await stack.deploy(
        stackOf({
          seen: server(80, {
            ports: [{ target: 80, published: 18401, mode: 'host' }],
            deploy: { placement: { constraints: ['node.hostname == node2'] } },
          }),
        }),
      );
      await stack.running('seen');
      const get = (node: number) =>
        fetch(`http://${swarm.nodes[node - 1]!.address}:18401/`, { signal: AbortSignal.timeout(3000) }).then(
          (answer) => answer.text(),
          () => undefined,
        );
      await until('an answer', () => get(2));
      expect(await get(1)).toBeUndefined();
      expect(await get(3)).toBeUndefined();
    },

    'shows-the-client-with-mode-host': async ({ stack, swarm }) => {
      await stack.deploy(
        stackOf({
          web: tellsClients({
            ports: [{ target: 80, published: 18402, mode: 'host' }],
            deploy: { placement: { constraints: ['node.hostname == node3'] } },
          }),
        }),
      );
      await stack.running('web');
      const said = await until('an answer', () => asked(swarm.nodes[2]!.address, 18402));
      expect(said).toMatch(thisMachine);
    },

    'answers-on-every-node-through-the-mesh': async ({ stack, swarm }) => {
      await stack.deploy(stackOf({ web: server(80, { ports: ['18403:80'], deploy: { replicas: 2 } }) }));
      await stack.running('web', 2);
      const get = (node: number) =>
        fetch(`http://${swarm.nodes[node - 1]!.address}:18403/`, {
          signal: AbortSignal.timeout(3000),
          headers: { connection: 'close' },
        }).then(
          (answer) => answer.text(),
          () => undefined,
        );
      for (const node of [1, 2, 3]) await until(`node${node} to answer`, () => get(node));
      // Every connection may go to another replica.
      const seen = new Set<string | undefined>();
      for (let tries = 0; tries < 20; tries++) seen.add(await get(1));
      seen.delete(undefined);
      expect(seen.size).toBe(2);
    },

    'hides-the-client-behind-the-mesh': async ({ stack, swarm }) => {
      await stack.deploy(stackOf({ web: tellsClients({ ports: ['18404:80'] }) }));
      await stack.running('web');
      expect(await until('an answer', () => asked(swarm.nodes[0]!.address, 18404))).not.toMatch(thisMachine);
    },
  },
);
