import { describe, expect, test } from '@jest/globals';
import type { Place } from '../../src/engine/report.ts';
import { frame } from '../../src/report/frame.ts';
import { sourceLines } from '../../src/report/source-lines.ts';
import { styleOf } from '../../src/report/style.ts';
import { widthOf } from '../../src/report/wrap.ts';
import { finding, place } from './sample.ts';

const style = styleOf({ width: 80, colour: false, unicode: true });

/** The place is what stands between `«` and `»` in `text`. */
function framed(text: string, { around = 1, room = 60, unicode = true } = {}): readonly string[] {
  const positionOf = (offset: number, taken: number) => {
    const before = text.slice(0, offset).split('\n');
    return { line: before.length, column: before.at(-1)!.length + 1 - (before.at(-1)!.includes('«') ? taken : 0) };
  };
  const at: Place = { path: 'a.ts', start: positionOf(text.indexOf('«'), 0), end: positionOf(text.indexOf('»'), 1) };
  const lines = sourceLines({ findings: [] }, { 'a.ts': text.replace(/[«»]/g, '') });
  return frame(at, lines, styleOf({ width: 80, colour: false, unicode }), { around, room, paint: (one) => one });
}

describe('a frame', () => {
  test('the line, the place marked, and a line on either side; common indentation goes', () => {
    expect(framed('\n  if (a) {\n    «send(b)»;\n  }\n')).toEqual([
      '2 │ if (a) {',
      '3 │   send(b);',
      '  │   ^^^^^^^',
      '4 │ }',
    ]);
  });
  test('no mark when it would stand below everything', () => {
    expect(framed('  «replicas: 3»\n', { around: 0 })).toEqual(['1 │ replicas: 3']);
  });
  test.each(['«NODE_ENV»: development', 'image: «shop:1»', '- «80:80»', '- name: «a»', 'ENV=«a b»'])(
    'no mark for the whole of a key or of a value: %s',
    (text) => expect(framed(`  ${text}\n`)).toEqual([`1 │ ${text.replace(/[«»]/g, '')}`]),
  );
  test('among other lines it is always marked', () =>
    expect(framed('a:\n  b: «1»\n')).toEqual(['1 │ a:', '2 │   b: 1', '  │      ^']));
  test.each(['deploy: { «replicas: 3» }', 'image: «shop»:1', 'CMD «npm start»'])('a mark for a part: %s', (text) =>
    expect(framed(`${text}\n`)[1]).toMatch(/^ {2}│ +\^+$/),
  );
  test('line numbers are aligned, blank neighbours left out', () => {
    expect(framed(`${'\n'.repeat(8)}a\nb «c»\n\n`)).toEqual([' 9 │ a', '10 │ b c', '   │   ^']);
  });
  test('a place of several lines is marked to the end of its first', () => {
    expect(framed('x(1, «{\n  a: 1,\n}»)\n', { around: 0 })).toEqual(['1 │ x(1, {', '  │      ^']);
  });
  test('tabs are four columns, wide characters two', () => {
    expect(framed('a\t«b»', { around: 0 })).toEqual(['1 │ a   b', '  │     ^']);
    expect(framed('日本 «語»;', { around: 0 })).toEqual(['1 │ 日本 語;', '  │      ^^']);
    expect(framed('e\u0301e\u0301 «e\u0301»;', { around: 0 })[1]).toBe('  │    ^');
  });
  test.each([20, 30, 60])('a long line is cut around the place, to %d columns', (room) => {
    const lines = framed(`${'word '.repeat(40)}«here»${' word'.repeat(40)}`, { room });
    expect(lines[0]).toContain('here');
    expect(lines[0]).toMatch(/^1 │ ….*…$/);
    expect(lines[1]!.indexOf('^')).toBe(lines[0]!.indexOf('here'));
    for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(room);
  });
  test('what would move the cursor is escaped, and the mark still fits', () => {
    const [line, mark] = framed('a\u001b[31m «b\u202e» c', { around: 0 });
    expect(line).toBe('1 │ a\\u001B[31m b\\u202E c');
    expect(mark).toBe('  │             ^^^^^^^');
  });
  test('ascii', () => expect(framed('ü «b» c', { unicode: false, around: 0 })[0]).toBe('1 | \\u{FC} b c'));
  test('nothing for a file that is not there, a line that is not there, an empty line', () => {
    const lines = sourceLines({ findings: [] }, { 'a.ts': 'a\n\n' });
    const options = { around: 1, room: 60, paint: (one: string) => one };
    for (const at of [place('b.ts', 1, 1), place('a.ts', 9, 1), place('a.ts', 2, 1), place('constructor', 1, 1)])
      expect(frame(at, lines, style, options)).toEqual([]);
  });
});

describe('secrets', () => {
  test('are masked, and the mark moves with what is left', () => {
    expect(framed(`use({ secret: 'keyboard cat' }, «other»);`, { around: 0 })).toEqual([
      `1 │ use({ secret: *** }, other);`,
      '  │                      ^^^^^',
    ]);
    expect(framed(`use(«{ secret: 'keyboard cat' }», 1);`, { around: 0 })[1]).toBe('  │     ^^^^^^^^^^^^^^^');
  });
  test('a line that a finding about a secret stands on is shown in no frame, of whatever finding', () => {
    const tree = { 'a.ts': `const k = 'tiger';\nlisten(1);\nconst n = 'lion';\n` };
    const about = { ...finding(), check: 'config/hardcoded-secret', place: place('a.ts', 1, 11), notes: [] };
    const lines = sourceLines({ findings: [about] }, tree);
    const options = { around: 1, room: 60, paint: (one: string) => one };
    expect(frame(about.place, lines, style, options)).toEqual([]);
    expect(frame(place('a.ts', 2, 1), lines, style, options).join('\n')).not.toContain('tiger');
    expect(frame(place('a.ts', 2, 1), lines, style, options).join('\n')).toContain('lion');
    expect(lines.textAt('a.ts', 1)).toBeUndefined();
  });
});
