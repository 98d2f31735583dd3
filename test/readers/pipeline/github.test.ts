import { describe, expect, test } from '@jest/globals';
import { lines, misplaced, read } from './read.ts';

const path = '.github/workflows/deploy.yml';
const workflow = `# é 😀
on: push
env:
  REGISTRY: ghcr.io
jobs:
  build:
    runs-on: ubuntu-latest
    env: { IMAGE: "a/b" }
    steps:
      - uses: actions/checkout@v4
      - uses: docker/login-action@v3
        with:
          registry: ghcr.io
          username: \${{ github.actor }}
          password: \${{ secrets.TOKEN }}
      - uses: docker/build-push-action@v6
        with:
          context: ./api
          file: api/Dockerfile
          target: production
          push: \${{ github.ref == 'refs/heads/main' }}
          tags: |
            ghcr.io/a/b:latest
            ghcr.io/a/b:\${{ github.sha }}
      - name: é
        run: |
          echo "TAG=1" >> $GITHUB_ENV

          docker push \\
            "$REGISTRY/ü:1"
      - run: >-
          docker build
          -t 'x:\${{ github.sha }}'
          .
      - run: "docker tag a \\"b\\""
      - run: docker push 'it''s'
        shell: pwsh
      - run: docker
          push plain
  deploy:
    runs-on: ubuntu-latest
    defaults: { run: { working-directory: ops } }
    steps:
      - run: cd x && docker stack deploy -c \${{ inputs.file }} --with-registry-auth app
        env: { TAG: "1" }
      - uses: appleboy/ssh-action@v1
        with:
          envs: TAG,OTHER
          script: |
            cd /srv/app
            docker stack deploy -c stack.yml app
      - uses: cssnr/stack-deploy-action@v1
        with: { name: app, file: stack.yml, env_file: .env }
`;

describe('GitHub workflows', () => {
  test('runs and ready-made steps, in order', () => {
    expect(lines(path, workflow)).toEqual([
      'build: login | username=?${{ github.actor }} | ghcr.io',
      "build: buildx build | tag=ghcr.io/a/b:latest tag=?ghcr.io/a/b:${{ github.sha }} file=api/Dockerfile target=production push=?${{ github.ref == 'refs/heads/main' }} | ./api",
      'build: push |  | ?"$REGISTRY/ü:1"',
      "build: build | tag=?'x:${{ github.sha }}' | .",
      'build: tag |  | a b',
      'build: push |  | plain',
      'deploy: stack deploy | compose-file=?${{ inputs.file }} with-registry-auth | app',
      'deploy: stack deploy | compose-file=stack.yml | app',
      'deploy: stack deploy | detach=false compose-file=stack.yml | app',
    ]);
  });

  test('every word stands where the file has it', () => {
    expect(misplaced(path, workflow)).toEqual([]);
    const [push] = read(path, workflow).invocations!.filter(({ command }) => command[0] === 'push');
    expect(workflow.slice(push!.at.start, push!.at.end)).toBe('docker push \\\n            "$REGISTRY/ü:1"');
  });

  test('variables, directory, other machines', () => {
    const found = read(path, workflow).invocations!;
    expect(found.map(({ exports, directory, remote }) => [exports.join(), directory, remote])).toEqual([
      ['REGISTRY,IMAGE', '', undefined],
      ['REGISTRY,IMAGE', '', undefined],
      ['REGISTRY,IMAGE', '', undefined],
      ['REGISTRY,IMAGE,TAG', '', undefined],
      ['REGISTRY,IMAGE,TAG', '', undefined],
      ['REGISTRY,IMAGE,TAG', '', undefined],
      ['REGISTRY,TAG', 'ops/x', undefined],
      ['TAG,OTHER', undefined, true],
      ['REGISTRY,*', '', true],
    ]);
  });

  test('no secret is taken over from a login step', () => {
    expect(JSON.stringify(read(path, workflow))).not.toContain('secrets.TOKEN');
  });

  test('composite actions', () => {
    const text = 'runs:\n  using: composite\n  steps:\n    - run: docker push a\n      shell: bash\n';
    expect(lines('actions/x/action.yml', text)).toEqual([': push |  | a']);
  });
});

describe('bad input', () => {
  test.each([
    ['jobs: [\n  docker', 1],
    ['docker: &a [*a, *a]', 0],
    ['jobs:\n  a:\n    steps:\n      - run: docker ps "\n', 0],
    ['- run: |9\n docker', undefined],
    [`a: &a docker\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n${'c'.repeat(10)}: [*b,*b,*b,*b]\n`, 0],
  ])('%j', (text, gaps) => {
    const found = read(path, text);
    if (gaps !== undefined) expect(found.gaps).toHaveLength(gaps);
    expect(Array.isArray(found.invocations)).toBe(true);
  });

  test('a bomb of aliases ends', () => {
    const rows = Array.from(
      { length: 12 },
      (_, row) =>
        `k${row}: &k${row} [${Array(10)
          .fill(row === 0 ? 'docker' : `*k${row - 1}`)
          .join()}]`,
    );
    expect(read(path, rows.join('\n')).invocations).toEqual([]);
  });

  test('without a shell parser the file is a gap, unless it never speaks of docker', () => {
    expect(read(path, 'run: docker ps', {}).gaps).toHaveLength(1);
    expect(read(path, 'run: ls', {}).gaps).toEqual([]);
  });
});
