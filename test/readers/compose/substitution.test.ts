/** Variables as `docker stack config` 28.2 replaces them: answers for a name that is not set, empty, and set to `val`. */
import { describe, expect, test } from '@jest/globals';
import type { Variables } from '../../../src/facts/index.ts';
import { interpolate } from '../../../src/readers/compose/interpolate.ts';

/** The value; `null` for a text that is refused; `undefined` for one that the environment decides. */
const read = (text: string, known?: Variables): string | null | undefined => {
  const { value, missing, invalid } = interpolate(text, { file: 'a.yml', start: 0, end: text.length }, known);
  return missing === undefined && invalid === undefined ? value : null;
};

describe('a variable', () => {
  test.each([
    ['${V}', ['', '', 'val'], undefined],
    ['$V.x', ['.x', '.x', 'val.x'], undefined],
    ['${V:-d}', ['d', 'd', 'val'], 'd'],
    ['${V-d}', ['d', '', 'val'], 'd'],
    ['${V:?m}', [null, null, 'val'], undefined],
    ['${V?m}', [null, '', 'val'], undefined],
    ['${V-a:-b}', ['b', 'b', 'b'], 'b'],
    ['${V:?set-it}', ['it', 'it', 'it'], 'it'],
    ['${V?set:-it}', ['it', 'it', 'it'], 'it'],
    ['${V-x:?y}', ['x:?y', '', 'val'], 'x:?y'],
    ['${V:-a?b}', ['a?b', 'a?b', 'val'], 'a?b'],
    ['${V:?a?b}', [null, null, 'val'], undefined],
    ['${V?a:?b}', [null, null, null], null],
    ['${V:?m} ${W}', [' ', ' ', 'val '], undefined],
    ['${V:?m} $$ x', [null, null, 'val $ x'], undefined],
    ['${W} ${V:?m}', [null, null, ' val'], undefined],
    ['$V:?m}x', [null, null, 'val}x'], undefined],
    ['$V-x/y', ['x/y', '', 'val'], 'x/y'],
    ['${V:-${W}}', ['${W}', '${W}', 'val}'], '${W}'],
    ['${V:+x}', [null, null, null], null],
    ['$1', [null, null, null], null],
    ['$1 ${V}', ['1 ', '1 ', '1 val'], undefined],
  ] as const)('%s', (text, [unset, empty, set], unknown) => {
    expect([read(text, {}), read(text, { V: '' }), read(text, { V: 'val' })]).toEqual([unset, empty, set]);
    expect(read(text)).toBe(unknown);
  });
});
