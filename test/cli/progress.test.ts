/** Somebody who waits in front of a terminal is told what for; nobody else is. */
import { describe, expect, test } from '@jest/globals';
import { progressOn } from '../../src/cli/progress.ts';
import type { Streams } from '../../src/cli/streams.ts';

/** What is written when the phases are reached after so many milliseconds. */
function written(times: readonly number[], over: Partial<Streams> = {}, quiet = false): string {
  let out = '';
  let now = 0;
  const streams: Streams = {
    cwd: '.',
    env: { TERM: 'xterm' },
    out: () => {},
    err: (text) => {
      out += text;
    },
    terminal: false,
    errorTerminal: true,
    elapsed: () => now,
    ...over,
  };
  const progress = progressOn(streams, quiet);
  times.forEach((time, at) => {
    now = time;
    progress.at({ what: 'read', done: at, of: 3200 });
  });
  progress.end();
  return out;
}

const CLEAR = '\r\u001b[K';

describe('progress', () => {
  test('one line, written over and taken away', () => {
    expect(written([1200, 1400])).toBe(`${CLEAR}reading files: 0 of 3,200${CLEAR}reading files: 1 of 3,200${CLEAR}`);
  });
  test('nothing in the first second, and no more than ten lines in one', () => {
    expect(written([0, 300, 999])).toBe('');
    expect(written([1000, 1050, 1099, 1100]).match(/reading/g)).toHaveLength(2);
  });
  test.each([
    ['standard error goes elsewhere', { errorTerminal: false }],
    ['standard error is not known', { errorTerminal: undefined }],
    ['the terminal cannot clear a line', { env: { TERM: 'dumb' } }],
    ['the run is part of a pipeline', { env: { CI: 'true' } }],
  ])('nothing when %s', (_why, over) => expect(written([2000], over)).toBe(''));
  test('nothing when quiet', () => expect(written([2000], {}, true)).toBe(''));
  test('the other phases have words', () => {
    let out = '';
    const streams = {
      env: {},
      err: (text: string) => (out += text),
      errorTerminal: true,
      elapsed: () => out.length + 5000,
    };
    const progress = progressOn(streams as unknown as Streams, false);
    progress.at({ what: 'join' });
    expect(out).toContain('joining what was read');
  });
});
