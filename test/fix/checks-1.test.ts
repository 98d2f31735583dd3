/** What the checks of factors 1 to 6 mend, in the words of the files; and what they leave to people. */
import { expect, test } from '@jest/globals';
import { rules } from '../../rules/index.ts';
import type { Finding } from '../../src/engine/report.ts';
import { fixAll } from '../../src/fix/index.ts';
import type { Safety } from '../../src/kit/index.ts';
import type { Linted } from '../../src/lint.ts';
import type { FileTree } from '../../src/source/index.ts';
import { lintTree, versionControlIn } from '../support/lint.ts';

const checks = rules.flatMap(({ factor, checks }) => (factor <= 6 ? checks : [])).filter(({ fix }) => fix);

/** The repository, with fixes of this check alone. */
function linted(tree: FileTree, id: string): Linted {
  const run = lintTree(tree, versionControlIn(tree));
  const only = (one: Linted['report']['findings'][number]) => {
    const { fix, ...rest } = one;
    return rest.check === id && fix ? { ...rest, fix } : rest;
  };
  return { ...run, report: { ...run.report, findings: run.report.findings.map(only) } };
}

const mended = (tree: FileTree, id: string, most: Safety) =>
  fixAll(tree, linted(tree, id), most, (changed) => linted(changed, id));

const left = ({ run }: { readonly run: Linted }, id: string) =>
  run.report.findings.filter(({ check }) => check === id).map(({ message }) => message);

/** Their bad examples show what nobody can mend for certain. */
const stubborn = [
  // With its first dependency the program lacks a lock.
  'dependencies/dev-dependency-imported',
  // What is set is called almost the same: one of the two names is wrong.
  'config/required-env-missing',
  'config/unused-env',
  // The value of a variable is in the image; profiles may be meant to keep a service out.
  'config/secret-in-image',
  'build-release-run/stack-rejected',
  // The order comes with an anchor that other services share.
  'backing-services/stateful-start-first',
];

test.each(checks.map(({ id, examples, fix }) => [id, examples.bad, fix!.safety] as const))(
  '%s mends its own example',
  (id, tree) => {
    const once = mended(tree, id, 'suggested');
    expect(left(once, id).length > 0).toBe(stubborn.includes(id));
    const twice = mended({ ...tree, ...Object.fromEntries(once.texts) }, id, 'suggested');
    expect(twice.texts.size).toBe(0);
  },
);

interface Row {
  readonly check: string;
  readonly does: string;
  readonly before: string;
  /** Absent: it stays as it is. */
  readonly after?: string;
  /** Defaults to a stack file. */
  readonly path?: string;
  readonly beside?: FileTree;
  /** Defaults to safe. */
  readonly suggested?: true;
}

const rejected = 'build-release-run/stack-rejected';
const ignored = 'build-release-run/stack-key-ignored';
const unset = 'config/interpolation-unset';
const enforced = 'dependencies/lockfile-not-enforced';

const service = (lines: string, more = ''): string =>
  `services:\n  web:\n    image: registry.example/web:1.4.2\n${lines.replace(/^(?=.)/gm, '    ')}    deploy:\n      replicas: 2\n${more}`;

const built: FileTree = {
  'docker-stack.yml':
    'services:\n  web:\n    image: registry.example/shop:1.4.2\n    build: .\n    ports: ["80:3000"]\n',
  'package.json': '{ "name": "shop", "dependencies": { "express": "^5.1.0" } }',
  'server.js': "import express from 'express';\n\nexpress().listen(3000);\n",
};
const image = (copied: string, install: string): string =>
  `FROM node:22-slim\nWORKDIR /app\nCOPY ${copied} ./\nRUN ${install}\nCOPY . .\nCMD ["node", "server.js"]\n`;
const npm: FileTree = { ...built, 'package-lock.json': '{ "name": "shop", "lockfileVersion": 3, "packages": {} }' };
const yarn: FileTree = { ...built, 'yarn.lock': '# yarn lockfile v1\n' };
const both = 'package.json package-lock.json';

