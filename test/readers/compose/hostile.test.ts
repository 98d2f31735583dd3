/** What the reader must survive, and what it must not say about files that Swarm takes. */
import { describe, expect, test } from '@jest/globals';
import { loadVerdicts } from '../../../src/facts/swarm/index.ts';
import { composeReader } from '../../../src/readers/compose/index.ts';
import { lineIndex } from '../../../src/source/index.ts';
import { processorTime } from '../../support/processor.ts';

const read = (text: string, path = 'docker-stack.yml') =>
  composeReader.read({ path, text }, { parsers: {}, exists: () => false });
const stack = (rest: string) => `services:\n  web:\n    image: a\n${rest}`;
const refusals = (text: string) =>
  loadVerdicts(read(text).compose ?? []).filter(({ verdict }) => verdict === 'rejected');

describe('bounds', () => {
  const entries = Array.from({ length: 5000 }, (_, index) => `k${index}: 1`).join(', ');
  test.each([
    ['merges of one large mapping', `x-a: &a {${entries}}\n${stack('')}x-b: [${'{<<: *a}, '.repeat(80_000)}]\n`],
    ['brackets', stack(`x-a: ${'['.repeat(500_000)}\n`)],
    ['lists of lists', stack(`x-a:\n  ${'- '.repeat(250_000)}\n`)],
    [
      'many nodes',
      `services:\n${Array.from({ length: 20_000 }, (_, at) => `  s${at}: {image: x, init: true}\n`).join('')}`,
    ],
  ])('%s: one gap, and no half of a file', (_name, text) => {
    const { compose, gaps } = read(text);
    expect(compose).toBeUndefined();
    expect(gaps).toHaveLength(1);
  });

  test('many open variables take linear time', () => {
    const started = process.cpuUsage();
    read(stack(`    hostname: "${'${A-'.repeat(200_000)}"\n`));
    expect(processorTime(started)).toBeLessThan(3000);
  });
});

describe('messages', () => {
  test.each([
    'services:\n  web:\n    image: a\n    environment:\n      P: "x"hunter2\n',
    'services:\n  web:\n    image: a\n    environment:\n      P: x\n]hunter2\n',
    'services:\n  web:\n    image: a\n    environment:\n      P: x\n    - hunter2\n',
  ])('%j: what is broken is not quoted', (text) => {
    const { compose, gaps } = read(text);
    expect(gaps).toHaveLength(1);
    expect(compose![0]!.problems).toHaveLength(1);
    expect(JSON.stringify([gaps, compose![0]!.problems])).not.toContain('hunter2');
  });
});

describe('what Swarm takes is not called broken', () => {
  test.each([
    ['brackets further left than their key', 'x-a:\n  b: [\n  c\n  ]\n'],
    ['quotes further left than their key', 'x-a:\n  b: "c\nd"\n'],
    ['errors behind the first document', '---\n]]]\n'],
    ['tags of others', 'x-a: !foo:bar!baz b\n'],
    ['a dollar sign before a variable', 'x-a: "$(date) ${X}"\n'],
  ])('%s', (_name, rest) => expect(refusals(stack(rest))).toEqual([]));
});

describe('what Swarm refuses', () => {
  test.each([
    ['unknown alias', 'x-a: *nope\n', '4:6'],
    ['an anchor in itself', 'x-a: &a {b: *a}\n', '4:13'],
    ['a list as key', 'x-a: {[b]: c}\n', '4:7'],
    ['two merges in one mapping', 'x-a: {<<: {b: c}, <<: {d: e}}\n', '4:19'],
    ['a merge of text', 'x-a: {<<: b}\n', '4:7'],
    ['a variable before a dollar sign', 'x-a: "${X} $(date)"\n', '4:6'],
  ])('%s', (_name, rest, place) => {
    const text = stack(rest);
    const places = refusals(text).map(({ at }) => {
      const { line, column } = lineIndex(text).positionAt(at.start);
      return `${line}:${column}`;
    });
    expect(places).toEqual([place]);
  });
});

describe('what is ours', () => {
  test.each([
    ['a byte order mark', `\uFEFF${stack('')}`, 1],
    ['an image of another template engine', 'services:\n  web:\n    image: "{{ registry }}/web"\n', 0],
    [
      'services of another tool',
      'name: x\nservices:\n  app:\n    type: node\n    ssl: true\n    scanner: off\n    build: [npm ci]\n',
      0,
    ],
    ['a file of known and unknown keys', 'services:\n  web:\n    image: a\n    imagee: b\n', 1],
  ])('%s', (_name, text, files) => expect(read(text).compose ?? []).toHaveLength(files));

  test('a byte order mark counts as a character', () => {
    expect(read(`\uFEFF${stack('')}`).compose![0]!.services[0]!.at.start).toBe(13);
  });
});

describe('variables', () => {
  const web = (rest: string) => read(stack(rest)).compose![0]!.services[0]!;

  test('the loader looks for :- first', () => expect(web('    user: ${A-b:-c}\n').user!.value).toBe('c'));

  test('an operator without braces reaches to the end', () =>
    expect(web('    user: $A-b:c d\n').user!.parts).toMatchObject([{ name: 'A', operator: '-', operand: 'b:c d' }]));

  test('in words of a command', () =>
    expect(web('    command: run ${A} ${B:-c d} # not this\n').command!.argv).toEqual(['run', '${A}', 'c', 'd']));

  test('in names and values of a list', () => {
    const named = web('    environment: ["${A}=1", "B=x${C}y", "D$$=${E:-f}"]\n').environment;
    expect(named.map(({ name, value }) => [name, value?.raw, value?.value])).toEqual([
      ['${A}', '1', '1'],
      ['B', 'x${C}y', undefined],
      ['D$', '${E:-f}', 'f'],
    ]);
    expect(named[1]!.value!.parts).toMatchObject(['x', { name: 'C' }, 'y']);
  });

  test('beside each other in a port', () =>
    expect(web('    ports: ["${A:-80}:${B}", "${C}:${D:-81}/udp"]\n').ports).toMatchObject([
      { published: { from: 80 } },
      { target: { from: 81 }, protocol: 'udp' },
    ]));

  test('one letter before a colon is a drive', () =>
    expect(web("    volumes: ['a:/data', 'C:\\x:/data']\n").mounts).toMatchObject([
      { type: 'volume', target: 'a:/data' },
      { type: 'bind', source: 'C:\\x', target: '/data' },
    ]));
});
