import { expect, test } from '@jest/globals';
import { ignoreFileReader } from '../../src/readers/ignore-file.ts';

const read = (path: string, text: string) =>
  ignoreFileReader.read({ path, text }, { parsers: {}, exists: () => false }).ignoreFiles![0]!;

test('patterns in order, with places; comments and blank lines left out', () => {
  const text = '\ufeff# build\nnode_modules\r\n\n  *.log  \n!keep.log\n# end';
  const file = read('.dockerignore', text);
  expect(file.patterns.map((pattern) => pattern.value)).toEqual(['node_modules', '*.log', '!keep.log']);
  expect(file.patterns.map(({ at }) => text.slice(at.start, at.end))).toEqual(['node_modules', '*.log', '!keep.log']);
});

test('kinds and names', () => {
  expect(read('api/Dockerfile.dockerignore', '*').kind).toBe('docker');
  expect(read('a/.gitignore', '').kind).toBe('git');
  expect(['.dockerignore', 'x/.gitignore', 'Dockerfile', 'gitignore'].map(ignoreFileReader.claims)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
