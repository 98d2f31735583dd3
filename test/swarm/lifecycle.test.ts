/** How tasks start, are watched, end and are replaced, on one node. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { pause, prepareRoot, type Swarm } from '../support/swarm/index.ts';
import { type Lab, type Stack, type Task, until } from '../support/swarm/lab.ts';
import { measure } from './measure.ts';
import { idle, script, stackOf } from './services.ts';

async function prepare(swarm: Swarm): Promise<void> {
  await swarm.importImage('localhost/bb:1', 'busybox', ['CMD ["sleep", "1000"]']);
  await swarm.importImage('localhost/probed:1', 'busybox', [
    'HEALTHCHECK --interval=1s --retries=2 CMD test -e /healthy',
    'CMD ["sleep", "1000"]',
  ]);
  await swarm.importImage('localhost/data:1', 'busybox', ['VOLUME /data', 'CMD ["sleep", "1000"]']);
  await swarm.importImage('localhost/node:1', 'node');
  for (const release of ['1', '2']) {
    const root = join(swarm.folder, `release-${release}`);
    await mkdir(root);
    await prepareRoot(root, 'busybox');
    await writeFile(join(root, 'app/release'), release);
    await swarm.importImage(`localhost/release:${release}`, root);
  }
}

const bb = 'localhost/bb:1';
const policy = (restart: object) => ({ deploy: { restart_policy: restart } });
const node = (code: string, keys = {}) => idle({ image: 'localhost/node:1', command: ['node', '-e', code], ...keys });
const handler = "process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000); console.log('up')";
const noHandler = "setInterval(() => {}, 1000); console.log('up')";

/** Milliseconds between the ends of tasks that follow each other. */
const gaps = (tasks: readonly Task[]): readonly number[] =>
  tasks.slice(1).map(({ since }, index) => since - tasks[index]!.since);

const ended = (stack: Stack, service: string, count: number): Promise<readonly Task[]> =>
  until(`${count} ended tasks of ${service}`, async () => {
    const done = (await stack.tasks(service)).filter(({ state }) => /complete|failed|rejected/.test(state));
    return done.length >= count && done;
  });

/** Stops a service, and tells how its only task ended. */
async function stopped({ stack }: Lab, name: string, definition: object, ready?: string) {
  await stack.deploy(stackOf({ [name]: definition }));
  const [task] = await stack.running(name);
  if (ready) await until(`${name} to say ${ready}`, async () => (await stack.logs(name)).includes(ready));
  return stack.ending(task!, () => stack.scale(name, 0));
}

