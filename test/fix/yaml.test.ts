/** Edits of YAML change what they are about, and not a character else. */
import { expect, test } from '@jest/globals';
import { applyEdits } from '../../src/fix/text-edit.ts';
import { editYaml, type YamlEdit } from '../../src/fix/yaml/index.ts';
import { span } from '../../src/source/index.ts';

/** `needle`: text at the beginning of which the edit stands. */
const placed = (text: string, needle: string) => {
  const start = text.indexOf(needle);
  expect(start).toBeGreaterThanOrEqual(0);
  return span('a.yml', start, start + needle.length);
};

type Unplaced = YamlEdit extends infer E
  ? E extends YamlEdit
    ? Omit<E, 'at' | 'under'> & { under?: string }
    : never
  : never;

function edited(text: string, needle: string, { under, ...rest }: Unplaced): string | undefined {
  const edit = { ...rest, at: placed(text, needle), ...(under === undefined ? {} : { under: placed(text, under) }) };
  const edits = editYaml(text, edit as YamlEdit);
  return edits && applyEdits(text, edits);
}

const stack = `# The shop
services:
  web:            # in front
    image: "acme/web:1"   # pinned
    deploy: &deploy
      replicas: 2

  # keeps the orders
  db:
    image: postgres:17
    healthcheck: { test: [CMD, pg_isready], interval: 5s }

networks: {}
`;

