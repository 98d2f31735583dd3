/** The parts of `prove` that need no Swarm: frames of the engine, words of the client, paths of containers, options. */
import { describe, expect, test } from '@jest/globals';
import { withoutChatter } from '../../../src/cli/prove/docker.ts';
import { unframed } from '../../../src/cli/prove/engine.ts';
import { answerOf } from '../../../src/cli/prove/requests.ts';
import type { Deployed } from '../../../src/cli/prove/service.ts';
import { type ProveFlags, settled } from '../../../src/cli/prove/settle.ts';
import { isPassing, writtenPaths } from '../../../src/cli/prove/storage.ts';
import { leftoversOf, sweep } from '../../../src/cli/prove/sweep.ts';
import type { History } from '../../../src/cli/prove/tasks.ts';

const frame = (stream: number, text: string): Buffer => {
  const head = Buffer.alloc(8);
  head[0] = stream;
  head.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([head, Buffer.from(text)]);
};

test('frames may be cut anywhere', () => {
  const whole = Buffer.concat([frame(1, 'one\n'), frame(2, 'oops'), frame(1, 'zwei ü\n')]);
  for (let size = 1; size < whole.length; size += 1) {
    const told: string[] = [];
    const piece = unframed((text, from) => told.push(`${from} ${text}`));
    for (let at = 0; at < whole.length; at += size) piece(whole.subarray(at, at + size));
    expect(told).toEqual(['stdout one\n', 'stderr oops', 'stdout zwei ü\n']);
  }
});

test.each([
  ['', true, 'HTTP 200'],
  ['wget: server returned error: HTTP/1.1 404 Not Found', true, 'HTTP 404'],
  ['wget: server returned error: HTTP/1.1 500 Internal Server Error', true, 'HTTP 500'],
  ['wget: server returned error: HTTP/1.1 503 Service Unavailable', false, 'HTTP 503'],
  ["wget: can't connect to remote host (10.0.1.7): Connection refused", false, 'Connection refused'],
  ['wget: error getting response: Connection reset by peer', false, 'error getting response: Connection reset by peer'],
  ['wget: not an http or ftp url: https://shop.example.com/', true, 'HTTP 3xx'],
  ['Terminated', false, 'no answer within 10 s'],
])('%j of the client is an answer: %p', (said, fine, text) => {
  expect(answerOf(said)).toEqual({ fine, text });
});

test('of what the docker client says only the complaint is told', () => {
  const said = `Since --detach=false was not specified, tasks will be created in the background.
In a future release, --detach=false will become the default.
Ignoring unsupported options: build

Creating network x_default
service web: secret not found: key
`;
  expect(withoutChatter(said)).toBe('service web: secret not found: key');
});

test.each([
  ['/tmp/x', true],
  ['/app/__pycache__/a.pyc', true],
  ['/var/log/shop/django.log', true],
  ['/app/celerybeat-schedule', true],
  ['/app/celerybeat-schedule-shm', true],
  ['/app/celerybeat-schedule/of/ours.png', false],
  ['/app/uploads/a.png', false],
  ['/app/shop.sqlite3', false],
])('nobody misses %s: %s', (path, expected) => expect(isPassing(path)).toBe(expected));

test('written files stand without their folders and without what was mounted', () => {
  const changes = [
    { Path: '/app', Kind: 0 },
    { Path: '/app-data', Kind: 1 },
    { Path: '/app/uploads', Kind: 1 },
    { Path: '/app/uploads/a.png', Kind: 1 },
    { Path: '/app/gone', Kind: 2 },
    { Path: '/data', Kind: 1 },
    { Path: '/run', Kind: 0 },
    { Path: '/run/secrets', Kind: 1 },
  ];
  expect(writtenPaths(changes, ['/data', '/run/secrets'])).toEqual(['/app-data', '/app/uploads/a.png']);
});

describe('options', () => {
  const usual: ProveFlags = { replicas: '3', timeout: '120', probeImage: 'busybox:1.37', color: true };
  test('what holds without any', () => {
    expect(settled(usual)).toMatchObject({ replicas: 3, timeout: 120, deployWords: [], outputs: [{ format: 'text' }] });
  });
  test.each<[Partial<ProveFlags>, RegExp]>([
    [{ replicas: '1' }, /--replicas takes a whole number from 2/],
    [{ replicas: '3x' }, /--replicas/],
    [{ timeout: '0' }, /--timeout/],
    [{ slow: ['web'] }, /--slow takes SERVICE=\/PATH/],
    [{ slow: ["web=/a'b"] }, /--slow/],
    [{ name: '../x' }, /--name/],
    [{ resolveImage: 'sometimes' }, /--resolve-image/],
    [{ format: ['jsn'] }, /unknown format "jsn"/],
    [{ format: ['json', 'text'] }, /only one format/],
    [{ format: ['json:'] }, /names no file/],
  ])('%j is refused', (flags, message) => {
    expect(() => settled({ ...usual, ...flags })).toThrow(message);
  });
});

