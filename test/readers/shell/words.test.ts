import { expect, test } from '@jest/globals';
import { splitCommandLine } from '../../../src/readers/shell/words.ts';

test.each([
  ['node  server.js\t--port 80', ['node', 'server.js', '--port', '80']],
  [`sh -c 'a && b' "c \\"d\\"" e\\ f ''`, ['sh', '-c', 'a && b', 'c "d"', 'e f', '']],
  ['NODE_ENV=production node x', ['NODE_ENV=production', 'node', 'x']],
  ['', []],
])('%s', (text, expected) => {
  expect(splitCommandLine(text)).toEqual(expected);
});

test.each([
  'a && b',
  'a | b',
  'a; b',
  'a &',
  'a > f',
  'a $X',
  'a "$X"',
  'a `b`',
  'a *.js',
  "a 'b",
  'a "b',
  'a \\',
  'if a',
  'a\nb',
])('%s takes a real parser', (text) => {
  expect(splitCommandLine(text)).toBeUndefined();
});
