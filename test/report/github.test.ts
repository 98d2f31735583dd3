import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Finding } from '../../src/engine/report.ts';
import { github } from '../../src/report/github.ts';
import { expectGolden } from './golden.ts';
import { anyWords, EVIL, empty, everything, fixed, said } from './machine-sample.ts';
import { finding, place, report } from './sample.ts';

interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** As the runner reads a line (https://github.com/actions/runner, ActionCommand.TryParseV2). */
function read(line: string): Command | undefined {
  const text = line.trimStart();
  const end = text.indexOf('::', 2);
  if (!text.startsWith('::') || end === -1) return undefined;
  const data = (part: string): string => part.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
  const property = (part: string): string =>
    part
      .replaceAll('%0D', '\r')
      .replaceAll('%0A', '\n')
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%25', '%');
  const [name, ...rest] = text.slice(2, end).split(' ');
  const pairs = rest
    .join(' ')
    .split(',')
    .map((part) => [part.slice(0, part.indexOf('=')), property(part.slice(part.indexOf('=') + 1))]);
  return { name: name!, properties: Object.fromEntries(pairs), message: data(text.slice(end + 2)) };
}

const linesOf = (...words: Parameters<typeof github>): readonly string[] =>
  github(...words)
    .trimEnd()
    .split(/[\r\n\u0085\u2028\u2029]/);
const commands = (...words: Parameters<typeof github>): readonly Command[] =>
  linesOf(...words).flatMap((line) => read(line) ?? []);

const many = (count: number, over: Partial<Finding> = {}): readonly Finding[] =>
  Array.from({ length: count }, (_, at) => finding({ place: place('a.yml', at + 1, 1), notes: [], ...over }));

describe('github', () => {
  test('golden', () => expectGolden('sample.github.txt', github(everything, fixed())));

  test('a report about nothing is its sum', () =>
    expect(github(empty, fixed())).toBe('swarm-lint: 0 errors, 0 warnings, 0 infos in 0 files\n'));

  test('the runner gets back what was said', () => {
    const [first, second] = commands(everything, fixed({ folder: 'a:b, 100%' }));
    expect(first!.properties).toEqual({
      file: 'a:b, 100%/src/app.ts',
      line: '14',
      col: '9',
      endColumn: '14',
      title: 'Server-side sessions live in one replica (processes/local-session)',
    });
    expect(first!.message.split('\n')).toEqual([
      expect.stringContaining('keeps its sessions'),
      'a:b, 100%/docker-stack.yml:9 replicas: 3',
      'Fix: Keep sessions in Redis or a database, or in a signed cookie.',
    ]);
    expect(second!.message).toContain('100 % of its files in uploads: "a, b" & <c>.');
  });

  test('several lines are annotated at the first; a point has no columns', () => {
    const [, second, third] = commands(everything, fixed());
    expect(Object.keys(second!.properties)).toEqual(['file', 'line', 'title']);
    expect(third!.properties).toMatchObject({ file: 'package.json', line: '1' });
  });

  test('errors, then warnings, then infos; the worst of each first; accepted ones nowhere', () => {
    const findings = [
      ...many(1, { severity: 'info', message: '5' }),
      ...many(1, { effect: 'none', message: '3' }),
      ...many(1, { severity: 'warning', message: '4' }),
      ...many(1, { effect: 'block', message: '2' }),
      ...many(1, { effect: 'break', message: '1' }),
      ...many(1, { suppressed: { by: 'comment', reason: 'r' }, message: '6' }),
    ];
    const found = commands(report({ findings }), fixed());
    expect(found.map(({ name, message }) => `${name} ${message[0]}`)).toEqual([
      'error 1',
      'error 2',
      'error 3',
      'warning 4',
      'notice 5',
    ]);
  });

  test('a notice ahead of the infos says what GitHub leaves out', () => {
    const notices = (errors: number, infos: number) =>
      commands(report({ findings: [...many(errors), ...many(infos, { severity: 'info' })] }), fixed())
        .filter(({ properties }) => properties.title === 'swarm-lint')
        .map(({ message }) => message);
    expect(notices(10, 10)).toEqual([]);
    expect(notices(14, 0)).toEqual(['GitHub shows 10 of 14 errors. The log of this step has all.']);
    expect(notices(11, 10)).toEqual(['GitHub shows 10 of 11 errors, 9 of 10 infos. The log of this step has all.']);
    const found = commands(report({ findings: [...many(11), ...many(3, { severity: 'info' })] }), fixed());
    expect(found.map(({ name }) => name).lastIndexOf('error')).toBe(10);
    expect(found[11]!.properties.title).toBe('swarm-lint');
    expect(found).toHaveLength(15);
  });

  test('one command a line, whatever the repository says', () => {
    const expectTwo = (words: string): void => {
      const lines = linesOf(said(words), fixed());
      expect(lines.map((line) => read(line)?.name)).toEqual(['error', 'notice', undefined]);
      expect(lines[2]).toBe('swarm-lint: 1 error, 0 warnings, 1 info in 12 files');
      expect(lines.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
    };
    expectTwo(EVIL);
    fc.assert(fc.property(anyWords, expectTwo));
  });
});
