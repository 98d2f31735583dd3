/** The parts of `prove` that need no Swarm: frames of the engine, words of the client, paths of containers, options. */
import { describe, expect, test } from '@jest/globals';
import { withoutChatter } from '../../../src/cli/prove/docker.ts';
import { unframed } from '../../../src/cli/prove/engine.ts';
import { answerOf } from '../../../src/cli/prove/requests.ts';
import { type ProveFlags, settled } from '../../../src/cli/prove/settle.ts';
import { isPassing, writtenPaths } from '../../../src/cli/prove/storage.ts';

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