describe('volumes on other nodes', () => {
  const history = (service: string, node: string | undefined, container?: string): History => ({
    task: {
      id: `${service}-${node}`,
      service,
      state: 'running',
      desired: 'running',
      error: '',
      addresses: new Map(),
      created: '',
      ...(node && { node }),
      ...(container && { container }),
    },
    states: new Map(),
  });
  const service = (id: string, image: string, ...volumes: readonly string[]): Deployed => ({
    id,
    name: id,
    fullName: `shop_${id}`,
    virtualAddresses: [],
    spec: {
      TaskTemplate: {
        ContainerSpec: {
          Image: image,
          Mounts: [{ Type: 'bind', Source: '/srv' }, ...volumes.map((name) => ({ Type: 'volume', Source: name }))],
        },
      },
    },
  });
  const nodes = new Map([
    ['n1', 'one'],
    ['n2', 'two'],
    ['n3', 'three'],
  ]);

  test('are those of the stack, where a container of it has been', () => {
    const services = [
      service('web', 'shop/web:1', 'shop_uploads', 'shared'),
      service('db', 'postgres:17', 'shop_data'),
      service('api', 'shop/api:1'),
    ];
    const histories = [
      history('web', 'n1', 'c1'),
      history('web', 'n2', 'c2'),
      history('web', 'n2', 'c3'),
      history('db', 'n2', 'c4'),
      history('db', 'n3'),
      history('web', undefined),
      history('api', 'n3', 'c5'),
    ];
    expect(leftoversOf('shop', services, histories, 'n1')).toEqual([
      { node: 'n2', image: 'shop/web:1', volumes: ['shop_data', 'shop_uploads'] },
    ]);
  });

  /** An engine whose jobs end as they are told to. */
  const handsFor = (ends: Readonly<Record<string, { readonly State: string; readonly Err?: string }>>) => {
    const asked: string[] = [];
    return {
      asked,
      client: {
        run: async (words: readonly string[]) => {
          asked.push(words.join(' '));
          return { code: words.includes('broken') ? 1 : 0, said: '' };
        },
      },
      engine: {
        send: async (method: string, path: string) => {
          if (method === 'DELETE') asked.push(`${method} ${path}`);
          const name = /volumes-of-(\w+)/.exec(decodeURIComponent(path))?.[1] ?? '';
          return { status: 200, body: method === 'GET' ? [{ Status: ends[name] }] : undefined };
        },
        follow: async () => 200,
        close: () => {},
      },
    };
  };
  const left = (node: string, image = 'shop/web:1') => ({ node, image, volumes: ['shop_data', 'shop_uploads'] });

  test('are removed by jobs, which are removed as well', async () => {
    const hands = handsFor({ n2: { State: 'complete' }, n3: { State: 'complete' } });
    expect(await sweep('shop', [left('n2'), left('n3')], nodes, hands)).toEqual([]);
    expect(hands.asked.filter((one) => one.startsWith('DELETE'))).toEqual([
      'DELETE /services/shop_volumes-of-n2',
      'DELETE /services/shop_volumes-of-n3',
    ]);
    const [created] = hands.asked;
    expect(created).toMatch(/^service create .*--constraint node\.id==n2 /);
    expect(created).toMatch(
      / type=bind,source=\/,target=\/node,readonly --entrypoint chroot shop\/web:1 \/node docker volume rm --force shop_data shop_uploads$/,
    );
  });

  test('are told where a job cannot remove them', async () => {
    const hands = handsFor({
      n2: { State: 'failed', Err: 'exec: "chroot": executable file not found in $PATH: unknown' },
      n3: { State: 'complete' },
    });
    expect(await sweep('shop', [left('n2'), left('n3', 'broken')], nodes, hands)).toEqual([
      'docker volume rm shop_data shop_uploads (on two)',
      'docker volume rm shop_data shop_uploads (on three)',
    ]);
  });
});
