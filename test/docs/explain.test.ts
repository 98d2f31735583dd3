import { describe, expect, test } from '@jest/globals';
import { rules } from '../../rules/index.ts';
import { explain } from '../../src/docs/explain.ts';
import { changedLines, exampleParts, type Part } from '../../src/docs/parts.ts';
import { partsMarkdown } from '../../src/docs/parts-markdown.ts';
import {
  explainFactor,
  explainObligation,
  explainVerdict,
  obligationNames,
  verdictNames,
} from '../../src/docs/topics.ts';
import { explanation } from '../../src/report/explanation.ts';
import { styleOf } from '../../src/report/style.ts';
import { widthOf } from '../../src/report/wrap.ts';

const all = rules.flatMap((rule) => rule.checks.map((check) => ({ rule, check })));
const pages: readonly (readonly Part[])[] = [
  ...all.map(({ rule, check }) => explain(rule, check)),
  ...verdictNames.map((one) => explainVerdict(one, rules)),
  ...obligationNames.map((one) => explainObligation(one, rules)),
  ...rules.map(explainFactor),
];

test('no page has an empty part', () => {
  for (const parts of pages) for (const part of parts) expect(part.text.trim()).not.toBe('');
});

test.each([80, 120])('text fits into %i columns, code and addresses stay as they are', (width) => {
  const style = styleOf({ width, colour: false, unicode: true });
  for (const parts of pages) {
    const code = new Set(
      parts.filter(({ kind }) => kind === 'code' || kind === 'address').flatMap(({ text }) => text.split('\n')),
    );
    const long = explanation(parts, style)
      .filter((line) => widthOf(line) > Math.min(width, 100))
      .filter((line) => ![...code].some((one) => one !== '' && line.endsWith(one.replaceAll('\t', '  '))));
    expect(long).toEqual([]);
  }
});

test('nothing beyond ASCII where that is asked for', () => {
  const style = styleOf({ width: 80, colour: false, unicode: false });
  for (const parts of pages) expect(explanation(parts, style).join('\n')).toMatch(/^[\n -~]*$/);
});

describe('the two examples', () => {
  test.each([
    ['a\nb\nc', 'a\nc', [1]],
    ['a\nc', 'a\nb\nc', []],
    ['a', 'b', [0]],
    ['a\na\nb', 'a\nb', [1]],
    ['x\ny', '', [0, 1]],
  ])('%j beside %j', (text, other, lines) => {
    const found = changedLines(text, other);
    expect(found.length).toBe(lines.length);
    // Which of two equal lines is the new one does not matter.
    if (text !== 'a\na\nb') expect(found).toEqual(lines);
  });

  test('what is the same in both is shown once', () => {
    const [bad, good] = [
      {
        Dockerfile: 'FROM a\n',
        'docker-stack.yml': 'x: 1\ny: 2\n',
        '.git-index': 'Dockerfile\n',
        '.git/HEAD': 'ref\n',
      },
      { Dockerfile: 'FROM a\n', 'docker-stack.yml': 'x: 1\ny: 3\n', '.git/HEAD': 'ref\n' },
    ];
    expect(exampleParts(bad, good, 'bad').map(({ kind, text, marks }) => [kind, text, marks?.lines])).toEqual([
      ['file', 'Dockerfile', undefined],
      ['code', 'FROM a', undefined],
      ['file', 'docker-stack.yml', undefined],
      ['code', 'x: 1\ny: 2', [1]],
      ['file', 'what git tracks', undefined],
      ['code', 'Dockerfile', undefined],
    ]);
    expect(exampleParts(good, bad, 'good').map(({ kind, text, marks }) => [kind, text, marks?.lines])).toEqual([
      ['file', 'docker-stack.yml', undefined],
      ['code', 'x: 1\ny: 3', [1]],
      ['text', 'As above: Dockerfile.', undefined],
      ['text', 'Without what git tracks.', undefined],
    ]);
  });

  test('differ in every check', () => {
    for (const { check } of all) {
      const { bad, good } = check.examples;
      const shown = exampleParts(good, bad, 'good');
      expect([check.id, shown.length > 0]).toEqual([check.id, true]);
    }
  });
});

test('a page in the terminal', () => {
  const { rule, check } = all.find((one) => one.check.id === 'processes/local-session')!;
  const text = explanation(explain(rule, check), styleOf({ width: 100, colour: false, unicode: true })).join('\n');
  const headings = [
    'Why',
    'What counts',
    'What stays quiet',
    'What to do',
    'Goes wrong',
    'Goes well',
    'Accepting it',
    'Sources',
  ];
  expect(text.split('\n').filter((line) => headings.includes(line))).toEqual(headings);
  expect(text).toContain('  ✗ app.use(session({ secret');
  expect(text).toContain('  ✓ app.use(session({ store');
});

test('markdown names what a term means, and links it where that is known', () => {
  const parts = explainObligation('sessions', rules);
  expect(partsMarkdown(parts, '#')).toContain('- `processes/local-session`: Server-side sessions live in one replica');
  expect(partsMarkdown(parts, '#', () => 'x.md#y')).toContain('- [processes/local-session](x.md#y): ');
});
