/** What becomes of a tag: three nodes, and registries in this process. */
import { afterAll, expect } from '@jest/globals';
import type { Swarm } from '../support/swarm/index.ts';
import { until } from '../support/swarm/lab.ts';
import { type Registry, startRegistry } from '../support/swarm/registry.ts';
import { measure } from './measure.ts';
import { idle, plain } from './services.ts';

let open: Registry | undefined;
let closed: Registry | undefined;
afterAll(() => Promise.all([open?.stop(), closed?.stop()]));

/** As the nodes see this machine. */
const at = ({ nodes }: Swarm, registry: Registry | undefined): string =>
  `${nodes[0]!.address.replace(/\d+$/, '254')}:${registry!.port}`;

async function prepare(swarm: Swarm): Promise<void> {
  [open, closed] = await Promise.all([startRegistry(), startRegistry({ login: 'user:password' })]);
  await swarm.importImage('localhost/bb:1', 'busybox', ['CMD ["sleep", "1000"]']);
  await swarm.importImage('localhost/bb:2', 'busybox', ['CMD ["sleep", "1000"]', 'ENV RELEASE=2']);
}

/** @returns the digest it got */
async function push(swarm: Swarm, from: string, to: string): Promise<string> {
  await swarm.docker(1, 'tag', from, to);
  return /digest: (sha256:\w+)/.exec(await swarm.docker(1, 'push', to))![1]!;
}

const resolving = { flags: ['--resolve-image', 'always'] };

await measure(
  'registry',
  { nodes: 3, prepare },
  {
    'puts-the-digest-behind-a-tag': async ({ stack, swarm }) => {
      const image = `${at(swarm, open)}/shop:latest`;
      const file = plain({ web: idle({ image, deploy: { mode: 'global' } }) });
      const imageOf = async () => (await stack.service('web')).Spec.TaskTemplate.ContainerSpec.Image;
      const first = await push(swarm, 'localhost/bb:1', image);
      await stack.deploy(file, resolving);
      expect(await imageOf()).toBe(`${image}@${first}`);
      // Every node pulls the same.
      await stack.running('web', 3);
      const second = await push(swarm, 'localhost/bb:2', image);
      expect(second).not.toBe(first);
      await stack.update('web', '--force');
      expect(await imageOf()).toBe(`${image}@${first}`);
      // The same file deploys something else now.
      await stack.deploy(file, resolving);
      expect(await imageOf()).toBe(`${image}@${second}`);
    },

    'leaves-a-tag-that-no-registry-knows-to-each-node': async ({ stack, swarm }) => {
      await swarm.docker(1, 'tag', 'localhost/bb:1', 'localhost/moved:latest');
      await swarm.docker(2, 'tag', 'localhost/bb:1', 'localhost/moved:latest');
      await swarm.docker(3, 'tag', 'localhost/bb:2', 'localhost/moved:latest');
      await stack.deploy(
        plain({ web: idle({ image: 'localhost/moved:latest', deploy: { mode: 'global' } }) }),
        resolving,
      );
      expect((await stack.service('web')).Spec.TaskTemplate.ContainerSpec.Image).toBe('localhost/moved:latest');
      const tasks = await stack.running('web', 3);
      const releases = await Promise.all(
        tasks.map(async (task) => [task.node, (await stack.inside(task, 'sh', '-c', 'echo $RELEASE')).stdout.trim()]),
      );
      expect(Object.fromEntries(releases)).toEqual({ node1: '', node2: '', node3: '2' });
    },

    'needs-with-registry-auth-on-other-nodes': async ({ stack, swarm }) => {
      const registry = at(swarm, closed);
      const image = `${registry}/private:1`;
      await swarm.docker(1, 'login', '-u', 'user', '-p', 'password', registry);
      await push(swarm, 'localhost/bb:1', image);
      const file = plain({
        web: idle({
          image,
          deploy: { placement: { constraints: ['node.hostname == node2'] }, restart_policy: { delay: '2s' } },
        }),
      });
      await stack.deploy(file, resolving);
      const task = await stack.task('web', ({ state }) => state === 'rejected');
      expect(task.error).toMatch(/No such image: /);
      expect(task.error).not.toMatch(/auth|login|denied/i);
      await stack.deploy(file, { flags: [...resolving.flags, '--with-registry-auth'] });
      await stack.running('web');
    },

    'deploys-what-was-pushed-last': async ({ stack, swarm }) => {
      const image = `${at(swarm, open)}/old:1`;
      const digest = await push(swarm, 'localhost/bb:1', image);
      await stack.deploy(
        plain({ web: idle({ image }), other: idle({ image: `${at(swarm, open)}/never-pushed:1` }) }),
        resolving,
      );
      await stack.running('web');
      expect((await stack.service('web')).Spec.TaskTemplate.ContainerSpec.Image).toBe(`${image}@${digest}`);
      await until('the other to be rejected', async () =>
        (await stack.tasks('other')).some(({ state, error }) => state === 'rejected' && /No such image/.test(error)),
      );
    },
  },
);
