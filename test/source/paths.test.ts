import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isUnder, literally, pathsUnder } from '../../src/source/index.ts';

const name = fc.stringMatching(/^[a-c.0-]{1,3}$/);
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));

test('the paths below a folder are those that lie below it, one by one', () => {
  fc.assert(
    fc.property(fc.uniqueArray(path), fc.oneof(path, fc.constant('')), (paths, directory) => {
      const sorted = [...paths].sort();
      expect([...pathsUnder(sorted, directory)].sort()).toEqual(sorted.filter((one) => isUnder(one, directory)));
    }),
    { numRuns: 2000 },
  );
});

test('a text as part of a pattern means that text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, other) => {
      const pattern = new RegExp(`^${literally(text)}$`);
      expect(pattern.test(text)).toBe(true);
      expect(pattern.test(other)).toBe(text === other);
    }),
    { numRuns: 2000 },
  );
});
