import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { rules } from '../../rules/index.ts';
import { formats } from '../../src/report/index.ts';
import { MARKER, markdown } from '../../src/report/markdown.ts';
import { code, words } from '../../src/report/markdown-text.ts';
import { expectGolden } from './golden.ts';
import { context, finding, place, report, serviceReport } from './sample.ts';

const many = (count: number, over: Partial<Parameters<typeof finding>[0]> = {}) =>
  Array.from({ length: count }, (_, at) =>
    finding({ fingerprint: `f${at}`, message: `Finding number ${at}.`, place: place(`src/${at}.ts`, 1, 1), ...over }),
  );

/** Words of its own: those of the checks may change without the format. */
const fewWords = rules.slice(0, 1).map((rule) => ({
  ...rule,
  checks: [{ ...rule.checks[0]!, id: 'processes/local-session' as const, title: 'Sessions in one replica' }],
}));

describe('markdown', () => {
  test('a report with one of everything', () => {
    const output = markdown(
      report({
        findings: [
          finding(),
          finding({ severity: 'warning', effect: 'none', check: 'logs/file-logging', fingerprint: 'f2', notes: [] }),
          finding({ severity: 'info', effect: 'none', check: 'own/plugin-check', fingerprint: 'f3', notes: [] }),
          finding({ fingerprint: 'f4', suppressed: { by: 'comment', reason: 'one replica by design' } }),
        ],
        score: 52,
      }),
      context({ verbose: true, rules: fewWords }),
    );
    expectGolden('sample.md', output);
  });

  test('the first line is the marker', () => {
    expect(markdown(report(), context()).split('\n')[0]).toBe(MARKER);
    expect(MARKER).toBe('<!-- swarm-lint -->');
  });

  test('it is loaded by its name', async () => expect(await formats.get('markdown')!.load()).toBe(markdown));

  test.each([
    [5_000, 'error'],
    [5_000, 'warning'],
    [5_000, 'info'],
  ] as const)('%d findings (%s) fit into a comment, and the rest is counted', (count, severity) => {
    const output = markdown(report({ findings: many(count, { severity }) }), context());
    expect(output.length).toBeLessThan(65_536);
    const shown = output.match(/Finding number/g)!.length;
    expect(shown).toBeGreaterThan(200);
    expect(output).toContain(`*${count - shown} more findings left out.*`);
    expect(output.match(/<details>/g)!.length).toBe(output.match(/<\/details>/g)!.length);
  });

  test('errors push out warnings, never the other way round', () => {
    const findings = [...many(3_000, { severity: 'warning' }), ...many(1, { message: 'The error.' })];
    expect(markdown(report({ findings }), context())).toContain('The error.');
  });

  test('everything at its largest fits', () => {
    const long = 'x'.repeat(3_000);
    const services = Array.from({ length: 400 }, () => serviceReport());
    const gaps = Array.from({ length: 400 }, (_, at) => ({ place: place(long, at, 1), why: `${at}${long}` }));
    const faults = Array.from({ length: 40 }, () => ({ what: long, error: long }));
    const output = markdown(report({ findings: many(500), services, gaps, faults }), context({ verbose: true }));
    expect(output.length).toBeLessThan(65_536);
    expect(output).toMatch(/\*\d+ more services left out\.\*/);
  });

  test('services that are fine are folded in a long list', () => {
    const services = [
      ...Array.from({ length: 20 }, () => serviceReport({ verdict: 'ready', obligations: [] })),
      serviceReport(),
    ];
    const output = markdown(report({ services }), context());
    expect(output.indexOf('❌ blocked')).toBeLessThan(output.indexOf('<details>'));
    expect(output).toContain('<summary>20 services ready, or meant to be alone</summary>');
  });

  test('quiet keeps the verdicts and the errors', () => {
    const output = markdown(
      report({ findings: [finding(), finding({ severity: 'info', message: 'only an info' })] }),
      context({ quiet: true }),
    );
    expect(output).toContain('keeps its sessions');
    expect(output).not.toMatch(/only an info|Not known|stands in the way/);
  });

  test('ascii is ascii, and the symbols are names both sites know', () => {
    const output = markdown(report({ findings: [finding({ message: 'größer' })] }), context({ unicode: false }));
    expect(output).toMatch(/^[\n -~]*$/);
    expect(output).toContain(':x: blocked');
  });

  test('places start at the top of the repository', () => {
    const output = markdown(report(), context({ folder: 'deploy/shop' }));
    expect(output).toContain('`deploy/shop/src/app.ts:14`');
    expect(output).toContain('`deploy/shop/deploy.yml.j2:1`');
    expect(output).not.toMatch(/`(src|docker-stack)/);
  });

  test('the same twice', () => expect(markdown(report(), context())).toBe(markdown(report(), context())));
});

/** What a page shows, near enough: entities and escapes undone. */
const read = (text: string): string =>
  text
    .replaceAll('&#8203;', '\u200b')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/&#(\d+);/g, (_all, number) => String.fromCodePoint(Number(number)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

describe('text from the repository', () => {
  test.each([
    '@team',
    'acme/shop#12',
    '#12',
    '!7',
    '~bug',
    '~"in progress"',
    '%v1',
    '$4',
    '&3',
    '^alert#1',
    'GH-12',
    'https://example.org/acme/shop/issues/1',
    'www.example.org',
    'mailto:a@example.org',
    ':tada:',
    '[issue:1]',
  ])('%s notifies nobody and links nowhere', (text) => {
    const shown = read(words(text));
    expect(shown).not.toContain(text);
    expect(shown.replaceAll('\u200b', '')).toBe(text);
  });

  test.each([
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['a | b', 'a &#124; b'],
    ['**bold** _under_ a_b', '\\*\\*bold\\*\\* \\_under\\_ a_b'],
    ['[x](https://evil.example)', '\\[&#8203;x\\](https:&#8203;//evil.example)'],
    ['one\n\n# two', 'one\\\\n\\\\n# two'],
    ['use `a|b` or `c`', 'use <code>a&#124;b</code> or `c`'],
    ['an odd ` one', 'an odd \\` one'],
    ['\u202Eevil', '\\\\u202Eevil'],
  ])('%j', (text, expected) => expect(words(text)).toBe(expected));

  test.each([
    ['plain', '`plain`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['a|b', '<code>a&#124;b</code>'],
    ['</details>|@x', '<code>&#60;/details&#62;&#124;&#64;x</code>'],
    ['a\nb', '`a\\nb`'],
  ])('code %j', (text, expected) => expect(code(text)).toBe(expected));

  test('no name breaks a table row, a list or the details around it', () => {
    const hostile = fc.stringMatching(/^[`|<>@#\\\n*_a-c/-]{1,20}$/);
    fc.assert(
      fc.property(hostile, (text) => {
        const named = serviceReport({
          service: { ...serviceReport().service, name: text, stack: text },
          place: place(text, 1, 1),
        });
        const output = markdown(
          report({ services: [named], findings: [finding({ message: text, remedy: text, place: place(text, 1, 1) })] }),
          context(),
        );
        const plain = markdown(
          report({ services: [serviceReport()], findings: [finding({ message: 'm' })] }),
          context(),
        );
        expect(output.split('\n')).toHaveLength(plain.split('\n').length);
        const row = output.split('\n').find((line) => line.includes('❌ blocked |'))!;
        expect(row.match(/\|/g)).toHaveLength(8);
        // Outside code, only our own tags.
        const withoutCode = output.replace(/(`+)[^\n]*?[^`]\1(?!`)/g, '');
        for (const tag of withoutCode.match(/<[^>\n]*>/g) ?? [])
          expect(tag).toMatch(/^<(\/?(details|summary|code|br)|!-- swarm-lint --)>$/);
      }),
      { numRuns: 200 },
    );
  });

  test('checks are named by their title', () => {
    const { id, title } = rules[5]!.checks[0]!;
    const output = markdown(report({ findings: [finding({ check: id })] }), context());
    expect(output).toContain(`**${words(title)}** \`${id}\``);
  });
});
