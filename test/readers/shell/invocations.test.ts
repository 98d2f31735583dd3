import { describe, expect, test } from '@jest/globals';
import { loadShellParser } from '../../../src/cli/parsers/shell.ts';
import type { Invocation } from '../../../src/facts/shell.ts';
import { scriptReader } from '../../../src/readers/shell/index.ts';

const shell = await loadShellParser();
const context = { parsers: { shell }, exists: () => false };
const invocations = (text: string, path = 'deploy.sh'): readonly Invocation[] =>
  scriptReader.read({ path, text }, context).invocations ?? [];

/** `command | flags | operands`, unknown values as `?raw`. */
function shown(invocation: Invocation): string {
  const word = (text: { raw: string; value?: string }): string => text.value ?? `?${text.raw}`;
  const flags = invocation.flags.map(({ name, value }) => (value === undefined ? name : `${name}=${word(value)}`));
  return [invocation.command.join(' '), flags.join(' '), invocation.operands.map(word).join(' ')].join(' | ');
}

describe('flags and operands', () => {
  test.each([
    [
      'docker stack deploy --with-registry-auth -c a.yml --compose-file=b.yml --prune app',
      'stack deploy | with-registry-auth compose-file=a.yml compose-file=b.yml prune | app',
    ],
    ['docker stack up -ca.yml app --detach=false', 'stack deploy | compose-file=a.yml detach=false | app'],
    ['docker stack deploy -c - app', 'stack deploy | compose-file=- | app'],
    [
      'docker service create --name web -p 80:80 --replicas 3 nginx -g x',
      'service create | name=web publish=80:80 replicas=3 | nginx -g x',
    ],
    ['docker service update --image "a:$TAG" --force web', 'service update | image=?"a:$TAG" force | web'],
    ['docker service update --image=a:$TAG web', 'service update | image=?a:$TAG | web'],
    [
      'docker build -qt a:1 -f x/Dockerfile --build-arg A=1 --no-cache .',
      'build | quiet tag=a:1 file=x/Dockerfile build-arg=A=1 no-cache | .',
    ],
    ['docker image build -t a .', 'build | tag=a | .'],
    ['docker buildx build --platform a,b --push -t a .', 'buildx build | platform=a,b push tag=a | .'],
    ['docker --context prod -l debug --host unix:///x push a', 'push | context=prod | a'],
    ['docker compose -f a.yml -p x up -d --build web', 'compose up | file=a.yml project-name=x detach build | web'],
    ['docker-compose -f a.yml run --rm -e A=1 web sh -c x', 'compose run | file=a.yml rm env=A=1 | web sh -c x'],
    ['docker run -it --rm -v "$PWD:/x" -- img -v y', 'run | interactive tty rm volume=?"$PWD:/x" | img -v y'],
    [
      'docker login -u me --password-stdin registry.example.com',
      'login | username=me password-stdin | registry.example.com',
    ],
    ['docker $OPTS container run img', 'run |  | img'],
    ['docker buildx imagetools create -t a b', 'buildx imagetools create | tag=a | b'],
    ['/usr/bin/docker ps', 'ps |  | '],
  ])('%s', (text, expected) => {
    expect(invocations(text).map(shown)).toEqual([expected]);
  });

  test.each([
    'docker',
    'docker $CMD',
    'echo docker push a',
    'dockerd',
    '# docker push a',
    'apt-get install docker',
    'git clone docker',
  ])('%s is no docker command', (text) => {
    expect(invocations(text)).toEqual([]);
  });
});

describe('commands that run commands', () => {
  test.each([
    ['sudo -E -u root docker push a'],
    ['sudo DOCKER_BUILDKIT=1 docker push a'],
    ['env -i A=b docker push a'],
    ['time -p docker push a'],
    ['timeout -s KILL 30s docker push a'],
    ['A=b exec nohup docker push a'],
    ['echo a | xargs -n 1 docker push a'],
    ['npx dotenv -e .env -- docker push a'],
    ['sh -c "docker push a"'],
    [`bash -euxc 'docker push a'`],
    ['ssh -p 22 -o A=b user@host docker push a'],
    ['ssh user@host "cd x && docker push a"'],
    ['ssh host sudo sh -c "docker push a"'],
    ["ssh host <<'EOF'\ndocker push a\nEOF"],
    ['ssh host bash -s <<EOF\ndocker push a\nEOF'],
    ['eval "docker push a"'],
    ['x=$(docker push a)'],
    ['if docker push a; then true; fi'],
  ])('%s', (text) => {
    const found = invocations(text);
    expect(found.map(shown)).toEqual(['push |  | a']);
    const [{ at, operands }] = found as [Invocation];
    expect(text.slice(at.start, at.end)).toBe('docker push a');
    expect(text.slice(operands[0]!.at.start, operands[0]!.at.end)).toBe('a');
  });

  test('places inside escaped quotes are exact', () => {
    const text = '# é😀\nssh h "docker build -t \\"a b\\" --label x=\'é\' ."';
    const [build] = invocations(text);
    expect(shown(build!)).toBe('build | tag=a b label=x=é | .');
    expect(build!.flags.map(({ at }) => text.slice(at.start, at.end))).toEqual(['-t \\"a b\\"', "--label x='é'"]);
  });

  test('what runs elsewhere says so and knows nothing of here', () => {
    const found = invocations(
      'export A=1\ncd x\nssh h "B=2 docker ps"\ndocker -H ssh://h ps\nDOCKER_HOST=tcp://h docker ps\ndocker ps',
    );
    expect(found.map(({ remote, exports, directory }) => [remote, exports.join(), directory])).toEqual([
      [true, 'B', undefined],
      [true, 'A', 'x'],
      [true, 'A,DOCKER_HOST', 'x'],
      [undefined, 'A', 'x'],
    ]);
  });
});

