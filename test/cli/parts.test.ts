import { describe, expect, test } from '@jest/globals';
import { parseFailOn, parseOutputs } from '../../src/cli/choices.ts';
import { parsersNeeded } from '../../src/cli/load-readers.ts';
import { lookOf } from '../../src/cli/look.ts';
import { printableFacts } from '../../src/cli/mask.ts';
import { nearest } from '../../src/cli/nearest.ts';
import { run } from '../../src/cli/program.ts';
import type { Streams } from '../../src/cli/streams.ts';
import type { Reader } from '../../src/facts/index.ts';
import { maskText } from '../../src/report/mask.ts';
import { database, finding, report, serviceReport } from '../report/sample.ts';

describe('fail-on', () => {
  const warned = report({ findings: [finding({ severity: 'warning' })] });
  test.each([
    ['error', false],
    ['warning', true],
    ['info', true],
    ['never', false],
  ])('a warning at %s: %s', (level, fails) => expect(parseFailOn(level)(warned)).toBe(fails));

  test('accepted findings do not count', () => {
    const accepted = report({ findings: [finding({ suppressed: { by: 'comment', reason: 'r' } })] });
    expect(parseFailOn('info')(accepted)).toBe(false);
  });

  test('a verdict fails for what is worse as well', () => {
    const blocked = report({ services: [serviceReport(), database] });
    expect(
      ['undeployable', 'blocked', 'unknown', 'conditional'].map((word) => parseFailOn(`verdict=${word}`)(blocked)),
    ).toEqual([false, true, true, true]);
    expect(parseFailOn('verdict=conditional')(report({ services: [database] }))).toBe(false);
  });
});

test('outputs', () => {
  expect(parseOutputs([])).toEqual([{ format: 'text' }]);
  expect(parseOutputs(['json:C:\\out.json'])).toEqual([{ format: 'json', file: 'C:\\out.json' }]);
  expect(() => parseOutputs(['json:'])).toThrow('no file');
  expect(() => parseOutputs(['__proto__'])).toThrow('unknown format');
});

test('the nearest word, or none', () => {
  expect(nearest('blokced', ['ready', 'blocked'])).toBe('blocked');
  expect(nearest('banana', ['ready', 'blocked'])).toBeUndefined();
});

test('only parsers that some file needs are asked for', () => {
  const readers: Reader[] = [
    {
      name: 'js',
      claims: (path) => path.endsWith('.js'),
      needs: ({ text }) => (text.includes('x') ? 'javascript' : undefined),
      read: () => ({}),
    },
  ];
  expect([...parsersNeeded({ 'a.js': 'y', 'b.txt': 'x' }, readers)]).toEqual([]);
  expect([...parsersNeeded({ 'a.js': 'x' }, readers)]).toEqual(['javascript']);
});

describe('mask', () => {
  test.each([
    ['postgres://shop:hunter2@db/shop', 'postgres://shop:***@db/shop'],
    ['run --api-key=abc123 --port=80', 'run --api-key=*** --port=80'],
    ['export DB_PASSWORD="a b" PORT=1', 'export DB_PASSWORD=*** PORT=1'],
    ['${DB_PASSWORD:-hunter2}', '${DB_PASSWORD:-***}'],
    ['POSTGRES_PASSWORD_FILE=/run/secrets/pg', 'POSTGRES_PASSWORD_FILE=/run/secrets/pg'],
    ['mysql --password hunter2 --port 80', 'mysql --password *** --port 80'],
    ['https://example.org/token', 'https://example.org/token'],
    ['image: postgres:16', 'image: postgres:16'],
    ['curl -u app:hunter22 https://x', 'curl -u app:*** https://x'],
    ['Authorization: Bearer abc.def-ghi', 'Authorization: Bearer ***'],
    ['docker login -u ci -p hunter22 x', 'docker login -u ci -p *** x'],
    ['mkdir -p /srv/data', 'mkdir -p /srv/data'],
  ])('%s', (text, masked) => expect(maskText(text)).toBe(masked));

  test('values of secrets go, places and names stay, what is no JSON is left out', () => {
    const at = { file: 'a.yml', start: 1, end: 2 };
    const facts = {
      environment: [
        {
          name: 'DB_PASSWORD',
          at,
          value: { kind: 'scalar', raw: 'hunter2', value: 'hunter2', parts: ['hunter2'], at },
        },
      ],
      reads: [{ kind: 'env-read', name: 'JWT_SECRET', fallback: 'hunter2', at }],
      lines: [{ name: 'API_TOKEN', raw: 'hunter2', at }],
      argv: ['mysql', '--password', 'hunter2'],
      words: [
        { raw: '--api-key', at },
        { raw: 'hunter2', value: 'hunter2', at },
      ],
      document: { entries: ['hunter2'] },
      written: [{ raw: 'hunter2' }],
      tracked: new Set(['hunter2']),
      has: () => true,
    };
    const printed = JSON.stringify(printableFacts(facts));
    expect(printed).not.toContain('hunter2');
    expect(JSON.parse(printed).environment[0]).toMatchObject({
      name: 'DB_PASSWORD',
      at,
      value: { kind: 'scalar', at },
    });
    expect(Object.keys(JSON.parse(printed))).toEqual(['environment', 'reads', 'lines', 'argv', 'words']);
  });
});

const streams = (over: Partial<Streams> = {}): Streams => ({
  cwd: '.',
  env: {},
  out: () => {},
  err: () => {},
  terminal: true,
  columns: 80,
  elapsed: () => 1,
  ...over,
});

test('colour: the flag, then FORCE_COLOR, then NO_COLOR, then the terminal', () => {
  const colour = (over: Partial<Streams>, color = true) => lookOf(streams(over), { color, ascii: false }).colour;
  expect(colour({})).toBe(true);
  expect(colour({ terminal: false })).toBe(false);
  expect(colour({ env: { NO_COLOR: '1' } })).toBe(false);
  expect(colour({ env: { NO_COLOR: '' } })).toBe(true);
  expect(colour({ terminal: false, env: { FORCE_COLOR: '1', NO_COLOR: '1' } })).toBe(true);
  expect(colour({ env: { FORCE_COLOR: '0' } })).toBe(false);
  expect(colour({ env: { FORCE_COLOR: '1' } }, false)).toBe(false);
  expect(colour({ env: { TERM: 'dumb' } })).toBe(false);
  expect(lookOf(streams({ terminal: false }), { color: true, ascii: false }).width).toBe(100);
});

test('an error on the way in is shown escaped', async () => {
  let said = '';
  const code = await run(['no\u001b[31msuch'], streams({ err: (text) => (said += text) }));
  expect(code).toBe(2);
  expect(said).not.toContain('\u001b');
});
