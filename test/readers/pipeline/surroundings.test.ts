/** Deploys in formats beside pipelines: each row a small file and what is found in it. */
import { describe, expect, test } from '@jest/globals';
import { loadShellParser } from '../../../src/cli/parsers/shell.ts';
import { pipelineReaders } from '../../../src/readers/pipeline/index.ts';
import { lines, misplaced, read, shown } from './read.ts';

const shell = await loadShellParser();

describe('Ansible', () => {
  const path = 'roles/shop/tasks/main.yml';
  const held = new Set(['roles/shop/files/docker-stack.yml', 'roles/shop/templates/over.yml.j2']);
  const found = (text: string) =>
    pipelineReaders
      .filter((reader) => reader.claims(path))
      .flatMap(
        (reader) =>
          reader.read({ path, text }, { parsers: { shell }, exists: (one) => held.has(one) }).invocations ?? [],
      );
  test('the module, with the files that the role brings along', () => {
    const text = `---
- name: Copy the stack
  ansible.builtin.copy: { src: docker-stack.yml, dest: "{{ home }}/docker-stack.yml" }
- name: Deploy the shop
  community.docker.docker_stack:
    name: shop
    with_registry_auth: true
    compose:
      - "{{ home }}/docker-stack.yml"
      - "{{ home ~ '/over.yml' }}"
      - services: { web: { image: "shop:1" } }
      - "{{ more }}"
  environment:
    TAG: "{{ tag }}"
- name: Remove the old one
  docker_stack: { name: old, state: absent }
- name: Deploy the development environment
  docker_stack: { name: shop, compose: [docker-stack.yml] }
`;
    expect(found(text).map(shown)).toEqual([
      'Deploy the shop: stack deploy | compose-file=roles/shop/files/docker-stack.yml compose-file=roles/shop/templates/over.yml.j2 compose-file compose-file=?"{{ more }}" with-registry-auth | shop',
    ]);
    expect(found(text)[0]).toMatchObject({ exports: ['TAG'], fresh: true, elsewhere: true });
  });
  test('shell text', () => {
    const text = `- hosts: managers
  environment: "{{ variables }}"
  tasks:
    - name: Deploy
      shell: cd /srv/shop && docker stack deploy -c docker-stack.yml {{ stack }}
    - command:
        argv: [docker, stack, deploy, -c, /srv/shop/docker-stack.yml, shop]
    - block:
        - raw: docker stack deploy -c other.yml other
    - command:
        cmd: docker service update --force web
`;
    expect(found(text).map(shown)).toEqual([
      'Deploy: stack deploy | compose-file=roles/shop/files/docker-stack.yml | ?{{ stack }}',
      ': stack deploy | compose-file=roles/shop/files/docker-stack.yml | shop',
      ': stack deploy | compose-file=other.yml | other',
      ': service update | force | web',
    ]);
    expect(found(text)[0]!.exports).toEqual(['*']);
  });
  test('what is no playbook', () => {
    expect(found('services:\n  web:\n    command: docker stack deploy -c a.yml b\n')).toEqual([]);
    expect(found('- shell: [docker, {')).toEqual([]);
  });
});

describe('Makefiles', () => {
  const names = (text: string) => read('Makefile', text).invocations!.map(({ exports }) => exports.join());
  const deploy = 'deploy:\n\tdocker stack deploy -c a.yml b\n';
  test.each([
    [`export\nTAG = 1\n${deploy}`, 'TAG'],
    [`include .env\nexport\n${deploy}`, '*'],
    [`include .env\nexport $(shell sed 's/=.*//' .env)\n${deploy}`, '*'],
    [`-include .env\n${deploy}`, ''],
    [`.EXPORT_ALL_VARIABLES:\nTAG := 1\n${deploy}`, 'TAG'],
    [`deploy: export TAG = 1\n${deploy}`, 'TAG'],
    [`.ONESHELL:\ndeploy:\n\texport TAG=1\n\tdocker stack deploy -c a.yml b\n`, 'TAG'],
    ['define ship\n  export TAG=$(1) && docker stack deploy -c a.yml b\nendef\n', 'TAG'],
  ])('%s', (text, expected) => expect(names(text)).toEqual([expected]));
});

describe('other files', () => {
  test.each([
    [
      'Taskfile.yml',
      'dotenv: [.env]\ntasks:\n  deploy:\n    dir: ops\n    cmds:\n      - docker stack deploy -c {{.FILE}} app\n',
      ['deploy: stack deploy | compose-file=?{{.FILE}} | app'],
    ],
    [
      '.drone.yml',
      'steps:\n  - name: ship\n    image: appleboy/drone-ssh\n    settings:\n      script:\n        - docker stack deploy -c a.yml app\n',
      ['ship: stack deploy | compose-file=a.yml | app'],
    ],
    [
      'azure-pipelines.yml',
      'steps:\n  - task: SSH@0\n    inputs:\n      runOptions: commands\n      commands: docker stack deploy -c a.yml app\n',
      [': stack deploy | compose-file=a.yml | app'],
    ],
    [
      'Jenkinsfile',
      `node { stage('Ship') { sshCommand remote: remote, command: "docker stack deploy -c a.yml app" } }`,
      ['Ship: stack deploy | compose-file=a.yml | app'],
    ],
    [
      'ci/deploy.yml',
      'deploy:\n  script:\n    - docker stack deploy -c a.yml app\n',
      ['deploy: stack deploy | compose-file=a.yml | app'],
    ],
    [
      'README.rst',
      'Deploy\n------\n\n.. code-block:: bash\n\n   docker stack deploy -c a.yml app\n',
      [': stack deploy | compose-file=a.yml | app'],
    ],
    [
      'docs/install.adoc',
      '[source,bash]\n----\n$ docker stack deploy -c a.yml app\n----\n',
      [': stack deploy | compose-file=a.yml | app'],
    ],
    [
      'README.md',
      'Run `docker stack deploy -c a.yml app` now, not `docker stack deploy`.\n',
      [': stack deploy | compose-file=a.yml | app'],
    ],
    [
      'README.md',
      '```bash\n$ cd app\n\nTAG=1 \\\ndocker stack deploy -c a.yml app\n```\n',
      [': stack deploy | compose-file=a.yml | app'],
    ],
    [
      'docker-stack.yml',
      '# Deploy with\n#   set -a; . ./.env; set +a; docker stack deploy -c docker-stack.yml app\n# and not by docker stack deploy alone\nservices: {}\n',
      [': stack deploy | compose-file=docker-stack.yml | app'],
    ],
    [
      'docker-stack.yml',
      '# docker compose -f docker-stack.yml config \\\n#   | docker stack deploy -c - app\nservices:\n  web: {}\n',
      [': compose config | file=docker-stack.yml | ', ': stack deploy | compose-file=- | app'],
    ],
    [
      'docker-stack.yml',
      '#   env $(cat .env) docker stack deploy -c docker-stack.yml app\nservices:\n  web: {}\n',
      [': stack deploy | compose-file=docker-stack.yml | app'],
    ],
  ])('%s %s', (path, text, expected) => {
    expect(lines(path, text)).toEqual(
      expected.length === 0 && path === 'docker-stack.yml'
        ? [': stack deploy | compose-file=docker-stack.yml | app']
        : expected,
    );
    expect(misplaced(path, text)).toEqual([]);
  });
});