describe('what is around', () => {
  const only = (text: string, path?: string): Invocation => invocations(text, path).at(-1)!;

  test.each([
    ['export A=1 B; C=3; D=4 docker ps', ['A', 'B', 'D']],
    ['set -a; . ./.env; set +a; X=1; docker ps', ['*']],
    ['set -a\nX=1\ndocker ps', ['X']],
    ['env $(cat .env | xargs) docker ps', ['*']],
    ['export $(grep -v "^#" .env | xargs) && docker ps', ['*']],
    ['declare -x A=1; docker ps', ['A']],
    ['(export A=1); docker ps', []],
    ['(export A=1; docker ps)', ['A']],
  ])('%s', (text, expected) => {
    expect(only(text).exports).toEqual(expected);
  });

  test.each([
    ['docker ps', 'deploy.sh', ''],
    ['docker ps', 'bin/deploy.sh', undefined],
    ['cd a/b && cd .. && docker ps', 'deploy.sh', 'a'],
    ['cd "$(dirname "$0")/.." && docker ps', 'bin/deploy.sh', ''],
    ['cd "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"\ndocker ps', 'bin/deploy.sh', 'bin'],
    ['cd "${0%/*}"; docker ps', 'bin/deploy.sh', 'bin'],
    ['cd $X; docker ps', 'deploy.sh', undefined],
    ['cd /srv/app; docker ps', 'deploy.sh', undefined],
    ['(cd a; ls); docker ps', 'deploy.sh', ''],
    ['if x; then cd a; fi; docker ps', 'deploy.sh', undefined],
  ])('directory: %s in %s', (text, path, expected) => {
    expect(only(text, path).directory).toBe(expected);
  });

  test.each([
    ['docker compose config | docker stack deploy -c - a', true],
    ['docker stack deploy -c - a < x.yml', true],
    ['docker login <<< "$P"', true],
    ['echo "$P" | ssh h "docker login"', true],
    ['docker login > log', false],
    ['docker login 2>&1', false],
  ])('piped: %s', (text, expected) => {
    expect(only(text).piped).toBe(expected);
  });
});

describe('which files', () => {
  test.each([
    ['a/b.sh', '', true],
    ['docker-entrypoint', '#!/usr/bin/env bash\n', true],
    ['docker-entrypoint', '#!/usr/bin/env python\n', false],
    ['deploy', 'echo', false],
  ])('%s', (path, text, expected) => {
    expect(scriptReader.claims(path)).toBe(true);
    expect(scriptReader.needs!({ path, text }) === 'shell').toBe(expected);
    expect((scriptReader.read({ path, text }, context).scripts ?? []).length).toBe(expected ? 1 : 0);
  });

  test('the interpreter comes from the first line', () => {
    const [script] = scriptReader.read({ path: 'a.sh', text: '#!/bin/dash -e\nexec "$@"' }, context).scripts!;
    expect(script!.interpreter).toBe('dash');
    expect(script!.commands[0]!.words.map(({ raw }) => raw)).toEqual(['exec', '"$@"']);
  });

  test('without a parser, and beyond the limit, there is a gap', () => {
    expect(scriptReader.read({ path: 'a.sh', text: 'x' }, { ...context, parsers: {} }).gaps).toHaveLength(1);
    expect(scriptReader.read({ path: 'a.sh', text: '#'.repeat(2_000_000) }, context).gaps).toHaveLength(1);
    expect(scriptReader.read({ path: 'a.sh', text: 'a | '.repeat(2000) }, context).gaps).toHaveLength(1);
    expect(scriptReader.read({ path: 'a.sh', text: '#!/bin/sh\n# a\n' }, context).gaps).toBeUndefined();
  });
});