const rows: readonly Row[] = [
  {
    check: rejected,
    does: 'quotes what YAML takes for a number or a boolean, comments stay',
    before: service('# for the proxy\nuser: 1000 # www\nenvironment:\n  DEBUG: true\n  LEVEL: info\n'),
    after: service('# for the proxy\nuser: "1000" # www\nenvironment:\n  DEBUG: "true"\n  LEVEL: info\n'),
  },
  {
    check: rejected,
    does: 'quotes in the style of the file, also what an anchor shares',
    before: `x-limits: &limits\n  limits: { cpus: 0.5, memory: '256M' }\n${service("hostname: 'web'\n").replace('replicas: 2\n', 'resources: *limits\n')}`,
    after: `x-limits: &limits\n  limits: { cpus: '0.5', memory: '256M' }\n${service("hostname: 'web'\n").replace('replicas: 2\n', 'resources: *limits\n')}`,
  },
  {
    check: rejected,
    does: 'quotes the version and keys',
    before: `version: 3.8\n${service('environment:\n  8080: on\n')}`,
    after: `version: "3.8"\n${service('environment:\n  "8080": on\n')}`,
  },
  {
    check: rejected,
    does: 'takes quotes off',
    before: service(
      'ports:\n  - target: 80\n    published: "8080" # outside\nsecrets:\n  - { source: a, mode: "0440" }\n',
      'secrets:\n  a:\n    external: "true"\n',
    ),
    after: service(
      'ports:\n  - target: 80\n    published: 8080 # outside\nsecrets:\n  - { source: a, mode: 0440 }\n',
      'secrets:\n  a:\n    external: true\n',
    ),
  },
  {
    check: rejected,
    does: 'writes conditions of depends_on as a list',
    before: service('depends_on:\n  db:\n    condition: service_healthy\n', '  db:\n    image: postgres:16.4\n'),
    after: service('depends_on:\n  - db\n', '  db:\n    image: postgres:16.4\n'),
  },
  {
    check: rejected,
    does: 'but leaves them to people where Compose reads them as well',
    path: 'docker-compose.yml',
    beside: { 'deploy.sh': '#!/bin/sh\ndocker stack deploy --detach=false -c docker-compose.yml shop\n' },
    before: service('depends_on:\n  db:\n    condition: service_healthy\n', '  db:\n    image: postgres:16.4\n'),
  },
  {
    check: rejected,
    does: 'writes one word as a list, and drops what stands there twice',
    before: service('cap_add: NET_ADMIN\ncap_drop:\n  - ALL\n  - ALL\n'),
    after: service('cap_add:\n  - NET_ADMIN\ncap_drop:\n  - ALL\n'),
  },
  {
    check: rejected,
    does: 'drops the name of the project',
    before: `name: shop\n\n${service('')}`,
    after: service(''),
  },
  {
    check: rejected,
    does: 'doubles what is no variable',
    before: service('command: ["grep", "^a$", "$(date)", "$$HOME"]\n'),
    after: service('command: ["grep", "^a$$", "$$(date)", "$$HOME"]\n'),
  },
  {
    check: rejected,
    does: 'leaves the driver to Swarm, and the network where it is',
    before: service(
      'networks: [front, back]\n',
      'networks:\n  front:\n    driver: bridge\n  back:\n    driver: bridge\n    internal: true\n',
    ),
    after: service('networks: [front, back]\n', 'networks:\n  front:\n  back:\n    internal: true\n'),
  },
  {
    check: rejected,
    does: 'suggests the name that Swarm knows',
    before: service('# by experience\nmem_limit: 512m # at most\ncpus: 0.5\nscale: 1\n').replace(
      '    deploy:\n      replicas: 2\n',
      '',
    ),
    after:
      'services:\n  web:\n    image: registry.example/web:1.4.2\n    deploy:\n      resources:\n        limits:\n          # by experience\n          memory: 512m # at most\n          cpus: "0.5"\n      replicas: 1\n',
    suggested: true,
  },
  { check: rejected, does: 'never over what is there', before: service('scale: 3\n'), suggested: true },
  {
    check: rejected,
    does: 'suggests to declare a volume',
    before: service('volumes: ["data:/data"]\n').replace(
      'replicas: 2',
      'placement: { constraints: [node.hostname == a] }',
    ),
    after: `${service('volumes: ["data:/data"]\n').replace('replicas: 2', 'placement: { constraints: [node.hostname == a] }')}\nvolumes:\n  data:\n`,
    suggested: true,
  },
  {
    check: rejected,
    does: 'beside those that are declared',
    before: service('volumes: ["data:/data", "tmp:/tmp"]\n', 'volumes:\n  tmp:\n').replace(
      'replicas: 2',
      'placement: { constraints: [node.hostname == a] }',
    ),
    after: service('volumes: ["data:/data", "tmp:/tmp"]\n', 'volumes:\n  tmp:\n  data:\n').replace(
      'replicas: 2',
      'placement: { constraints: [node.hostname == a] }',
    ),
    suggested: true,
  },
  {
    check: rejected,
    does: 'suggests the version that all of its keys need',
    before: `version: "3.3"\n${service('init: true\n').replace('replicas: 2\n', 'replicas: 2\n      placement: { max_replicas_per_node: 1 }\n')}`,
    after: `version: "3.8"\n${service('init: true\n').replace('replicas: 2\n', 'replicas: 2\n      placement: { max_replicas_per_node: 1 }\n')}`,
    suggested: true,
  },
  {
    check: rejected,
    does: 'opens no port that is bound to one address, and starts no service that a profile keeps out',
    before: service('profiles: [tools]\nports:\n  - { target: 80, published: 8080, host_ip: 127.0.0.1 }\n'),
    suggested: true,
  },
  {
    check: ignored,
    does: 'lists a grant once',
    before: service('configs: [site, site]\n', 'configs:\n  site:\n    external: true\n'),
    after: service('configs: [site]\n', 'configs:\n  site:\n    external: true\n'),
  },
  {
    check: ignored,
    does: 'mounts memory behind the mounts that are there',
    before: service('shm_size: 64m\nvolumes:\n  - data:/data # keep\n', 'volumes:\n  data:\n'),
    after: service(
      'volumes:\n  - data:/data # keep\n  - type: tmpfs\n    target: /dev/shm\n    tmpfs:\n      size: 67108864\n',
      'volumes:\n  data:\n',
    ),
    suggested: true,
  },
  {
    check: ignored,
    does: 'not where options would be lost',
    before: service('tmpfs: /run:size=1m,uid=1000\n'),
    suggested: true,
  },
  {
    check: ignored,
    does: 'puts CMD in front, or writes one text',
    before: service('healthcheck:\n  test: ["curl", "-f", "http://localhost"]\n'),
    after: service('healthcheck:\n  test: ["CMD", "curl", "-f", "http://localhost"]\n'),
    suggested: true,
  },
  {
    check: ignored,
    does: 'also without a blank behind the bracket',
    before: service('healthcheck:\n  test: ["CMD-SHELL nc -z localhost 25"]\n'),
    after: service('healthcheck:\n  test: nc -z localhost 25\n'),
    suggested: true,
  },
  {
    check: ignored,
    does: 'removes habits of Compose',
    before: service('container_name: web\n'),
    after: service(''),
    suggested: true,
  },
  {
    check: ignored,
    does: 'but not what Compose reads, nor what something relies on',
    path: 'docker-compose.yml',
    beside: { 'deploy.sh': '#!/bin/sh\ndocker stack deploy --detach=false -c docker-compose.yml shop\n' },
    before: service('container_name: web\nprivileged: true\n'),
    suggested: true,
  },
  {
    check: unset,
    does: 'doubles the dollar signs of a hash, commas and all, and no other',
    before: service('environment:\n  HASH: $argon2id$v=19$m=65540,t=3,p=4$c2Fsd$aGFz\n  TAG: ${TAG:-1}\n'),
    after: service('environment:\n  HASH: $$argon2id$$v=19$$m=65540,t=3,p=4$$c2Fsd$$aGFz\n  TAG: ${TAG:-1}\n'),
  },
  {
    check: unset,
    does: 'not where a variable stands within',
    before: service('environment:\n  HASH: $apr1$x${SALT:-x}$abcdefgh\n'),
  },
  {
    check: unset,
    does: 'demands what nothing sets, at every place',
    beside: {
      'deploy.sh': '#!/bin/sh\ndocker stack deploy --detach=false -c docker-stack.yml shop\n',
      '.env': 'TAG=1\n',
    },
    before: service('labels:\n  version: ${TAG}\n  also: "v${TAG:-1} $TAG"\n'),
    after: service('labels:\n  version: ${TAG:?TAG is required}\n  also: "v${TAG:-1} ${TAG:?TAG is required}"\n'),
    suggested: true,
  },
  {
    check: 'config/env-file-dialect',
    does: 'takes off what is too much, and keeps comments',
    path: 'web.env',
    beside: { 'docker-stack.yml': service('env_file: web.env\n') },
    before: 'A="x"\r\nB=1  # one\r\nC = 2\r\nD=\'\'\r\n# end\r\n',
    after: 'A=x\r\n# one\r\nB=1\r\nC=2\r\nD=\r\n# end\r\n',
  },
  {
    check: 'config/env-file-dialect',
    does: 'not where escapes and variables would come to something else',
    path: 'web.env',
    beside: { 'docker-stack.yml': service('env_file: web.env\n') },
    before: 'A="x\\ny"\nB=1\n',
    suggested: true,
  },
  {
    check: 'config/env-file-dialect',
    does: 'leaves to people what a shell reads otherwise',
    path: 'web.env',
    beside: { 'docker-stack.yml': service('env_file: web.env\n') },
    before: 'A="two words"\n',
  },
  {
    check: enforced,
    does: 'runs npm ci, with the flags that are there',
    path: 'Dockerfile',
    beside: npm,
    before: image(both, 'apt-get update \\\n # tools\n && npm  i --omit=dev'),
    after: image(both, 'apt-get update \\\n # tools\n && npm  ci --omit=dev'),
  },
  {
    check: enforced,
    does: 'not where the command means something else, or another install went before',
    path: 'Dockerfile',
    beside: npm,
    before: image(both, 'npm install --no-package-lock').replace('COPY . .\n', 'RUN npm install --force\nCOPY . .\n'),
    suggested: true,
  },
  {
    check: enforced,
    does: 'knows the yarn it is',
    path: 'Dockerfile',
    beside: { ...yarn, '.yarnrc.yml': 'nodeLinker: node-modules\n' },
    before: image('package.json yarn.lock', 'yarn'),
    after: image('package.json yarn.lock', 'yarn --immutable'),
  },
  {
    check: enforced,
    does: 'restores packages of .NET in locked mode',
    path: 'Dockerfile',
    beside: {
      'docker-stack.yml': service('build: .\n').replace('web:1.4.2', 'api:1.4.2'),
      'Api.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup><PackageReference Include="Serilog" Version="4.2.0" /></ItemGroup></Project>\n',
      'packages.lock.json': '{ "version": 1, "dependencies": {} }\n',
    },
    before: 'FROM mcr.microsoft.com/dotnet/sdk:9.0\nWORKDIR /app\nCOPY . .\nRUN dotnet restore Api.csproj\n',
    after:
      'FROM mcr.microsoft.com/dotnet/sdk:9.0\nWORKDIR /app\nCOPY . .\nRUN dotnet restore --locked-mode Api.csproj\n',
  },
  {
    check: 'dependencies/lockfile-not-copied',
    does: 'copies the lock from where the manifest is',
    path: 'Dockerfile',
    beside: yarn,
    before: image('./package*.json', 'yarn install --frozen-lockfile'),
    after: image('./package*.json ./yarn.lock', 'yarn install --frozen-lockfile'),
  },
  {
    check: 'dependencies/lockfile-not-copied',
    does: 'takes out the line that keeps the lock out',
    path: '.dockerignore',
    beside: { ...yarn, Dockerfile: image('package.json yarn.lock', 'yarn install --frozen-lockfile') },
    before: 'node_modules\n/yarn.lock\n.git\n',
    after: 'node_modules\n.git\n',
  },
  {
    check: 'dependencies/lockfile-not-copied',
    does: 'not to a target that may be a file',
    path: 'Dockerfile',
    beside: yarn,
    before: image('package.json', 'yarn install --frozen-lockfile').replace('package.json ./', 'package.json /app'),
    suggested: true,
  },
  {
    check: 'dependencies/dev-dependency-imported',
    does: 'moves the package, in its order',
    path: 'package.json',
    beside: {
      ...npm,
      Dockerfile: image(both, 'npm ci --omit=dev'),
      'server.js': "import 'dayjs';\nimport 'express';\n",
    },
    before:
      '{\n  "dependencies": {\n    "cors": "2.8.5",\n    "express": "5.1.0"\n  },\n  "devDependencies": {\n    "dayjs": "1.11.13",\n    "jest": "30.0.0"\n  }\n}\n',
    after:
      '{\n  "dependencies": {\n    "cors": "2.8.5",\n    "dayjs": "1.11.13",\n    "express": "5.1.0"\n  },\n  "devDependencies": {\n    "jest": "30.0.0"\n  }\n}\n',
  },
  {
    check: 'dependencies/dev-dependency-imported',
    does: 'not where the lock of pnpm tells the groups apart',
    path: 'package.json',
    beside: {
      ...built,
      'pnpm-lock.yaml': "lockfileVersion: '9.0'\n",
      Dockerfile: image('package.json pnpm-lock.yaml', 'pnpm install --frozen-lockfile --prod'),
      'server.js': "import 'dayjs';\n",
    },
    before: '{ "devDependencies": { "dayjs": "1.11.13" } }\n',
    suggested: true,
  },
  {
    check: 'config/required-env-missing',
    does: 'adds to the list that is there',
    beside: {
      Dockerfile: 'FROM node:22-slim\nCOPY . .\nCMD ["node", "server.js"]\n',
      'package.json': '{ "name": "shop" }',
      'server.js': "if (!process.env.SHOP_REGION) throw new Error('SHOP_REGION');\n",
    },
    before: service('build: .\nenvironment:\n  - NODE_ENV=production # always\n'),
    after: service('build: .\nenvironment:\n  - NODE_ENV=production # always\n  - SHOP_REGION=${SHOP_REGION:?}\n'),
    suggested: true,
  },
  {
    check: 'config/config-bind-mount',
    does: 'hands the file over as a config',
    beside: { 'conf/nginx.conf': 'events {}\n' },
    before: service(
      'volumes:\n  - ./conf/nginx.conf:/etc/nginx/nginx.conf:ro\n  - data:/data\n',
      'volumes:\n  data:\n',
    ),
    after: `${service('volumes:\n  - data:/data\n', '    configs:\n      - source: nginx_conf\n        target: /etc/nginx/nginx.conf\nvolumes:\n  data:\n')}\nconfigs:\n  nginx_conf:\n    file: ./conf/nginx.conf\n    name: nginx_conf_v1\n`,
    suggested: true,
  },
  {
    check: 'config/config-bind-mount',
    does: 'not a key, nor a script',
    beside: { 'tls/private.pem': 'x\n', 'init.sh': '#!/bin/sh\n' },
    before: service(
      'volumes:\n  - ./tls/private.pem:/etc/tls/private.pem\n  - ./init.sh:/docker-entrypoint-initdb.d/init.sh\n',
    ),
    suggested: true,
  },
  {
    check: 'config/secret-in-image',
    does: 'adds to the ignore file, unless COPY wants the file',
    path: '.dockerignore',
    beside: {
      ...built,
      '.env': 'SESSION_SECRET=kT9vXq2LmZ8pRw4N\n',
      Dockerfile: 'FROM node:22-slim\nCOPY . .\nCMD ["node", "server.js"]\n',
    },
    before: 'node_modules\n',
    after: 'node_modules\n.env\n',
    suggested: true,
  },
  {
    check: 'config/immutable-config-update',
    does: 'keeps the name that is given',
    beside: { 'nginx.conf': 'events {}\n' },
    before: service('configs: [site]\n', 'configs:\n  site:\n    name: shop_site # old\n    file: ./nginx.conf\n'),
    after: service(
      'configs: [site]\n',
      'configs:\n  site:\n    name: shop_site_${SITE_HASH:?} # old\n    file: ./nginx.conf\n',
    ),
    suggested: true,
  },
  {
    check: 'build-release-run/missing-registry-auth',
    does: 'adds the flag to a command on several lines',
    path: 'deploy.sh',
    before: '#!/bin/sh\ndocker login ghcr.io\ndocker stack deploy \\\n  --detach=false \\\n  -c stack.yml "$STACK"\n',
    after:
      '#!/bin/sh\ndocker login ghcr.io\ndocker stack deploy \\\n  --with-registry-auth --detach=false \\\n  -c stack.yml "$STACK"\n',
  },
  {
    check: 'build-release-run/fire-and-forget-deploy',
    does: 'waits, inside of quotes and of another command too',
    path: '.gitlab-ci.yml',
    before: 'deploy:\n  script:\n    - "ssh node \'cd /srv && docker stack deploy -c stack.yml shop\'"\n',
    after: 'deploy:\n  script:\n    - "ssh node \'cd /srv && docker stack deploy --detach=false -c stack.yml shop\'"\n',
  },
  {
    check: 'build-release-run/fire-and-forget-deploy',
    does: 'waits for every deploy of the job',
    path: '.gitlab-ci.yml',
    before: 'deploy:\n  script:\n    - docker stack deploy -c a.yml a\n    - |\n      docker stack deploy -c b.yml b\n',
    after:
      'deploy:\n  script:\n    - docker stack deploy --detach=false -c a.yml a\n    - |\n      docker stack deploy --detach=false -c b.yml b\n',
  },
  {
    check: 'build-release-run/mutable-image-tag',
    does: 'not for a variable that holds more than the tag',
    before: service('').replace('registry.example/web:1.4.2', '${WEB_IMAGE:-shop/web:latest}'),
    suggested: true,
  },
  {
    check: 'build-release-run/fire-and-forget-deploy',
    does: 'not with a client that has no such flag',
    path: '.gitlab-ci.yml',
    before: 'deploy:\n  image: docker:24\n  script:\n    - docker stack deploy -c stack.yml shop\n',
    suggested: true,
  },
  {
    check: 'backing-services/vip-idle-timeout',
    does: 'not for a database that publishes a port',
    path: 'docker-stack.yml',
    beside: Object.fromEntries(
      Object.entries(checks.find(({ id }) => id === 'backing-services/vip-idle-timeout')!.examples.bad).filter(
        ([path]) => path !== 'docker-stack.yml',
      ),
    ),
    before: checks
      .find(({ id }) => id === 'backing-services/vip-idle-timeout')!
      .examples.bad['docker-stack.yml']!.replace('postgres:17.5\n', 'postgres:17.5\n    ports: ["5432:5432"]\n'),
    suggested: true,
  },
];

test.each(rows.map((row) => [`${row.check} ${row.does}`, row] as const))('%s', (_, row) => {
  const path = row.path ?? 'docker-stack.yml';
  const tree = { ...row.beside, [path]: row.before };
  const most = row.suggested ? 'suggested' : 'safe';
  const { texts, run } = mended(tree, row.check, most);
  expect(texts.get(path)).toBe(row.after);
  const trouble = (findings: readonly Finding[]) => findings.filter(({ check }) => check === row.check).length;
  // Without a finding there would be nothing to leave alone.
  expect(trouble(lintTree(tree, versionControlIn(tree)).report.findings)).toBeGreaterThan(0);
  if (row.after !== undefined) expect(trouble(run.report.findings)).toBe(0);
});
