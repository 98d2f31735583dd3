import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { escapeText } from '../../src/report/escape.ts';
import { text } from '../../src/report/text.ts';
import { widthOf, wrap } from '../../src/report/wrap.ts';
import { context, finding, place, report, serviceReport } from './sample.ts';

const lines = (output: string): string[] => output.split('\n');

describe('text', () => {
  test('verdicts, then findings by file, then gaps, then passed over, then the sum', () => {
    const output = text(report(), context());
    const order = [
      'SERVICE',
      '✗ BLOCKED',
      'src/app.ts\n',
      'Not known',
      'Passed over',
      '1 error, 0 warnings, 0 infos in 12 files · 2 services: 1 blocked, 1 singleton · 0.3 s',
    ];
    const places = order.map((word) => output.indexOf(word));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(output.endsWith('0.3 s\n')).toBe(true);
  });

  test('the table', () => {
    const [head, api, db] = lines(text(report(), context({ width: 120 })));
    expect(head!.split(/ {2,}/)).toEqual([
      'SERVICE',
      'VERDICT',
      'ROLE',
      'REPLICAS',
      'MAX SAFE',
      'COVERAGE',
      'MADE FROM',
    ]);
    expect(api!.split(/ {2,}/)).toEqual([
      'api',
      '✗ BLOCKED',
      'web',
      '3',
      '1',
      '93 %',
      'services/api/Dockerfile → services/api',
    ]);
    expect(db!.split(/ {2,}/)).toEqual(['db', '– singleton ok', 'datastore', '1', '1', '100 %', 'postgres:16']);
  });

  test('the checklist is the way to a better verdict', () => {
    const output = text(report(), context());
    expect(output).toContain(
      '  to be conditional fix 1:\n    ✗ sessions  Server-side sessions live in one replica  src/app.ts:14:9\n',
    );
    expect(output).toContain('  to be ready settle 1 open point:\n    ? signals   the base image is not known\n');
    expect(output).toContain('    ✓ image\n');
  });

  test('what two stacks share is shown once, and names the other stack', () => {
    const findings = [
      finding({ service: 'a.yml#api', fingerprint: 'f1' }),
      finding({ service: 'b.yml#api', fingerprint: 'f2' }),
      finding({ service: 'b.yml#worker', fingerprint: 'f3', message: 'Service "worker" keeps sessions.' }),
    ];
    const output = text(report({ findings }), context());
    expect(output.match(/Service "api" keeps its sessions/g)).toHaveLength(1);
    expect(output).toContain('Service "worker" keeps sessions.');
    expect(output.match(/→ the same in .*/g)).toEqual(['→ the same in b.yml']);
  });

  test('what holds for several services of a file is said once, and names the others with their lines', () => {
    const limits = (name: string, line: number, over = {}) =>
      finding({
        check: 'concurrency/no-resource-limits',
        service: `docker-stack.yml#${name}`,
        message: `Service "${name}" limits nothing.`,
        place: place('docker-stack.yml', line, 3),
        notes: [],
        fingerprint: name,
        ...over,
      });
    const findings = [
      limits('api', 4),
      limits('worker', 9),
      limits('beat', 14),
      limits('loud', 19, { severity: 'info' }),
      limits('joined', 24, { notes: finding().notes }),
      limits('accepted', 29, { suppressed: { by: 'comment', reason: 'measured' } }),
    ];
    const output = text(report({ findings }), context());
    expect(output).toContain('→ the same: worker 9:3, beat 14:3');
    expect(output.match(/limits nothing/g)).toHaveLength(3);
    expect(text(report({ findings }), context({ verbose: true })).match(/limits nothing/g)).toHaveLength(6);
  });

  test('a finding has place, message, check, note and remedy', () => {
    const output = text(report(), context());
    expect(output).toMatch(/ {2}14:9 {2}error {4}Service "api" keeps/);
    expect(output).toContain('→ docker-stack.yml:9 replicas: 3');
    expect(output).toContain('fix: Keep sessions in Redis');
  });

  test('the same remedy is said once, and once per file when everything is asked for', () => {
    const twice = [
      finding(),
      finding({ place: place('src/app.ts', 20, 1), fingerprint: 'f2' }),
      finding({ place: place('src/b.ts', 1, 1), fingerprint: 'f3' }),
    ];
    const remedies = (over = {}) => text(report({ findings: twice }), context(over)).split('fix: ').length - 1;
    expect([remedies(), remedies({ verbose: true })]).toEqual([1, 2]);
  });

  test.each([60, 80, 100, 140])('above the sum, no line is wider than %d columns', (width) => {
    const long = finding({
      message: `${'word '.repeat(60)}${'x'.repeat(300)}`,
      remedy: 'y'.repeat(200),
      place: place(`${'long/'.repeat(3)}app.ts`, 10014, 90),
    });
    const gaps = Array.from({ length: 4 }, (_, at) => ({
      place: place(`${'deep/'.repeat(8)}${at}.yml`, 3, 2),
      why: 'z '.repeat(70),
    }));
    const wrapped = lines(text(report({ findings: [long], gaps }), context({ width })).trimEnd()).slice(0, -1);
    expect(wrapped.length).toBeGreaterThan(10);
    for (const line of wrapped) expect(widthOf(line)).toBeLessThanOrEqual(width);
  });

  test('the sum stays one line in a narrow terminal', () => {
    const last = lines(text(report(), context({ width: 40 })).trimEnd()).at(-1);
    expect(last).toBe('1 error, 0 warnings, 0 infos in 12 files · 2 services: 1 blocked, 1 singleton · 0.3 s');
  });

  test('nothing from the repository reaches the terminal raw', () => {
    const evil = 'a\u001b[31mred\u0007\r\n\u202Eb\u009bc';
    const output = text(
      report({
        findings: [
          finding({
            message: evil,
            remedy: evil,
            notes: [{ place: place(evil, 1, 1), message: evil }],
            place: place(evil, 1, 1),
            suppressed: undefined,
          }),
        ],
        services: [
          serviceReport({ service: { ...serviceReport().service, name: evil, stack: evil }, place: place(evil, 1, 1) }),
        ],
        gaps: [{ place: place(evil, 1, 1), why: evil, service: evil }],
        passedOver: [{ path: evil, why: evil }],
        faults: [{ what: evil, error: evil }],
      }),
      context({ verbose: true }),
    );
    expect(output.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
    expect(output).toContain('\\u001B[31mred\\u0007\\r\\n\\u202Eb\\u009Bc');
  });

  test('colour changes nothing but colour', () => {
    const plain = text(report(), context());
    const painted = text(report(), context({ colour: true }));
    expect(painted).not.toBe(plain);
    expect(stripVTControlCharacters(painted)).toBe(plain);
  });

  test('ascii is ascii', () => {
    const output = text(report({ findings: [finding({ message: 'größer – kleiner' })] }), context({ unicode: false }));
    expect(output).toMatch(/^[\n -~]*$/);
    expect(output).toContain('x BLOCKED');
  });

  test('ten reasons for gaps are enough, unless all are asked for', () => {
    const gaps = Array.from({ length: 13 }, (_, at) => ({ place: place('a.yml', at + 2, 1), why: `reason ${at}` }));
    expect(text(report({ gaps }), context())).toContain('and 3 more, --verbose shows all');
    expect(text(report({ gaps }), context({ verbose: true }))).toContain('reason 12');
  });

  test('quiet keeps errors and the sum', () => {
    const output = text(
      report({ findings: [finding(), finding({ severity: 'info', message: 'only an info', fingerprint: 'f2' })] }),
      context({ quiet: true }),
    );
    expect(output).not.toContain('only an info');
    expect(output).not.toContain('Not known');
    expect(output).toContain('1 error, 0 warnings, 1 info');
  });

  test('accepted findings are counted apart and shown when asked', () => {
    const accepted = report({
      findings: [finding({ suppressed: { by: 'comment', reason: 'one replica by design' } })],
    });
    expect(text(accepted, context())).toContain('0 errors, 0 warnings, 0 infos in 12 files · 1 accepted');
    expect(text(accepted, context())).not.toContain('one replica by design');
    expect(text(accepted, context({ verbose: true }))).toContain('accepted: one replica by design');
  });

  test('a report about nothing is one line', () => {
    const empty = report({ findings: [], services: [], gaps: [], passedOver: [], files: 0 });
    expect(text(empty, context())).toBe('0 errors, 0 warnings, 0 infos in 0 files · 0.3 s\n');
  });
});

test('widths', () => {
  expect([widthOf('abc'), widthOf('日本'), widthOf('e\u0301')]).toEqual([3, 4, 1]);
  expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrap('', 7)).toEqual(['']);
  expect(escapeText('plain é 日本 👍')).toBe('plain é 日本 👍');
  expect(escapeText('##[error]x ::set-output name=a::b')).toBe('##\\u005Berror]x \\u003A:set-output name=a::b');
  expect(escapeText('[::1]:80 std::env ::1')).toBe('[::1]:80 std::env ::1');
});