test.each<[string, string, string, Unplaced, string | undefined]>([
  [
    'a key at the end of a mapping, in front of the blank line',
    stack,
    'db:',
    { kind: 'set', path: ['stop_grace_period'], value: '30s' },
    stack.replace('interval: 5s }\n', 'interval: 5s }\n    stop_grace_period: 30s\n'),
  ],
  [
    'what is missing on the way, in the indentation of the file',
    stack,
    'db:',
    { kind: 'set', path: ['deploy', 'resources', 'limits', 'memory'], value: '256M', comment: 'measure it' },
    stack.replace(
      'interval: 5s }\n',
      'interval: 5s }\n    # measure it\n    deploy:\n      resources:\n        limits:\n          memory: 256M\n',
    ),
  ],
  [
    'below what is there',
    stack,
    'web:',
    { kind: 'set', path: ['deploy', 'update_config', 'order'], value: 'start-first' },
    stack.replace('replicas: 2\n', 'replicas: 2\n      update_config:\n        order: start-first\n'),
  ],
  [
    'inside of brackets',
    stack,
    'db:',
    { kind: 'set', path: ['healthcheck', 'start_period'], value: '30s' },
    stack.replace('interval: 5s }', 'interval: 5s, start_period: 30s }'),
  ],
  [
    'another value in the place of one, with the comment behind it',
    stack,
    'web:',
    { kind: 'set', path: ['image'], value: 'acme/web:2' },
    stack.replace('"acme/web:1"', '"acme/web:2"'),
  ],
  [
    'a mapping in the place of an empty one',
    stack,
    'networks:',
    { kind: 'set', path: ['back', 'driver'], value: 'overlay' },
    stack.replace('networks: {}', 'networks:\n  back:\n    driver: overlay'),
  ],
  [
    'nothing that aliases share',
    `${stack}x-a: *deploy\n`,
    'deploy: ',
    { kind: 'set', path: ['mode'], value: 'global' },
    undefined,
  ],
  [
    'nothing that would hide what is merged',
    'x-a: &a\n  deploy:\n    replicas: 3\nservices:\n  web:\n    <<: *a\n    image: a\n',
    'web:',
    { kind: 'set', path: ['deploy', 'endpoint_mode'], value: 'dnsrr' },
    undefined,
  ],
  [
    'a key beside what is merged',
    'x-a: &a\n  init: true\nservices:\n  web:\n    <<: *a\n    image: a\n',
    'web:',
    { kind: 'set', path: ['stop_grace_period'], value: '1m' },
    'x-a: &a\n  init: true\nservices:\n  web:\n    <<: *a\n    image: a\n    stop_grace_period: 1m\n',
  ],
  [
    'a value behind an empty key',
    'a:\n  b:\n  c: 1\n',
    'b:',
    { kind: 'set', path: ['d'], value: 1 },
    'a:\n  b:\n    d: 1\n  c: 1\n',
  ],
  [
    'a value at its own place',
    'a:\n  b: 0.5 # half\n',
    '0.5',
    { kind: 'value', value: '0.5' },
    'a:\n  b: "0.5" # half\n',
  ],
  [
    'in the quotes of the file',
    "a:\n  b: 0.5\n  c: '1'\n",
    '0.5',
    { kind: 'value', value: '0.5' },
    "a:\n  b: '0.5'\n  c: '1'\n",
  ],
  ['an item of a list', 'a:\n  - 1\n  - true\n', 'true', { kind: 'value', value: 'true' }, 'a:\n  - 1\n  - "true"\n'],
  [
    'a mapping becomes a list',
    'a:\n    b:\n        db:\n            c: 1\n        cache: {}\n    d: 1\n',
    'b:',
    { kind: 'value', value: ['db', 'cache'] },
    'a:\n    b:\n        - db\n        - cache\n    d: 1\n',
  ],
  ['but not over comments', 'b:\n  x: 1 # keep me\n  y: 2\n', 'b:', { kind: 'value', value: ['x'] }, undefined],
  [
    'an entry with the comment above it',
    stack,
    'db:',
    { kind: 'remove' },
    stack.replace(/ {2}# keeps[\s\S]*?5s \}\n/, ''),
  ],
  ['an item of a list', 'a:\n  - x\n  - y # one\n  - z\n', 'y', { kind: 'remove' }, 'a:\n  - x\n  - z\n'],
  ['the list that would be empty', 'a:\n  b:\n    - x\n  c: 1\n', 'x', { kind: 'remove' }, 'a:\n  c: 1\n'],
  ['the first entry of an item', 'a:\n  - x: 1\n    y: 2\n', 'x:', { kind: 'remove' }, 'a:\n  - y: 2\n'],
  ['inside of brackets', 'a: {x: 1, y: 2}\n', 'y:', { kind: 'remove' }, 'a: {x: 1}\n'],
  ['the first inside of brackets', 'a: [x, y]\n', 'x', { kind: 'remove' }, 'a: [y]\n'],
  ['a block text', 'a:\n  b: |\n    x\n    y\n  c: 1\n', 'b:', { kind: 'remove' }, 'a:\n  c: 1\n'],
  [
    'an entry goes elsewhere with its comments',
    'web:\n  image: a\n  # for traefik\n  labels:\n    - a=1 # one\n\n    - b=2\n  deploy:\n    replicas: 2\n',
    'labels:',
    { kind: 'move', under: 'web:', path: ['deploy', 'labels'] },
    'web:\n  image: a\n  deploy:\n    replicas: 2\n    # for traefik\n    labels:\n      - a=1 # one\n\n      - b=2\n',
  ],
  [
    'and what it needs there is made',
    'web:\n  labels:\n    a: 1\n  image: a\n',
    'labels:',
    { kind: 'move', under: 'web:', path: ['deploy', 'labels'] },
    'web:\n  image: a\n  deploy:\n    labels:\n      a: 1\n',
  ],
  [
    'the last entry of a mapping, too',
    'web:\n  image: a\n  labels:\n    a: 1\n',
    'labels:',
    { kind: 'move', under: 'web:', path: ['deploy', 'labels'] },
    'web:\n  image: a\n  deploy:\n    labels:\n      a: 1\n',
  ],
  [
    'under another name',
    'web:\n  image: a\n  # at most\n  mem_limit: 1g # all\n',
    'mem_limit:',
    { kind: 'move', under: 'web:', path: ['deploy', 'memory'] },
    'web:\n  image: a\n  deploy:\n    # at most\n    memory: 1g # all\n',
  ],
  [
    'one more item',
    'a:\n  - x # one\n\nb: 1\n',
    'a:',
    { kind: 'append', value: 'w' },
    'a:\n  - x # one\n  - w\n\nb: 1\n',
  ],
  [
    'an item that is a mapping',
    'a:\n- u: 1\n  v: 2\n',
    'a:',
    { kind: 'append', value: { u: 2, v: 3 } },
    'a:\n- u: 1\n  v: 2\n- u: 2\n  v: 3\n',
  ],
  ['one more inside of brackets', 'a: [x, y]\n', 'a:', { kind: 'append', value: 'z' }, 'a: [x, y, z]\n'],
  ['no item for what is shared', 'a: &a [x]\nb: *a\n', 'a:', { kind: 'append', value: 'z' }, undefined],
  [
    'nothing instead of a mapping',
    'a:\n  b:\n    c: 1\n  d: 2\n',
    'b:',
    { kind: 'value', value: null },
    'a:\n  b:\n  d: 2\n',
  ],
  ['but not over comments either', 'a:\n  b:\n    # why\n    c: 1\n', 'b:', { kind: 'value', value: null }, undefined],
  ['nothing as a value', 'a:\n  b: 1\n', 'a:', { kind: 'set', path: ['c'], value: null }, 'a:\n  b: 1\n  c:\n'],
  [
    'in braces as others are',
    'a: { b: 1 }\n',
    'a:',
    { kind: 'set', path: ['c'], value: { d: 2 } },
    'a: { b: 1, c: { d: 2 } }\n',
  ],
  ['no empty line at the top', 'a: 1\n\nb: 2\n', 'a:', { kind: 'remove' }, 'b: 2\n'],
  [
    'never over what is there',
    'web:\n  labels:\n    a: 1\n  deploy:\n    labels:\n      b: 1\n',
    'labels:',
    { kind: 'move', under: 'web:', path: ['deploy', 'labels'] },
    undefined,
  ],
  [
    'with the line ends of the file',
    'a:\r\n  b: 1\r\n',
    'a:',
    { kind: 'set', path: ['c', 'd'], value: 2 },
    'a:\r\n  b: 1\r\n  c:\r\n    d: 2\r\n',
  ],
  ['behind a last line without end', 'a:\n  b: 1', 'a:', { kind: 'set', path: ['c'], value: 2 }, 'a:\n  b: 1\n  c: 2'],
  ['never the value of an alias', 'x: &x 1\na: *x\n', '*x', { kind: 'value', value: 2 }, undefined],
])('%s', (_, text, needle, edit, expected) => {
  expect(edited(text, needle, edit)).toBe(expected);
});
