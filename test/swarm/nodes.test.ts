/** Where tasks go, and what happens when a node does: three nodes. */
import { expect } from '@jest/globals';
import { pause, type Swarm } from '../support/swarm/index.ts';
import { type Answer, type Stack, type Task, until } from '../support/swarm/lab.ts';
import { measure } from './measure.ts';
import { idle, script, stackOf } from './services.ts';

async function prepare(swarm: Swarm): Promise<void> {
  await swarm.importImage('localhost/bb:1', 'busybox');
  await swarm.docker(2, 'tag', 'localhost/bb:1', 'localhost/only-on-node2:1');
  await swarm.docker(1, 'node', 'update', '--label-add', 'disk=fast', 'node2');
}

const constrained = (...constraints: readonly string[]) => ({ placement: { constraints } });
const nodesOf = (tasks: readonly Task[]): readonly string[] => tasks.map(({ node }) => node).sort();
const pending = (stack: Stack, service: string, reason: RegExp): Promise<Task> =>
  stack.task(service, ({ state, error }) => state === 'pending' && reason.test(error));
const unmet = /no suitable node \(scheduling constraints not satisfied on 3 nodes\)/;

await measure(
  'nodes',
  { nodes: 3, prepare },
  {
    'spreads-tasks-over-nodes': async ({ stack }) => {
      await stack.deploy(
        stackOf({ web: idle({ deploy: { replicas: 6 } }), agent: idle({ deploy: { mode: 'global' } }) }),
      );
      expect(nodesOf(await stack.running('web', 6))).toEqual(['node1', 'node1', 'node2', 'node2', 'node3', 'node3']);
      expect(nodesOf(await stack.running('agent', 3))).toEqual(['node1', 'node2', 'node3']);
    },

    'waits-for-ever-for-a-constraint': async ({ stack }) => {
      const never = [
        'node.labels.disk == slow',
        'node.foo == bar',
        'node.platform.arch == amd64',
        'node.hostname == node9',
        'node.labels.DISK == fast',
      ];
      await stack.deploy(
        stackOf(Object.fromEntries(never.map((text, index) => [`n${index}`, idle({ deploy: constrained(text) })]))),
      );
      for (const index of never.keys()) await pending(stack, `n${index}`, unmet);
      await pause(5000);
      for (const index of never.keys())
        expect((await stack.tasks(`n${index}`)).map(({ state }) => state)).toEqual(['pending']);
    },

    'meets-constraints-as-they-are-spelt': async ({ stack, api }) => {
      const { Platform } = (await api('/nodes'))[0].Description;
      expect(Platform.Architecture).toMatch(/^(x86_64|aarch64)$/);
      await stack.deploy(
        stackOf({
          arch: idle({ deploy: constrained(`node.platform.arch == ${Platform.Architecture}`) }),
          shouting: idle({ deploy: constrained('node.role == MANAGER') }),
          missing: idle({ deploy: constrained('node.labels.never != x') }),
          one: idle({ deploy: { replicas: 4, ...constrained('node.hostname == node3') } }),
          label: idle({ deploy: { replicas: 2, ...constrained('node.labels.disk == fast') } }),
        }),
      );
      await Promise.all([stack.running('arch'), stack.running('missing')]);
      expect(nodesOf(await stack.running('shouting'))).toEqual(['node1']);
      expect(nodesOf(await stack.running('one', 4))).toEqual(['node3', 'node3', 'node3', 'node3']);
      expect(nodesOf(await stack.running('label', 2))).toEqual(['node2', 'node2']);
    },

    'bounds-replicas-per-node': async ({ stack }) => {
      await stack.deploy(stackOf({ web: idle({ deploy: { replicas: 4, placement: { max_replicas_per_node: 1 } } }) }));
      await stack.running('web', 3);
      await pending(stack, 'web', /max replicas per node limit exceed/);
    },

    'gives-a-port-of-the-node-to-one-task': async ({ stack }) => {
      const ports = [{ target: 80, published: 18301, mode: 'host' }];
      await stack.deploy(stackOf({ web: idle({ ports, deploy: { replicas: 4 } }) }));
      expect(nodesOf(await stack.running('web', 3))).toEqual(['node1', 'node2', 'node3']);
      await pending(stack, 'web', /no suitable node \(host-mode port already in use on 3 nodes\)/);
      await stack.deploy(stackOf({ other: idle({ ports }) }));
      await pending(stack, 'other', /host-mode port already in use on 3 nodes/);
    },

    'rejects-an-image-where-it-is-not': async ({ stack }) => {
      await stack.deploy(
        stackOf({
          web: idle({ image: 'localhost/only-on-node2:1', deploy: { replicas: 3, restart_policy: { delay: '1s' } } }),
        }),
      );
      const rejected = await stack.task('web', ({ state }) => state === 'rejected');
      expect(rejected.error).toMatch(/No such image: localhost\/only-on-node2:1/);
      expect(rejected.node).not.toBe('node2');
    },

    'rejects-a-path-where-it-is-not': async ({ stack, swarm }) => {
      // What is made on the machine itself is there on every node of this Swarm: a folder of one daemon is not a path of the others.
      const folder = `${swarm.folder}/only-here`;
      await stack.deploy(stackOf({ web: idle({ volumes: [`${folder}:/x`], deploy: { mode: 'global' } }) }));
      for (const node of ['node1', 'node2', 'node3'])
        expect((await stack.task('web', (task) => task.node === node && task.state === 'rejected')).error).toMatch(
          /bind source path does not exist/,
        );
    },

    'keeps-a-local-volume-on-each-node': async ({ stack }) => {
      await stack.deploy({
        services: {
          web: script('hostname >> /data/who; sleep 10000', { volumes: ['data:/data'], deploy: { replicas: 6 } }),
        },
        volumes: { data: {} },
      });
      const tasks = await stack.running('web', 6);
      const seen = async (task: Task): Promise<string> => (await stack.inside(task, 'sort', '/data/who')).stdout;
      await until('six lines', async () =>
        (await Promise.all(tasks.map(seen))).every((text) => text.trim().split('\n').length === 2),
      );
      const texts = await Promise.all(tasks.map(async (task) => [task.node, await seen(task)] as const));
      // The same on one node, another on each.
      expect(new Set(texts.map(([node, text]) => `${node} ${text}`)).size).toBe(3);
      expect(new Set(texts.map(([, text]) => text)).size).toBe(3);
    },

    'creates-missing-external-volumes-empty': async ({ stack }) => {
      await stack.deploy({
        services: { web: idle({ volumes: ['shared:/data'], deploy: { mode: 'global' } }) },
        volumes: { shared: { external: true, name: 'never-made' } },
      });
      for (const task of await stack.running('web', 3))
        expect((await stack.inside(task, 'ls', '/data')).stdout).toBe('');
    },

    'waits-for-ever-for-a-volume-driver': async ({ stack }) => {
      await stack.deploy({
        services: { web: idle({ volumes: ['data:/data'] }) },
        volumes: { data: { driver: 'rexray' } },
      });
      await pending(stack, 'web', /missing plugin on 3 nodes/);
    },

    'shows-containers-of-one-node-alone': async ({ stack, swarm }) => {
      await stack.deploy(stackOf({ web: idle({ deploy: constrained('node.hostname == node3') }) }));
      const [task] = await stack.running('web');
      expect(await swarm.docker(1, 'ps', '-q', '--no-trunc')).not.toContain(task!.container);
      expect((await swarm.ask(1, ['exec', task!.container, 'true'])).stderr).toMatch(/No such container/i);
      expect((await swarm.ask(3, ['exec', task!.container, 'true'])).code).toBe(0);
    },

    'places-by-reservations-not-by-limits': async ({ stack, api }) => {
      const memory = (await api('/nodes'))[0].Description.Resources.MemoryBytes;
      const share = String(Math.floor(memory * 0.6));
      await stack.deploy(
        stackOf({
          limited: idle({ deploy: { replicas: 6, resources: { limits: { memory: share } } } }),
          reserved: idle({ deploy: { replicas: 4, resources: { reservations: { memory: share } } } }),
        }),
      );
      await stack.running('limited', 6);
      await stack.running('reserved', 3);
      await pending(stack, 'reserved', /no suitable node \(insufficient resources on 3 nodes\)/);
      // Nothing else here reserves memory.
      await stack.remove();
    },

    'drains-a-node-and-brings-nothing-back': async ({ stack, swarm }) => {
      await stack.deploy(
        stackOf({ web: idle({ deploy: { replicas: 3 } }), agent: idle({ deploy: { mode: 'global' } }) }),
      );
      await stack.running('web', 3);
      await stack.running('agent', 3);
      await swarm.docker(1, 'node', 'update', '--availability', 'drain', 'node2');
      await until('the node to be empty', async () => !nodesOf(await stack.running('web', 3)).includes('node2'));
      expect(nodesOf(await stack.running('agent', 2))).toEqual(['node1', 'node3']);
      await swarm.docker(1, 'node', 'update', '--availability', 'active', 'node2');
      await stack.running('agent', 3);
      await pause(5000);
      expect(nodesOf(await stack.running('web', 3))).not.toContain('node2');
    },

    'starts-tasks-of-a-lost-node-elsewhere-without-their-data': async ({ stack, swarm, api }) => {
      const writer = script('test -e /data/first || hostname > /data/first; sleep 10000', {
        volumes: ['data:/data'],
        deploy: constrained('node.hostname != node1'),
      });
      await stack.deploy({
        services: { db: writer, pinned: idle({ deploy: constrained('node.hostname == node3') }) },
        volumes: { data: {} },
      });
      const [old] = await stack.running('db');
      await stack.running('pinned');
      const lost = Number(old!.node.slice('node'.length));
      await until('the file', async () => (await stack.inside(old!, 'cat', '/data/first')).stdout);
      const away = Date.now();
      await swarm.link(lost, 'down');
      await until('the node to be down', async () =>
        (await api('/nodes')).some(
          ({ Description, Status }: Answer) => Description.Hostname === old!.node && Status.State === 'down',
        ),
      );
      expect(Date.now() - away).toBeGreaterThan(5000);
      const next = await stack.task('db', ({ id, state }) => id !== old!.id && state === 'running');
      expect(next.node).not.toBe(old!.node);
      expect((await stack.inside(next, 'cat', '/data/first')).stdout.trim()).toBe(next.container.slice(0, 12));
      // Cut off, the old one runs on: there are two of them.
      expect((await swarm.ask(lost, ['exec', old!.container, 'cat', '/data/first'])).stdout.trim()).toBe(
        old!.container.slice(0, 12),
      );
      if (lost === 3) await pending(stack, 'pinned', /no suitable node/);
      await swarm.link(lost, 'up');
      await until('the node to be back', async () =>
        (await api('/nodes')).every(({ Status }: Answer) => Status.State === 'ready'),
      );
      await pause(5000);
      expect(nodesOf(await stack.running('db'))).toEqual([next.node]);
    },

    'lets-nobody-in-with-a-token-that-was-rotated': async ({ swarm }) => {
      const token = (await swarm.docker(1, 'swarm', 'join-token', '-q', 'worker')).trim();
      const join = (secret: string) =>
        swarm.ask(3, ['swarm', 'join', '--token', secret, `${swarm.nodes[0]!.address}:2377`]);
      await swarm.docker(3, 'swarm', 'leave');
      await swarm.docker(1, 'swarm', 'join-token', '--rotate', '-q', 'worker');
      expect((await join(token)).stderr).toMatch(/valid join token is necessary/);
      const fresh = (await swarm.docker(1, 'swarm', 'join-token', '-q', 'worker')).trim();
      expect(await join(fresh)).toMatchObject({ code: 0 });
    },

    'loses-its-leader-with-the-majority': async ({ stack, swarm, api }) => {
      await stack.deploy(stackOf({ web: idle({ deploy: constrained('node.role == manager') }) }));
      const [task] = await stack.running('web');
      expect((await swarm.ask(1, ['node', 'demote', 'node1'])).stderr).toMatch(/last manager of the swarm/);
      await swarm.docker(1, 'node', 'promote', 'node2');
      await until(
        'two managers',
        async () =>
          (await api('/nodes')).filter(({ ManagerStatus }: Answer) => ManagerStatus?.Reachability === 'reachable')
            .length === 2,
      );
      await swarm.link(2, 'down');
      const said = await until('no leader', async () => {
        const { code, stderr } = await swarm.ask(1, ['service', 'ls'], { timeout: 60_000 });
        return code !== 0 && stderr;
      });
      expect(said).toMatch(/does not have a leader|deadline exceeded/i);
      expect(await stack.refused(stackOf({ web: idle() })).catch(String)).toMatch(
        /does not have a leader|deadline exceeded|manager/i,
      );
      // What runs goes on.
      expect((await swarm.ask(1, ['exec', task!.container, 'true'])).code).toBe(0);
    },
  },
  [
    'places-by-reservations-not-by-limits',
    'drains-a-node-and-brings-nothing-back',
    'starts-tasks-of-a-lost-node-elsewhere-without-their-data',
    'lets-nobody-in-with-a-token-that-was-rotated',
    'loses-its-leader-with-the-majority',
  ],
);
