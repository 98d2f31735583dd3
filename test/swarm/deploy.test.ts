/** What `docker stack deploy` and `docker service create` accept, refuse and drop, and what becomes of it in the service and its container. */
import { expect } from '@jest/globals';
import { type Answer, until } from '../support/swarm/lab.ts';
import { measure } from './measure.ts';
import { idle, stackOf } from './services.ts';

const tail = { image: 'localhost/bb:1' };

await measure(
  'deploy',
  {
    nodes: 1,
    prepare: (swarm) => swarm.importImage('localhost/bb:1', 'busybox', ['CMD ["sleep", "1000"]']),
  },
  {
    'needs-an-image': async ({ stack }) => {
      expect(await stack.refused({ services: { web: { build: '.' } } })).toMatch(
        /invalid image reference for service web: no image specified/,
      );
    },

    'refuses-keys-of-compose': async ({ stack }) => {
      for (const [file, message] of [
        [{ name: 'shop', services: { web: idle() } }, /Additional property name is not allowed/],
        [stackOf({ web: idle({ profiles: ['a'] }) }), /Additional property profiles is not allowed/],
        [stackOf({ web: idle({ mem_limit: '64m' }) }), /mem_limit/],
        [stackOf({ web: idle({ deploy: { resources: { limits: { cpus: 0.5 } } } }) }), /cpus must be a string/],
        [
          stackOf({ web: idle({ deploy: { placement: { constraints: ['node.role = worker'] } } }) }),
          /expected one operator/,
        ],
        [stackOf({ web: idle({ volumes: ['data:/data'] }) }), /undefined volume "data"/],
      ] as const)
        expect(await stack.refused(file)).toMatch(message);
    },

    'ignores-depends-on': async ({ stack }) => {
      expect(
        await stack.refused(
          stackOf({ web: idle({ depends_on: { db: { condition: 'service_healthy' } } }), db: idle() }),
        ),
      ).toMatch(/depends_on must be a list/);
      const { stderr } = await stack.deploy(
        stackOf({ web: idle({ depends_on: ['db'] }), db: { ...tail, command: ['false'] } }),
      );
      expect(stderr).not.toMatch(/depends_on/);
      // The one it depends on never runs.
      await stack.running('web');
    },

    'global-takes-no-replicas': async ({ stack }) => {
      expect(await stack.refused(stackOf({ web: idle({ deploy: { mode: 'global', replicas: 1 } }) }))).toMatch(
        /replicas can only be used with replicated/,
      );
    },

    'dnsrr-takes-no-port-of-the-mesh': async ({ stack }) => {
      expect(
        await stack.refused(stackOf({ web: idle({ ports: ['18101:80'], deploy: { endpoint_mode: 'dnsrr' } }) })),
      ).toMatch(/ingress mode can't be used with dnsrr mode/);
    },

    'bounds-secrets-and-configs': async ({ stack }) => {
      const file = (kind: 'secrets' | 'configs') => ({
        services: { web: idle({ [kind]: ['data'] }) },
        [kind]: { data: { file: './data' } },
      });
      for (const [kind, size, accepted] of [
        ['secrets', 0, false],
        ['secrets', 512_000, false],
        ['configs', 0, false],
        ['configs', 1_024_000, false],
        ['secrets', 511_999, true],
      ] as const) {
        const options = { files: { data: 'x'.repeat(size) } };
        if (accepted) await stack.deploy(file(kind), options);
        else
          expect(await stack.refused(file(kind), options)).toMatch(
            /must be larger than 0 and less than|is empty|larger than 0/,
          );
      }
    },

    'drops-keys-with-a-line': async ({ stack }) => {
      const dropped = {
        container_name: 'shop',
        devices: ['/dev/null:/dev/zero2'],
        ipc: 'host',
        network_mode: 'host',
        pid: 'host',
        privileged: true,
        security_opt: ['no-new-privileges:true'],
        shm_size: '256m',
      };
      const { stderr } = await stack.deploy(stackOf({ web: idle(dropped) }));
      for (const key of Object.keys(dropped)) expect(stderr).toContain(key);
      const [task] = await stack.running('web');
      const { Name, HostConfig } = await stack.container(task!);
      expect(Name).not.toBe('/shop');
      expect(Name).toContain(`${stack.name}_web.1.`);
      expect(HostConfig).toMatchObject({ Privileged: false, ShmSize: 67_108_864 });
      expect(HostConfig.Devices ?? []).toEqual([]);
      expect(HostConfig.SecurityOpt ?? []).toEqual([]);
      expect(HostConfig.NetworkMode).not.toBe('host');
      expect(HostConfig.PidMode).not.toBe('host');
      expect(task!.addresses).toHaveLength(1);
    },

    'drops-tmpfs-without-a-word': async ({ stack }) => {
      const { stderr } = await stack.deploy(
        stackOf({
          short: idle({ read_only: true, tmpfs: ['/run'] }),
          long: idle({ read_only: true, volumes: [{ type: 'tmpfs', target: '/run', tmpfs: { size: 67_108_864 } }] }),
        }),
      );
      expect(stderr).not.toMatch(/tmpfs/);
      const [short, long] = await Promise.all([stack.running('short'), stack.running('long')]);
      expect((await stack.inside(short[0]!, 'touch', '/run/x')).stderr).toMatch(/Read-only file system/);
      expect((await stack.inside(long[0]!, 'touch', '/run/x')).code).toBe(0);
    },

    'keeps-what-old-tables-call-ignored': async ({ stack }) => {
      await stack.deploy(
        stackOf({
          web: idle({
            init: true,
            cap_add: ['NET_ADMIN'],
            sysctls: { 'net.ipv4.tcp_keepalive_time': '600' },
            ulimits: { nofile: { soft: 4096, hard: 8192 } },
            read_only: true,
            extra_hosts: ['db.example:203.0.113.7'],
            dns: ['203.0.113.53'],
            user: '1000',
            hostname: 'shop',
            stop_signal: 'SIGINT',
          }),
        }),
      );
      const [task] = await stack.running('web');
      const said = await stack.inside(
        task!,
        'sh',
        '-c',
        "cat /proc/1/comm /proc/sys/net/ipv4/tcp_keepalive_time; awk '/open files/ {print $4,$5}' /proc/1/limits; id -u; hostname; grep db.example /etc/hosts; touch /x",
      );
      expect(said.stdout).toMatch(/^(docker-init|tini)\n600\n4096 8192\n1000\nshop\n203\.0\.113\.7\s+db\.example/);
      expect(said.stderr).toMatch(/Read-only/);
      const { Config, HostConfig } = await stack.container(task!);
      expect(Config.StopSignal).toBe('SIGINT');
      expect(HostConfig.CapAdd.join()).toMatch(/NET_ADMIN/);
      expect(HostConfig.Dns).toEqual(['203.0.113.53']);
    },

    'reads-some-values-otherwise': async ({ stack }) => {
      await stack.deploy(
        'services:\n' +
          '  web:\n' +
          '    image: localhost/bb:1\n' +
          '    volumes: ["kept:/kept:z"]\n' +
          '    configs: [{ source: one, target: /one, mode: 440 }, { source: two, target: /two, mode: 0440 }]\n' +
          'volumes: { kept: {} }\n' +
          'configs: { one: { file: ./one }, two: { file: ./one } }\n',
        { files: { one: 'text' } },
      );
      const [task] = await stack.running('web');
      // 440 is decimal, and 0670.
      expect((await stack.inside(task!, 'stat', '-Lc', '%a', '/one', '/two')).stdout).toBe('670\n440\n');
      const { ContainerSpec } = (await stack.service('web')).Spec.TaskTemplate;
      expect(ContainerSpec.Mounts).toEqual([
        expect.objectContaining({ Source: `${stack.name}_kept`, Target: '/kept' }),
      ]);
      expect(JSON.stringify(ContainerSpec.Mounts)).not.toMatch(/"z"/);
    },

    'takes-one-letter-for-a-drive': async ({ stack }) => {
      await stack.deploy({ services: { web: idle({ volumes: ['d:/data'] }) }, volumes: { d: {} } });
      const { Mounts } = (await stack.service('web')).Spec.TaskTemplate.ContainerSpec;
      expect(Mounts).toEqual([{ Type: 'volume', Target: 'd:/data' }]);
      await stack.task(
        'web',
        ({ state, error }) => state === 'rejected' && /must be an absolute path: d:\/data/.test(error),
      );
    },

    'tells-labels-of-service-and-container-apart': async ({ stack, swarm }) => {
      await stack.deploy(stackOf({ web: idle({ labels: ['of=container'], deploy: { labels: ['of=service'] } }) }));
      const [task] = await stack.running('web');
      const { Spec } = await stack.service('web');
      expect(Spec.Labels.of).toBe('service');
      expect(Spec.TaskTemplate.ContainerSpec.Labels.of).toBe('container');
      expect((await stack.container(task!)).Config.Labels.of).toBe('container');
      expect(await swarm.docker(1, 'service', 'ls', '-q', '--filter', 'label=of=container')).toBe('');
    },

    'drops-the-host-ip-of-ports': async ({ stack, swarm }) => {
      const { stderr } = await stack.deploy(stackOf({ db: idle({ ports: ['127.0.0.1:18102:5432'] }) }));
      expect(stderr).toMatch(/ignoring IP-address \(127\.0\.0\.1:18102:5432\/tcp\)/);
      expect(await until('the port', async () => (await stack.service('db')).Endpoint.Ports)).toEqual([
        { Protocol: 'tcp', TargetPort: 5432, PublishedPort: 18102, PublishMode: 'ingress' },
      ]);
      await stack.running('db');
      // 46B6 is 18102; the address before it is what the daemon listens on.
      const listens = () =>
        swarm.docker(
          1,
          'run',
          '--rm',
          '--net=host',
          'localhost/bb:1',
          'sh',
          '-c',
          'cat /proc/net/tcp /proc/net/tcp6 | grep -o " [0-9A-F]*:46B6 0" || true',
        );
      expect(await until('a listening port', async () => (await listens()).trim() || undefined)).toMatch(/^0+:46B6 0$/);
      const create = ['service', 'create', '--detach', '-p', '127.0.0.1:18103:80', 'localhost/bb:1'];
      expect((await swarm.ask(1, create)).stderr).toMatch(/hostip is not supported/);
    },

    'gives-a-published-port-to-one-service': async ({ stack, another }) => {
      await stack.deploy(stackOf({ web: idle({ ports: ['18104:80'] }) }));
      expect(await another('b').refused(stackOf({ api: idle({ ports: ['18104:8080'] }) }))).toMatch(
        new RegExp(`port '18104' is already in use by service '${stack.name}_web'.* as an ingress port`),
      );
    },

    'deploys-half-of-a-stack': async ({ stack, another, api }) => {
      await stack.deploy(stackOf({ web: idle({ ports: ['18105:80'] }) }));
      const other = another('b');
      await other.refused(
        {
          services: { api: idle({ ports: ['18105:80'], secrets: ['key'] }) },
          secrets: { key: { file: './key' } },
        },
        { files: { key: 'text' } },
      );
      const networks = (await api('/networks')).map(({ Name }: Answer) => Name);
      expect(networks).toContain(`${other.name}_default`);
      expect((await api('/secrets')).map(({ Spec }: Answer) => Spec.Name)).toContain(`${other.name}_key`);
    },

    'never-changes-configs-and-secrets': async ({ another, api }) => {
      for (const [kind, message] of [
        ['configs', /failed to update config \S+: .*only updates to Labels are allowed/],
        ['secrets', /failed to update secret \S+: .*only updates to Labels are allowed/],
      ] as const) {
        const stack = another(kind);
        const file = (version: string, more = {}) => ({
          services: { web: idle({ [kind]: ['settings'], ...more }) },
          [kind]: { settings: { file: './settings', name: `${stack.name}-${version}` } },
          networks: { later: {} },
        });
        await stack.deploy(file('1'), { files: { settings: 'one' } });
        const before = await stack.service('web');
        const changed = file('1', { networks: ['default', 'later'], labels: ['new=1'] });
        expect(await stack.refused(changed, { files: { settings: 'two' } })).toMatch(message);
        // No service was touched, but networks had been made by then.
        expect((await stack.service('web')).Spec).toEqual(before.Spec);
        const networks = (await api('/networks')).map(({ Name }: Answer) => Name);
        expect(networks).toContain(`${stack.name}_later`);
        // Another name for another content.
        await stack.deploy(file('2'), { files: { settings: 'two' } });
      }
    },

    'reads-variables-of-the-deployer-alone': async ({ stack }) => {
      const { stderr } = await stack.deploy(
        'services:\n' +
          '  web:\n' +
          '    image: localhost/bb:1\n' +
          '    environment:\n' +
          '      UNSET: "a${NEVER_SET_HERE}b"\n' +
          '      DOTENV: "a${FROM_DOTENV}b"\n' +
          '      GIVEN: "a${GIVEN_HERE}b"\n' +
          '      HASH: "u:$$apr1$abc"\n' +
          '      EMPTIED: ""\n' +
          '      PASSED:\n',
        { files: { '.env': 'FROM_DOTENV=value\n' }, env: { GIVEN_HERE: 'value', EMPTIED: 'leaks', PASSED: 'passed' } },
      );
      expect(stderr).not.toMatch(/NEVER_SET_HERE|variable/);
      expect((await stack.service('web')).Spec.TaskTemplate.ContainerSpec.Env.sort()).toEqual([
        'DOTENV=ab',
        'EMPTIED=leaks',
        'GIVEN=avalueb',
        'HASH=u:$apr1',
        'PASSED=passed',
        'UNSET=ab',
      ]);
      expect(await stack.refused('services: { web: { image: "localhost/bb:${TAG:?is required}" } }')).toMatch(
        /required variable TAG is missing a value: is required/,
      );
      expect(await stack.refused('services: { web: { image: "localhost/bb:${TAG}" } }')).toMatch(
        /invalid reference format/,
      );
    },

    'reads-env-files-line-by-line': async ({ stack }) => {
      const file = stackOf({ web: idle({ env_file: ['./web.env'] }) });
      await stack.deploy(file, {
        files: { 'web.env': 'QUOTED="a b"\nCOMMENT=a # b\nREFERENCE=${QUOTED}\n\n# nothing\n' },
      });
      expect((await stack.service('web')).Spec.TaskTemplate.ContainerSpec.Env.sort()).toEqual([
        'COMMENT=a # b',
        'QUOTED="a b"',
        'REFERENCE=${QUOTED}',
      ]);
      for (const line of ['export A=1', 'A =1'])
        expect(await stack.refused(file, { files: { 'web.env': `${line}\n` } })).toMatch(
          /contains whitespaces|white spaces/,
        );
    },

    'splits-commands-without-a-shell': async ({ stack }) => {
      await stack.deploy(
        stackOf({
          chain: {
            ...tail,
            command: 'echo one && echo "two three" > /tmp/x',
            deploy: { restart_policy: { condition: 'none' } },
          },
          word: { ...tail, command: 'sh -c echo lost', deploy: { restart_policy: { condition: 'none' } } },
        }),
      );
      expect((await stack.service('chain')).Spec.TaskTemplate.ContainerSpec.Args).toEqual([
        'echo',
        'one',
        '&&',
        'echo',
        'two three',
        '>',
        '/tmp/x',
      ]);
      await Promise.all(['chain', 'word'].map((name) => stack.task(name, ({ state }) => state === 'complete')));
      expect((await stack.logs('chain')).trim()).toBe('one && echo two three > /tmp/x');
      expect((await stack.logs('word')).trim()).toBe('');
    },

    'gives-containers-the-variables-of-the-definition-alone': async ({ stack }) => {
      await stack.deploy(stackOf({ web: idle({ environment: { TOKEN: 's3cret' } }) }), {
        env: { OF_THE_DEPLOYER: 'x' },
      });
      const [task] = await stack.running('web');
      const names = (await stack.inside(task!, 'env')).stdout.split('\n').map((line) => line.split('=')[0]!);
      expect(names.filter(Boolean).sort()).toEqual(['HOME', 'HOSTNAME', 'PATH', 'TOKEN']);
      expect((await stack.service('web')).Spec.TaskTemplate.ContainerSpec.Env).toEqual(['TOKEN=s3cret']);
    },

    'hands-over-secrets-as-files': async ({ stack }) => {
      await stack.deploy(
        {
          services: { web: idle({ secrets: ['key'], configs: ['settings'] }) },
          secrets: { key: { file: './key' } },
          configs: { settings: { file: './settings' } },
        },
        { files: { key: 'hidden', settings: 'shown' } },
      );
      const [task] = await stack.running('web');
      const said = await stack.inside(
        task!,
        'sh',
        '-c',
        'stat -Lc "%u %a" /run/secrets/key; cat /run/secrets/key /settings; env',
      );
      expect(said.stdout).toMatch(/^0 444\nhiddenshown/);
      expect(said.stdout).not.toMatch(/=hidden|=shown/);
    },

    'create-knows-other-flags-than-run': async ({ swarm, api }) => {
      for (const flag of [
        '--privileged',
        '--device=/dev/null',
        '-v=a:/a',
        '--volume=a:/a',
        '--restart=always',
        '--memory=1g',
        '--net=host',
        '--security-opt=x',
        '--rm',
        '--gpus=all',
      ])
        expect((await swarm.ask(1, ['service', 'create', '--detach', flag, 'localhost/bb:1'])).stderr).toMatch(
          /unknown (shorthand )?flag/,
        );
      const global = ['service', 'create', '--detach', '--mode', 'global', '--replicas', '2', 'localhost/bb:1'];
      expect((await swarm.ask(1, global)).stderr).toMatch(/replicas can only be used with/);
      expect(
        (await api('/services')).filter(({ Spec }: Answer) => !('com.docker.stack.namespace' in Spec.Labels)),
      ).toEqual([]);
    },

    'says-yes-to-what-never-runs': async ({ stack }) => {
      const started = Date.now();
      await stack.deploy(
        stackOf({ web: { image: 'localhost/never-built:1' }, api: { ...tail, command: ['/nonexistent'] } }),
      );
      expect(Date.now() - started).toBeLessThan(15_000);
      await stack.task(
        'web',
        ({ state, error }) => state === 'rejected' && /No such image: localhost\/never-built:1/.test(error),
      );
      await stack.task('api', ({ state, error }) => state === 'failed' && /no such file or directory/.test(error));
    },

    'ignores-fixed-addresses-and-knows-the-host-network': async ({ stack }) => {
      await stack.deploy({
        services: {
          fixed: idle({ networks: { own: { ipv4_address: '10.199.0.77' } } }),
          host: idle({ networks: ['node'] }),
        },
        networks: { own: { ipam: { config: [{ subnet: '10.199.0.0/24' }] } }, node: { external: true, name: 'host' } },
      });
      const [[fixed], [host]] = await Promise.all([stack.running('fixed'), stack.running('host')]);
      expect(fixed!.addresses).not.toContain('10.199.0.77');
      expect((await stack.container(host!)).HostConfig.NetworkMode).toBe('host');
    },
  },
);
