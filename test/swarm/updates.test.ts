/** What an update, a second deploy and a rollback do to the tasks of a service, on one node. */
import { expect } from '@jest/globals';
import { pause } from '../support/swarm/index.ts';
import { type Lab, type Stack, type Task, until } from '../support/swarm/lab.ts';
import { measure } from './measure.ts';
import { bridged, idle, plain, script, server } from './services.ts';

/** A new task that runs after this one. */
const successor = (stack: Stack, service: string, of: Task): Promise<Task> =>
  stack.task(
    service,
    ({ id, slot, made, state }) => id !== of.id && slot === of.slot && made > of.made && state === 'running',
  );

/** When a task of a service stopped, in milliseconds since 1970. */
const stoppedAt = async (stack: Stack, service: string, { id }: Task): Promise<number> =>
  (await stack.task(service, (task) => task.id === id && /shutdown|failed|complete/.test(task.state))).since;

const updated = (
  stack: Stack,
  service: string,
  state: string,
): Promise<{ readonly State: string; readonly Message: string }> =>
  until(`the update of ${service} to be ${state}`, async () => {
    const { UpdateStatus } = await stack.service(service);
    return UpdateStatus?.State === state && UpdateStatus;
  });

const answers = async ({ swarm }: Lab, port: number): Promise<boolean> => {
  try {
    await fetch(`http://${swarm.nodes[0]!.address}:${port}/`, { signal: AbortSignal.timeout(1000) });
    return true;
  } catch {
    return false;
  }
};

const ids = (tasks: readonly Task[]): readonly string[] => tasks.map(({ id }) => id).sort();

