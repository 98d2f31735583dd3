/** `docker service create` as a service: what its flags come to, and which commands make a service at all. */
import { describe, expect, test } from '@jest/globals';
import type { Facts, Service } from '../../../src/facts/index.ts';
import type { FileTree } from '../../../src/source/index.ts';
import { lintTree } from '../../support/lint.ts';

const facts = (tree: FileTree): Facts => lintTree(tree).facts;
const created = (flags: string, image = 'registry.example/acme/web:1'): Service => {
  const { services } = facts({ 'deploy.sh': `#!/bin/sh\ndocker service create --name web ${flags} ${image}\n` });
  expect(services).toHaveLength(1);
  return services[0]!;
};

describe('flags', () => {
  test.each<[string, (service: Service) => unknown, unknown]>([
    [
      '--env A=1 -e B',
      ({ environment }) => environment.map(({ name, value }) => [name, value?.value]),
      [
        ['A', '1'],
        ['B', undefined],
      ],
    ],
    [
      '--env "URL=http://$HOST/x"',
      ({ environment }) => [environment[0]?.name, environment[0]?.value?.value],
      ['URL', undefined],
    ],
    [
      '-p 8080:80/udp',
      ({ ports }) => [ports[0]?.published?.from, ports[0]?.target?.from, ports[0]?.protocol],
      [8080, 80, 'udp'],
    ],
    [
      '--publish mode=host,target=80,published=8080',
      ({ ports }) => [ports[0]?.mode, ports[0]?.published?.from],
      ['host', 8080],
    ],
    [
      '--mount type=bind,src=/etc/x,dst=/y,readonly',
      ({ mounts: [mount] }) => [mount?.type, mount?.source, mount?.target, mount?.readOnly],
      ['bind', '/etc/x', '/y', true],
    ],
    ['--mount source=data,target=/data', ({ mounts }) => mounts[0]?.type, 'volume'],
    [
      '--network name=back,alias=www --network front',
      ({ networks }) => networks.map(({ name, aliases }) => [name, aliases]),
      [
        ['back', ['www']],
        ['front', []],
      ],
    ],
    [
      '--secret source=a,target=b --secret c',
      ({ secrets }) => secrets.map(({ source, target }) => [source, target]),
      [
        ['a', 'b'],
        ['c', undefined],
      ],
    ],
    ['--replicas 3 --update-order start-first', ({ scale }) => [scale.replicas, scale.startFirst], [3, true]],
    ['--mode global', ({ scale }) => scale.global, true],
    ['--mode replicated-job', ({ role }) => role.value, 'job'],
    [
      '--constraint "node.role == worker"',
      ({ deploy }) => deploy?.constraints.map(({ value }) => value),
      ['node.role == worker'],
    ],
    [
      '--limit-memory 512M --reserve-cpu 0.5',
      ({ deploy }) => [deploy?.limits?.memory?.value, deploy?.reservations?.cpus?.value],
      ['512M', '0.5'],
    ],
    [
      '--restart-condition none --restart-max-attempts 2',
      ({ deploy }) => [deploy?.restartPolicy?.condition?.value, deploy?.restartPolicy?.maxAttempts?.value],
      ['none', '2'],
    ],
    [
      '--health-cmd "curl -f localhost" --health-interval 5s',
      ({ healthcheck }) => [healthcheck?.test?.form, healthcheck?.interval?.value],
      ['CMD-SHELL', '5s'],
    ],
    ['--no-healthcheck', ({ healthcheck }) => healthcheck?.disabled, true],
    [
      '--log-driver local --log-opt max-size=10m',
      ({ logging }) => [logging?.driver?.value, logging?.options[0]?.value?.value],
      ['local', '10m'],
    ],
    [
      '--label a=b --container-label c=d',
      ({ deploy, labels }) => [deploy?.labels[0]?.name, labels[0]?.name],
      ['a', 'c'],
    ],
    [
      '--init --stop-grace-period 30s --user 1000 -w /srv',
      ({ init, stopGracePeriod, user, workingDirectory }) => [
        init?.value,
        stopGracePeriod?.value,
        user?.value,
        workingDirectory?.value,
      ],
      ['true', '30s', '1000', '/srv'],
    ],
    ['', ({ deploy }) => deploy, undefined],
  ])('%s', (flags, read, expected) => {
    expect(read(created(flags))).toEqual(expected);
  });

  test('arguments behind the image', () => {
    const service = created('', 'registry.example/acme/web:1 node server.js --port "$PORT"');
    expect(service.command?.argv).toEqual(['node', 'server.js', '--port', '${PORT}']);
  });

  test('places are those of the flags', () => {
    const tree = { 'deploy.sh': '#!/bin/sh\ndocker service create --name web \\\n  --publish 80:80 nginx:1\n' };
    const { at, ports, image } = facts(tree).services[0]!;
    const written = ({ start, end }: { start: number; end: number }) => tree['deploy.sh'].slice(start, end);
    expect([at, ports[0]!.at, image!.at].map(written)).toEqual(['web', '--publish 80:80', 'nginx:1']);
  });

  test('an env file is looked for where the command runs', () => {
    const tree = {
      'ops/deploy.sh':
        '#!/bin/sh\ncd "$(dirname "$0")/.."\ndocker service create --name web --env-file web.env registry.example/acme/web:1\n',
      'web.env': 'COLOUR=green\n',
    };
    expect(facts(tree).services[0]?.effectiveEnvironment.map(({ name }) => name)).toEqual(['COLOUR']);
  });
});

