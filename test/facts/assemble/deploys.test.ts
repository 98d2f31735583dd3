import { describe, expect, test } from '@jest/globals';
import type { FileTree } from '../../../src/source/index.ts';
import { lintTree } from '../../support/lint.ts';

const stack = (name = 'web') => `services:\n  ${name}:\n    image: shop:1\n`;

/** `files | filters | exports`, one line per deploy; `?` where not all files are known. */
const deploys = (tree: FileTree): readonly string[] =>
  lintTree(tree).facts.deploys.map(({ files, complete, filters, invocation }) =>
    [
      files.join(' ') + (complete ? '' : ' ?'),
      filters.map(({ kind, tool, envFiles }) => `${kind} ${tool}${envFiles ? ` ${envFiles.join()}` : ''}`).join(', '),
      [...invocation.exports, ...(invocation.unexported ?? []).map(({ name }) => `-${name}`)].join(' '),
    ].join(' | '),
  );

const script = (text: string, more: FileTree = {}): readonly string[] =>
  deploys({ 'deploy.sh': `#!/bin/bash\n${text}\n`, 'stack.yml': stack(), 'docker-compose.yml': stack(), ...more });

describe('what stands between the file and the deploy', () => {
  test.each([
    ['docker stack deploy -c stack.yml a', 'stack.yml |  | '],
    ['cat stack.yml docker-compose.yml | docker stack deploy -c - a', 'stack.yml docker-compose.yml |  | '],
    ['docker stack deploy -c - a < stack.yml', 'stack.yml |  | '],
    ['docker stack deploy -c /dev/stdin a < ./stack.yml', 'stack.yml |  | '],
    ['envsubst < stack.yml | docker stack deploy -c - a', 'stack.yml | fills-in envsubst | '],
    ['docker stack deploy -c <(envsubst < stack.yml) a', 'stack.yml | fills-in envsubst | '],
    ['docker compose config | docker stack deploy -c - a', 'docker-compose.yml | renders docker compose config | '],
    [
      'docker compose --env-file prod.env -f stack.yml config | sed "/^name:/d" | docker stack deploy -c - a',
      'stack.yml | renders docker compose config prod.env, edits sed | ',
    ],
    [
      'docker-compose -f stack.yml config > out.yml\ndocker stack deploy -c out.yml a',
      'stack.yml | renders docker-compose | ',
    ],
    [
      'docker compose -f stack.yml config -o /tmp/out.yml && docker stack deploy -c /tmp/out.yml a',
      'stack.yml | renders docker compose config | ',
    ],
    ['envsubst < stack.yml > "$OUT"; docker stack deploy -c "$OUT" a', 'stack.yml | fills-in envsubst | '],
    ['sed -i "s/x/y/" stack.yml\ndocker stack deploy -c stack.yml a', 'stack.yml | edits sed | '],
    ['cp stack.yml out.yml; yq -i ".a=1" out.yml; docker stack deploy -c out.yml a', 'stack.yml | edits yq | '],
    ['(cat stack.yml; cat docker-compose.yml) | docker stack deploy -c - a', 'stack.yml docker-compose.yml |  | '],
    ["cat stack.yml | ssh host 'docker stack deploy -c - a'", 'stack.yml |  | '],
    ['ssh host docker stack deploy -c - a < stack.yml', 'stack.yml |  | '],
    ['curl -s https://example.com/a.yml | docker stack deploy -c - a', ' ? |  | '],
    ['docker stack deploy -c "$FILE" a', ' ? |  | '],
    ['docker stack deploy -c stack.yml -c "$FILE" a', 'stack.yml ? |  | '],
    ['docker stack deploy -c stack.yml,docker-compose.yml a', 'stack.yml docker-compose.yml |  | '],
    ['$SUDO docker stack deploy -c stack.yml a', 'stack.yml |  | '],
    ['DOCKER="sudo docker"; $DOCKER stack deploy -c stack.yml a', 'stack.yml |  | -DOCKER'],
    ['docker-production stack up -c stack.yml a', 'stack.yml |  | '],
    ['docker --context production stack deploy -c stack.yml a', 'stack.yml |  | '],
    ["sops exec-env secrets.yaml 'docker stack deploy -c stack.yml a'", 'stack.yml |  | *'],
  ])('%s', (text, expected) => {
    expect(script(text)).toEqual([expected]);
  });
});

describe('what its environment holds', () => {
  test.each([
    ['TAG=1\ndocker stack deploy -c stack.yml a', '-TAG'],
    ['TAG=1\nexport TAG\ndocker stack deploy -c stack.yml a', 'TAG'],
    ['set -a\nTAG=1\ndocker stack deploy -c stack.yml a', 'TAG'],
    [`TAG=\${TAG:-1}\ndocker stack deploy -c stack.yml a`, ''],
    ['read -r TAG\ndocker stack deploy -c stack.yml a', '-TAG'],
    ['TAG=1\nsh -c "docker stack deploy -c stack.yml a"', ''],
    ['if [ -z "$TAG" ]; then TAG=1; fi\ndocker stack deploy -c stack.yml a', ''],
    ['run() { docker stack deploy -c stack.yml a; }\nexport TAG=1\nrun', 'TAG'],
    ['export A=1; unset A; docker stack deploy -c stack.yml a', ''],
    ['export $(cat .env | xargs) && docker stack deploy -c stack.yml a', '*'],
    ['env $(cat .env) docker stack deploy -c stack.yml a', '*'],
    ['dotenv run -- docker stack deploy -c stack.yml a', '*'],
    ['dotenvx run -f .env.production -- docker stack deploy -c stack.yml a', '*'],
    ['direnv exec . docker stack deploy -c stack.yml a', '*'],
    ['doppler run -p x -- docker stack deploy -c stack.yml a', '*'],
    ['op run --env-file .env -- docker stack deploy -c stack.yml a', '*'],
    ['infisical run --env=prod -- docker stack deploy -c stack.yml a', '*'],
    ['. ./.env\ndocker stack deploy -c stack.yml a', ''],
    ['set -a; . ./.env; set +a\ndocker stack deploy -c stack.yml a', '*'],
  ])('%s', (text, expected) => {
    expect(script(text)).toEqual([`stack.yml |  | ${expected}`]);
  });
});

describe('workflows', () => {
  const workflow = (job: string, step = '') => ({
    'stack.yml': stack(),
    '.github/workflows/deploy.yml': `on: push
jobs:
  deploy:
    ${job}
    steps:
      - uses: actions/checkout@v4
${step}      - run: docker stack deploy -c stack.yml a
      - uses: acme/load-settings@v1
`,
  });
  test.each([
    ['a machine of GitHub', workflow('runs-on: ubuntu-latest'), ''],
    ['a machine of its own', workflow('runs-on: [self-hosted, linux]'), '*'],
    ['a matrix of machines', workflow(`runs-on: \${{ matrix.os }}`), '*'],
    ['an action that may set anything', workflow('runs-on: ubuntu-latest', '      - uses: acme/dotenv@v1\n'), '*'],
    [
      'a step that hands on',
      workflow('runs-on: ubuntu-latest', '      - run: echo "TAG=1 docker" >> $GITHUB_ENV\n'),
      'TAG',
    ],
    ['the environment of the job', workflow(`env: { TAG: "\${{ secrets.TAG }}" }`), 'TAG'],
  ])('%s', (_, tree, expected) => {
    expect(deploys(tree)).toEqual([`stack.yml |  | ${expected}`]);
  });
});