await measure(
  'updates',
  { nodes: 1, prepare: (swarm) => swarm.importImage('localhost/bb:1', 'busybox') },
  {
    'stops-first-and-leaves-a-gap': async (lab) => {
      const { stack } = lab;
      await stack.deploy(bridged({ web: server(80, { ports: [{ target: 80, published: 18201, mode: 'host' }] }) }));
      const [old] = await stack.running('web');
      await until('an answer', () => answers(lab, 18201));
      expect((await stack.service('web')).Spec.UpdateConfig).toMatchObject({
        Order: 'stop-first',
        Parallelism: 1,
        FailureAction: 'pause',
      });
      await stack.update('web', '--force');
      let failed = 0;
      const done = successor(stack, 'web', old!);
      let over = false;
      done
        .finally(() => {
          over = true;
        })
        .catch(() => {});
      while (!over) {
        if (!(await answers(lab, 18201))) failed++;
        await pause(100);
      }
      await done;
      expect(failed).toBeGreaterThan(2);
      await until('an answer again', () => answers(lab, 18201));
    },

    'starts-first-and-overlaps': async ({ stack }) => {
      await stack.deploy({
        ...plain({
          // Long enough to look while both run.
          db: idle({
            volumes: ['data:/data'],
            stop_grace_period: '30s',
            deploy: { update_config: { order: 'start-first' } },
          }),
        }),
        volumes: { data: {} },
      });
      const [old] = await stack.running('db');
      await stack.inside(old!, 'touch', '/data/of-the-old-one');
      await stack.update('db', '--force');
      const next = await successor(stack, 'db', old!);
      expect((await stack.inside(next, 'ls', '/data')).stdout.trim()).toBe('of-the-old-one');
      expect((await stack.inside(old!, 'ls', '/data')).code).toBe(0);
      expect(await stoppedAt(stack, 'db', old!)).toBeGreaterThan(next.since);
    },

    'start-first-without-health-check-ends-the-old-task-while-the-new-one-boots': async ({ stack }) => {
      const update = { deploy: { update_config: { order: 'start-first' } } };
      const healthcheck = { test: 'wget -q -O /dev/null http://127.0.0.1/', interval: '1s', retries: 300 };
      const boots = 'until test -e /tmp/go; do sleep 0.2; done; echo up > /tmp/index.html; exec httpd -f -p 80 -h /tmp';
      await stack.deploy(bridged({ blind: script(boots, update), probed: script(boots, { ...update, healthcheck }) }));
      const [blind] = await stack.running('blind');
      const starting = ({ state, container }: Task) => state === 'starting' && container !== '';
      const probed = await stack.task('probed', starting);
      await stack.inside(probed, 'touch', '/tmp/go');
      await stack.running('probed');
      await stack.update('blind', '--force');
      await stack.update('probed', '--force');
      const listens = async (task: Task) =>
        (await stack.inside(task, 'wget', '-q', '-O', '-', 'http://127.0.0.1/')).code === 0;
      // It has not even begun to listen, and the old one is gone.
      const next = await successor(stack, 'blind', blind!);
      await stoppedAt(stack, 'blind', blind!);
      expect(await listens(next)).toBe(false);
      // With a health check the old one runs on until the new one answers.
      const later = await stack.task('probed', (task) => task.id !== probed.id && starting(task));
      await pause(5000);
      expect((await stack.tasks('probed')).find(({ id }) => id === probed.id)).toMatchObject({
        state: 'running',
        desired: 'running',
      });
      await stack.inside(later, 'touch', '/tmp/go');
      await stoppedAt(stack, 'probed', probed);
      expect(await listens(await successor(stack, 'probed', probed))).toBe(true);
    },

    'start-first-waits-for-ever-for-a-port-of-the-node': async ({ stack }) => {
      const file = (order: string, release: string) =>
        bridged({
          web: idle({
            environment: { RELEASE: release },
            ports: [{ target: 80, published: 18202, mode: 'host' }],
            deploy: { update_config: { order } },
          }),
        });
      await stack.deploy(file('start-first', '1'));
      const [old] = await stack.running('web');
      await stack.deploy(file('start-first', '2'));
      await stack.task(
        'web',
        ({ state, error }) => state === 'pending' && /host-mode port already in use on 1 node/.test(error),
      );
      await pause(10_000);
      expect((await stack.service('web')).UpdateStatus.State).toBe('updating');
      expect(ids(await stack.running('web'))).toEqual([old!.id]);
      await stack.deploy(file('stop-first', '3'));
      await successor(stack, 'web', old!);
    },

    'pauses-an-update-that-fails': async ({ stack }) => {
      // A task that ends at once may still have let the next one go: the delay keeps it back.
      const file = (command: readonly string[]) =>
        plain({ web: idle({ command, deploy: { replicas: 2, update_config: { monitor: '30s', delay: '20s' } } }) });
      await stack.deploy(file(['sleep', '10000']));
      const old = await stack.running('web', 2);
      await stack.deploy(file(['false']));
      const { Message } = await updated(stack, 'web', 'paused');
      expect(Message).toMatch(/update paused due to failure or early termination of task/);
      const broken = () => stack.tasks('web').then((tasks) => tasks.filter(({ state }) => state === 'failed').length);
      const before = await broken();
      await until('the broken slot to fail again', async () => (await broken()) > before);
      await stack.eventually('web', 'one of the old version to run', (tasks) =>
        tasks.some(({ id, state, desired }) => ids(old).includes(id) && state === 'running' && desired === 'running'),
      );
    },

    'rolls-back-when-it-is-told-to': async ({ stack }) => {
      const file = (command: readonly string[]) =>
        plain({ web: idle({ command, deploy: { update_config: { failure_action: 'rollback', monitor: '30s' } } }) });
      await stack.deploy(file(['sleep', '10000']));
      await stack.running('web');
      await stack.deploy(file(['false']));
      await updated(stack, 'web', 'rollback_completed');
      expect((await stack.service('web')).Spec.TaskTemplate.ContainerSpec.Args).toEqual(['sleep', '10000']);
      await stack.running('web');
    },

    'sees-by-the-health-check-that-an-update-fails': async ({ stack }) => {
      const file = (test: string) =>
        plain({
          web: idle({
            healthcheck: { test, interval: '1s', retries: 2 },
            deploy: { update_config: { failure_action: 'rollback', order: 'start-first', monitor: '3s' } },
          }),
        });
      await stack.deploy(file('true'));
      const [old] = await stack.running('web');
      await stack.deploy(file('false'));
      await updated(stack, 'web', 'rollback_completed');
      expect(ids(await stack.running('web'))).toEqual([old!.id]);
    },

    'calls-an-update-done-after-the-time-of-monitor': async ({ stack }) => {
      const file = (command: string, release: string) =>
        plain({
          web: script(command, {
            environment: { RELEASE: release },
            deploy: { update_config: { monitor: '2s', failure_action: 'rollback' } },
          }),
        });
      await stack.deploy(file('sleep 10000', '1'));
      await stack.running('web');
      await stack.deploy(file('sleep 12; exit 1', '2'));
      await updated(stack, 'web', 'completed');
      await stack.task('web', ({ state }) => state === 'failed');
      expect((await stack.service('web')).UpdateStatus.State).toBe('completed');
    },

    'replaces-one-task-after-the-other': async ({ stack }) => {
      await stack.deploy(plain({ web: idle({ deploy: { replicas: 3 } }) }));
      const old = await stack.running('web', 3);
      await stack.update('web', '--force');
      await updated(stack, 'web', 'completed');
      const tasks = await stack.tasks('web');
      const next = tasks.filter(({ id }) => !ids(old).includes(id));
      expect(next).toHaveLength(3);
      const stops = await Promise.all(old.map((task) => stoppedAt(stack, 'web', task)));
      // The next is stopped after the one before has a successor that runs.
      const starts = next.map(({ since }) => since).sort((one, other) => one - other);
      const [, second, third] = stops.sort((one, other) => one - other);
      expect(second).toBeGreaterThan(starts[0]!);
      expect(third).toBeGreaterThan(starts[1]!);
    },

    'keeps-the-definition-before-for-a-rollback': async ({ stack, swarm }) => {
      const file = (release: string) => plain({ web: idle({ environment: { RELEASE: release } }) });
      await stack.deploy(file('1'));
      await stack.running('web');
      await stack.deploy(file('2'));
      await updated(stack, 'web', 'completed');
      await swarm.docker(1, 'service', 'rollback', '--detach', `${stack.name}_web`);
      await updated(stack, 'web', 'rollback_completed');
      expect((await stack.service('web')).Spec.TaskTemplate.ContainerSpec.Env).toEqual(['RELEASE=1']);
    },

    'deploys-only-what-changed': async ({ stack }) => {
      const file = (more: Readonly<Record<string, unknown>>) => plain({ web: idle(more), api: idle() });
      await stack.deploy(file({ labels: { a: '1' } }));
      const [web, api] = await Promise.all([stack.running('web'), stack.running('api')]);
      await stack.deploy(file({ labels: { a: '1' }, deploy: { labels: { b: '1' } } }));
      await pause(4000);
      expect([ids(await stack.tasks('web')), ids(await stack.tasks('api'))]).toEqual([ids(web), ids(api)]);
      await stack.deploy(file({ labels: { a: '2' } }));
      await successor(stack, 'web', web[0]!);
      expect(ids(await stack.tasks('api'))).toEqual(ids(api));
    },

    'puts-back-what-was-changed-by-hand': async ({ stack }) => {
      const file = plain({ web: idle({ environment: { A: '1' } }) });
      await stack.deploy(file);
      await stack.scale('web', 3);
      await stack.running('web', 3);
      await stack.update('web', '--env-add', 'A=2');
      expect((await stack.service('web')).Spec.TaskTemplate.ContainerSpec.Env).toEqual(['A=2']);
      await stack.deploy(file);
      const { Spec } = await stack.service('web');
      expect([Spec.Mode.Replicated.Replicas, Spec.TaskTemplate.ContainerSpec.Env]).toEqual([1, ['A=1']]);
    },

    'leaves-services-alone-that-left-the-file': async ({ stack }) => {
      await stack.deploy(plain({ web: idle(), old: idle() }));
      const [task] = await stack.running('old');
      await stack.deploy(plain({ web: idle() }));
      await pause(3000);
      expect(ids(await stack.running('old'))).toEqual([task!.id]);
      await stack.deploy(plain({ web: idle() }), { flags: ['--prune'] });
      await until('it to be gone', () =>
        stack.service('old').then(
          () => false,
          () => true,
        ),
      );
    },

    'removing-first-ends-every-task': async (lab) => {
      const { stack, api } = lab;
      const file = {
        ...bridged({
          web: server(80, { ports: [{ target: 80, published: 18203, mode: 'host' }], volumes: ['kept:/kept'] }),
        }),
        volumes: { kept: {} },
      };
      await stack.deploy(file);
      const [task] = await stack.running('web');
      await stack.inside(task!, 'touch', '/kept/file');
      await until('an answer', () => answers(lab, 18203));
      await stack.remove();
      await until('silence', async () => !(await answers(lab, 18203)));
      // The network may not be gone yet: that is refused, or the tasks are.
      await until('another deploy', () =>
        stack.deploy(file).then(
          () => true,
          () => false,
        ),
      );
      const [next] = await stack.running('web');
      expect((await stack.inside(next!, 'ls', '/kept')).stdout.trim()).toBe('file');
      const service = (await api('/services')).find(
        ({ Spec }: { Spec: { Name: string } }) => Spec.Name === `${stack.name}_web`,
      );
      expect(service.PreviousSpec).toBeUndefined();
    },
  },
);