describe('which commands make a service', () => {
  const create = 'docker service create --name web registry.example/acme/web:1\n';
  const dockerfile = { Dockerfile: 'FROM node:22\nCMD ["node", "x.js"]\n' };
  test.each<[string, FileTree, readonly string[]]>([
    ['a deploy script', { 'deploy.sh': `#!/bin/sh\n${create}` }, ['web production']],
    ['a script of no telling name', { 'web.sh': `#!/bin/sh\n${create}` }, []],
    [
      'a script of no telling name with an image of ours',
      { 'web.sh': `#!/bin/sh\ndocker build -t registry.example/acme/web .\n${create}`, ...dockerfile },
      ['web unknown'],
    ],
    ['a pipeline', { '.gitlab-ci.yml': `release:\n  script:\n    - ${create}` }, ['web production']],
    ['a test of a pipeline', { '.gitlab-ci.yml': `e2e:\n  script:\n    - ${create}` }, []],
    ['an example', { 'examples/deploy.sh': `#!/bin/sh\n${create}` }, []],
    ['documentation', { 'README.md': `\`\`\`sh\n${create}\`\`\`\n` }, []],
    [
      'documentation of the image that is built here',
      { 'README.md': `\`\`\`sh\ndocker build -t registry.example/acme/web .\n${create}\`\`\`\n`, ...dockerfile },
      ['web unknown'],
    ],
    ['a name that is not known', { 'deploy.sh': '#!/bin/sh\ndocker service create --name "$NAME" nginx\n' }, []],
    ['an image that is not known', { 'deploy.sh': '#!/bin/sh\ndocker service create --name web $OPTIONS nginx\n' }, []],
    ['two ways to create it', { 'deploy.sh': `#!/bin/sh\nif x; then ${create}else ${create}fi\n` }, ['web production']],
  ])('%s', (_name, tree, expected) => {
    expect(facts(tree).services.map(({ name, purpose }) => `${name} ${purpose}`)).toEqual(expected);
  });

  test('what cannot be known is a gap', () => {
    const { gaps } = facts({
      'deploy.sh': '#!/bin/sh\ndocker service create nginx\ndocker service create --name a $X nginx\n',
    });
    expect(gaps.map(({ why }) => why)).toEqual([
      'docker service create without --name: Docker makes up a name',
      'docker service create: which image a runs cannot be known',
    ]);
  });
});