await measure(
  'lifecycle',
  { nodes: 1, prepare },
  {
    'restarts-what-restart-no-shall-not': async ({ stack }) => {
      const { stderr } = await stack.deploy(stackOf({ migrate: { image: bb, command: ['true'], restart: 'no' } }));
      expect(stderr).toMatch(/Ignoring unsupported options: restart/);
      expect((await stack.service('migrate')).Spec.TaskTemplate.RestartPolicy.Condition).toBe('any');
      const tasks = await ended(stack, 'migrate', 3);
      for (const gap of gaps(tasks)) expect(gap).toBeGreaterThan(4500);
      expect(tasks.every(({ state }) => state === 'complete')).toBe(true);
    },

    'restarts-what-crashes-every-five-seconds': async ({ stack }) => {
      await stack.deploy(stackOf({ web: { image: bb, command: ['sh', '-c', 'exit 3'] } }));
      const tasks = await ended(stack, 'web', 3);
      for (const { error } of tasks) expect(error).toBe('task: non-zero exit (3)');
      for (const gap of gaps(tasks)) expect(gap).toBeGreaterThan(4500);
    },

    'ends-with-a-clean-exit-under-on-failure': async ({ stack }) => {
      const quick = { delay: '1s' };
      await stack.deploy(
        stackOf({
          policy: { image: bb, command: ['true'], ...policy({ condition: 'on-failure', ...quick }) },
          restart: { image: bb, command: ['true'], restart: 'on-failure:3' },
        }),
      );
      expect((await stack.service('restart')).Spec.TaskTemplate.RestartPolicy).toMatchObject({
        Condition: 'on-failure',
        MaxAttempts: 3,
      });
      await ended(stack, 'policy', 1);
      await ended(stack, 'restart', 1);
      await pause(8000);
      expect((await stack.tasks('policy')).map(({ state }) => state)).toEqual(['complete']);
      expect((await stack.tasks('restart')).map(({ state }) => state)).toEqual(['complete']);
    },

    'runs-once-with-condition-none': async ({ stack }) => {
      await stack.deploy(
        stackOf({
          once: { image: bb, command: ['false'], restart: 'always', ...policy({ condition: 'none', delay: '1s' }) },
        }),
      );
      await ended(stack, 'once', 1);
      await pause(5000);
      expect(await stack.tasks('once')).toHaveLength(1);
    },

    'gives-up-after-max-attempts': async ({ stack }) => {
      await stack.deploy(
        stackOf({ web: { image: bb, command: ['false'], ...policy({ max_attempts: 2, delay: '1s' }) } }),
      );
      await ended(stack, 'web', 3);
      await pause(6000);
      expect(await stack.tasks('web')).toHaveLength(3);
      expect((await stack.tasks('web')).every(({ state }) => state === 'failed')).toBe(true);
    },

    'rejects-missing-bind-paths': async ({ stack }) => {
      await stack.deploy(
        stackOf({
          web: idle({
            volumes: [{ type: 'bind', source: '/srv/nothing/here', target: '/x', bind: { create_host_path: true } }],
          }),
        }),
      );
      const tasks = await ended(stack, 'web', 2);
      for (const { state, error } of tasks) {
        expect(state).toBe('rejected');
        expect(error).toMatch(/bind source path does not exist: \/srv\/nothing\/here/);
      }
    },

    'shows-lack-of-memory-as-137': async ({ stack }) => {
      await stack.deploy(
        stackOf({
          web: {
            image: bb,
            command: ['dd', 'if=/dev/zero', 'of=/dev/null', 'bs=256M'],
            deploy: { resources: { limits: { memory: '32M' } } },
          },
        }),
      );
      const [task] = await ended(stack, 'web', 1);
      expect(task!.error).toBe('task: non-zero exit (137)');
      expect(JSON.stringify(task)).not.toMatch(/oom|memory/i);
    },

    'runs-jobs-again-on-every-deploy': async ({ stack }) => {
      const file = stackOf({
        migrate: {
          image: bb,
          command: ['true'],
          deploy: { mode: 'replicated-job', restart_policy: { condition: 'none' } },
        },
      });
      await stack.deploy(file);
      const [first] = await ended(stack, 'migrate', 1);
      await pause(6000);
      expect((await stack.tasks('migrate')).map(({ id }) => id)).toEqual([first!.id]);
      await stack.deploy(file);
      await stack.task('migrate', ({ id, state }) => id !== first!.id && state === 'complete');
    },

    'kills-at-the-end-of-the-grace-period': async (lab) => {
      const { signals, exit } = await stopped(lab, 'web', { image: bb, command: ['sleep', '1000'] });
      expect(exit).toBe(137);
      expect(signals.map(({ signal }) => signal)).toEqual(['15', '9']);
      // Ten seconds unless the stack file says otherwise, and two before the first signal while the task leaves the names.
      expect(signals[0]!.after).toBeGreaterThan(1900);
      expect(signals[1]!.after - signals[0]!.after).toBeGreaterThan(9500);
      expect(signals[1]!.after - signals[0]!.after).toBeLessThan(25_000);
    },

    'waits-for-stop-grace-period': async (lab) => {
      const { signals, exit } = await stopped(lab, 'web', {
        image: bb,
        command: ['sleep', '1000'],
        stop_grace_period: '3s',
      });
      expect(exit).toBe(137);
      expect(signals[1]!.after - signals[0]!.after).toBeGreaterThan(2800);
      expect(signals[1]!.after - signals[0]!.after).toBeLessThan(9000);
    },

    'lets-a-handler-end-the-program': async (lab) => {
      const { signals, exit } = await stopped(lab, 'web', node(handler, { stop_grace_period: '10s' }), 'up');
      expect(exit).toBe(0);
      expect(signals.map(({ signal }) => signal)).toEqual(['15']);
    },

    'first-process-without-handler-ignores-sigterm': async (lab) => {
      const { signals, exit } = await stopped(lab, 'web', node(noHandler, { stop_grace_period: '4s' }), 'up');
      expect(exit).toBe(137);
      expect(signals.map(({ signal }) => signal)).toEqual(['15', '9']);
    },

    'init-ends-a-program-without-handler-at-once': async (lab) => {
      const { signals, exit } = await stopped(
        lab,
        'web',
        node(noHandler, { stop_grace_period: '10s', init: true }),
        'up',
      );
      expect(exit).toBe(143);
      expect(signals.map(({ signal }) => signal)).toEqual(['15']);
    },

    'sends-the-stop-signal': async (lab) => {
      const code = handler.replace('SIGTERM', 'SIGQUIT');
      const { signals, exit } = await stopped(
        lab,
        'web',
        node(code, { stop_grace_period: '10s', stop_signal: 'SIGQUIT' }),
        'up',
      );
      expect(exit).toBe(0);
      expect(signals.map(({ signal }) => signal)).toEqual(['3']);
    },

    'a-shell-keeps-sigterm': async ({ stack }) => {
      const behind = (shell: string) => ({
        ...node(''),
        stop_grace_period: '4s',
        command: ['sh', '-c', shell, 'sh', handler],
      });
      await stack.deploy(
        stackOf({
          last: behind('node -e "$$1"'),
          before: behind('node -e "$$1"; true'),
          exec: behind('echo start; exec node -e "$$1"'),
        }),
      );
      const exits = await Promise.all(
        ['last', 'before', 'exec'].map(async (name) => {
          const [task] = await stack.running(name);
          await until(`${name} to be up`, async () => (await stack.logs(name)).includes('up'));
          return [name, (await stack.ending(task!, () => stack.scale(name, 0))).exit];
        }),
      );
      expect(Object.fromEntries(exits)).toEqual({ last: 0, before: 137, exec: 0 });
    },

    'ends-with-its-first-process': async ({ stack }) => {
      await stack.deploy(stackOf({ web: script('sleep 1000 & echo started') }));
      const tasks = await ended(stack, 'web', 2);
      expect(tasks.every(({ state }) => state === 'complete')).toBe(true);
    },

    'loses-what-is-outside-of-volumes': async ({ stack }) => {
      await stack.deploy({
        services: { db: idle({ image: 'localhost/data:1', volumes: ['named:/named'] }) },
        volumes: { named: {} },
      });
      const [before] = await stack.running('db');
      await stack.inside(before!, 'touch', '/app/in-container', '/data/in-anonymous-volume', '/named/in-volume');
      await stack.update('db', '--force');
      const after = await stack.task('db', ({ id, state }) => id !== before!.id && state === 'running');
      expect((await stack.inside(after, 'sh', '-c', 'ls /app /data /named')).stdout.match(/in-\S+/g)).toEqual([
        'in-volume',
      ]);
    },

    'keeps-the-files-of-the-first-image-in-a-volume': async ({ stack }) => {
      const file = (release: string) => ({
        services: {
          web: idle({ image: `localhost/release:${release}`, volumes: ['code:/app'] }),
          plain: idle({ image: `localhost/release:${release}` }),
        },
        volumes: { code: {} },
      });
      await stack.deploy(file('1'));
      const [first] = await stack.running('web');
      expect((await stack.inside(first!, 'cat', '/app/release')).stdout).toBe('1');
      await stack.deploy(file('2'));
      const isNew = ({ state, made }: Task) => state === 'running' && made > first!.since;
      const [plain, web] = await Promise.all([stack.task('plain', isNew), stack.task('web', isNew)]);
      expect((await stack.inside(plain, 'cat', '/app/release')).stdout).toBe('2');
      expect((await stack.inside(web, 'cat', '/app/release')).stdout).toBe('1');
    },

    'counts-a-task-when-it-is-healthy': async ({ stack, api }) => {
      const healthcheck = { test: ['CMD', 'test', '-e', '/healthy'], interval: '1s', retries: 60 };
      await stack.deploy(stackOf({ probed: idle({ healthcheck }), blind: script('sleep 1000') }));
      const starting = await stack.task('probed', ({ state }) => state === 'starting');
      // Without a health check the process is enough.
      await stack.running('blind');
      await pause(3000);
      const counted = async (service: string) =>
        (await api('/services?status=true')).find(
          ({ Spec }: { Spec: { Name: string } }) => Spec.Name === `${stack.name}_${service}`,
        ).ServiceStatus.RunningTasks;
      expect([await counted('probed'), await counted('blind')]).toEqual([0, 1]);
      const { container } = await stack.task('probed', ({ id, container }) => id === starting.id && container !== '');
      await stack.inside({ ...starting, container }, 'touch', '/healthy');
      await stack.running('probed');
      expect(await counted('probed')).toBe(1);
    },

    'replaces-what-is-unhealthy': async ({ stack }) => {
      const healthcheck = { test: 'test ! -e /tmp/sick', interval: '1s', retries: 2 };
      await stack.deploy(stackOf({ web: idle({ healthcheck, deploy: { replicas: 2 } }) }));
      const tasks = await stack.running('web', 2);
      for (const task of tasks) await stack.inside(task, 'touch', '/tmp/sick');
      for (const { id } of tasks) {
        const task = await stack.task('web', (one) => one.id === id && one.state === 'failed');
        expect(task.error).toMatch(/non-zero exit \(\d+\): dockerexec: unhealthy container/);
      }
      await stack.running('web', 2);
    },

    'never-becomes-healthy-without-the-tool-of-the-probe': async ({ stack }) => {
      await stack.deploy(
        stackOf({
          web: idle({ healthcheck: { test: ['CMD', 'curl', '-f', 'http://localhost/'], interval: '1s', retries: 1 } }),
        }),
      );
      const tasks = await ended(stack, 'web', 2);
      for (const { error } of tasks) expect(error).toMatch(/unhealthy container/);
    },

    'takes-the-health-check-of-the-image': async ({ stack }) => {
      await stack.deploy(
        stackOf({
          inherits: idle({ image: 'localhost/probed:1' }),
          disables: idle({ image: 'localhost/probed:1', healthcheck: { disable: true } }),
        }),
      );
      await stack.running('disables');
      expect((await ended(stack, 'inherits', 1))[0]!.error).toMatch(/unhealthy container/);
    },

    'never-probes-without-cmd': async ({ stack }) => {
      await stack.deploy(stackOf({ web: idle({ healthcheck: { test: ['false'], interval: '1s', retries: 1 } }) }));
      const task = await stack.task(
        'web',
        ({ state, container }) => container !== '' && (state === 'starting' || state === 'running'),
      );
      await pause(10_000);
      const [now] = (await stack.tasks('web')).filter(({ id }) => id === task.id);
      console.log('without cmd', now);
    },

    'reaps-only-with-an-init': async ({ stack }) => {
      const code =
        "require('node:child_process').spawn('sh', ['-c', '(sleep 1 &)']); setInterval(() => {}, 1000); console.log('up')";
      await stack.deploy(stackOf({ bare: node(code), init: node(code, { init: true }) }));
      const zombies = async (name: string): Promise<number> => {
        const [task] = await stack.running(name);
        return Number((await stack.inside(task!, 'sh', '-c', 'cat /proc/[0-9]*/stat | grep -c " Z "')).stdout);
      };
      await until('a zombie', async () => (await zombies('bare')) > 0);
      expect(await zombies('init')).toBe(0);
    },

    'shows-what-programs-print': async ({ stack }) => {
      const says = 'echo in-file > /tmp/app.log; echo printed; sleep 1000';
      await stack.deploy(
        stackOf({
          json: script(says),
          local: script(says, { logging: { driver: 'local' } }),
          none: script(says, { logging: { driver: 'none' } }),
        }),
      );
      const [task] = await stack.running('json');
      await Promise.all([stack.running('local'), stack.running('none')]);
      for (const driver of ['json', 'local']) {
        const said = await until('the line', async () => (await stack.logs(driver)).trim());
        expect(said).toBe('printed');
      }
      expect(await stack.logs('none')).not.toMatch(/printed/);
      // Nothing bounds it.
      expect((await stack.container(task!)).HostConfig.LogConfig).toEqual({ Type: 'json-file', Config: {} });
    },

    'needs-what-a-log-driver-needs': async ({ stack }) => {
      const logging = (driver: string, options: object) => ({ logging: { driver, options } });
      await stack.deploy(
        stackOf({
          fluentd: idle(logging('fluentd', { 'fluentd-address': '127.0.0.1:1' })),
          async: idle(logging('fluentd', { 'fluentd-address': '127.0.0.1:1', 'fluentd-async': 'true' })),
          gelf: idle(logging('gelf', { 'gelf-address': 'udp://collector:12201' })),
          collector: idle(),
          unknown: idle(logging('loki', {})),
        }),
      );
      await Promise.all([stack.running('async'), stack.running('collector')]);
      expect((await ended(stack, 'fluentd', 1))[0]!.error).toMatch(
        /failed to (initialize|create).*(fluentd|logging driver)|dial tcp 127\.0\.0\.1:1/,
      );
      // The engine of the node asks, and knows no service.
      expect((await ended(stack, 'gelf', 1))[0]!.error).toMatch(/lookup collector/);
      await stack.task('unknown', ({ state, error }) => state === 'pending' && /missing plugin on 1 node/.test(error));
    },

    'counts-all-processors-under-a-limit': async ({ stack, api }) => {
      await stack.deploy(
        stackOf({
          web: node("console.log('cpus', require('node:os').cpus().length); setInterval(() => {}, 1000)", {
            deploy: { resources: { limits: { cpus: '0.25' } } },
          }),
        }),
      );
      const said = await until('the number', async () => /cpus (\d+)/.exec(await stack.logs('web')));
      expect(Number(said[1])).toBe((await api('/info')).NCPU);
    },

    'starts-replicas-side-by-side-from-one-definition': async ({ stack }) => {
      await stack.deploy(
        stackOf({
          web: script('echo start; sleep 8; echo end; sleep 1000', {
            environment: { WORKER_ID: '1', NAME: '{{.Task.Slot}}' },
            deploy: { replicas: 3 },
          }),
        }),
      );
      const tasks = await stack.running('web', 3);
      await until('three starts', async () => (await stack.logs('web')).match(/start/g)?.length === 3);
      expect(await stack.logs('web')).not.toMatch(/end/);
      const said = await Promise.all(
        tasks.map(async (task) =>
          (await stack.inside(task, 'sh', '-c', 'echo $WORKER_ID $NAME; hostname')).stdout.split('\n'),
        ),
      );
      expect(said.map(([numbers]) => numbers).sort()).toEqual(['1 1', '1 2', '1 3']);
      expect(new Set(said.map(([, hostname]) => hostname)).size).toBe(3);
    },

    'one-node-is-no-worker': async ({ stack }) => {
      await stack.deploy(stackOf({ web: idle({ deploy: { placement: { constraints: ['node.role == worker'] } } }) }));
      await stack.task(
        'web',
        ({ state, error }) =>
          state === 'pending' && /no suitable node \(scheduling constraints not satisfied on 1 node\)/.test(error),
      );
    },
  },
);
