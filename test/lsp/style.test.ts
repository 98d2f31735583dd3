/** What a repository says is shown as it was written, never as markup. */
import { describe, expect, test } from '@jest/globals';
import type { ServiceReport } from '../../src/engine/report.ts';
import { abilitiesOf } from '../../src/lsp/abilities.ts';
import type { Snapshot } from '../../src/lsp/run.ts';
import { inShort, serviceCard } from '../../src/lsp/service-card.ts';
import { markdown, plain } from '../../src/lsp/style.ts';

describe('Markdown', () => {
  test.each([
    ['<img src=x onerror=alert(1)>', '\\<img src=x onerror=alert(1)\\>'],
    ['![x](https://evil.example/a.png)', '!\\[x\\](https\\://evil.example/a.png)'],
    ['[x](command:run)', '\\[x\\](command:run)'],
    ['**bold** _thin_ ~~gone~~ a|b', '\\*\\*bold\\*\\* \\_thin\\_ \\~\\~gone\\~\\~ a\\|b'],
    ['snake_case stays', 'snake_case stays'],
    ['&lt;script&gt; & more', '\\&lt;script\\&gt; & more'],
    ['www.evil.example mail a@b.example', 'www\\.evil.example mail a\\@b.example'],
    ['# heading', '\\# heading'],
    ['1. item', '1\\. item'],
    ['a\nb\u202ec', 'a\\\\nb\\\\u202Ec'],
  ])('words: %j', (text, shown) => {
    expect(markdown.words(text)).toBe(shown);
  });

  test('what stands between backticks is code, and nothing ends it early', () => {
    expect(markdown.words('set `A_*b*` here')).toBe('set `A_*b*` here');
    expect(markdown.words('a ` alone')).toBe('a \\` alone');
    expect(markdown.code('a`b')).toBe('``a`b``');
    expect(markdown.code('`a')).toBe('`` `a ``');
    expect(markdown.code('')).toBe('`  `');
    expect(markdown.code('a\nb')).toBe('`a\\nb`');
  });

  test('no path ends its link', () => {
    expect(markdown.link('a](b).yml:1', 'file:///a(b).yml', 1)).toBe('[a\\](b).yml:1](file:///a%28b%29.yml#L1)');
  });
});

test('plain text has no marks, and no controls either', () => {
  expect(plain.words('`a` **b**\u001b[31m')).toBe('`a` **b**\\u001B[31m');
  expect(plain.code('a')).toBe('a');
  expect(plain.strong('a')).toBe('a');
  expect(plain.link('a.yml:1', 'file:///a.yml', 1)).toBe('a.yml:1');
  expect(
    plain.page([
      { kind: 'heading', text: 'Why' },
      { kind: 'item', text: 'b', term: 'a' },
    ]),
  ).toBe('\nWhy:\n- a: b');
});

test('an editor that does not say it renders Markdown gets none', () => {
  const able = (contentFormat?: ('markdown' | 'plaintext')[]) =>
    abilitiesOf({ textDocument: { hover: { ...(contentFormat ? { contentFormat } : {}) } } }).markdown;
  expect([able(['markdown', 'plaintext']), able(['plaintext']), able(), abilitiesOf({}).markdown]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

test('a service in short: one line for one answer, and no bound that is no news', () => {
  const place = { path: 'docker-stack.yml', start: { line: 4, column: 3 }, end: { line: 4, column: 6 } };
  const unknown = { status: 'not-evaluated', text: 'no Dockerfile is known to build a/b' };
  const one = {
    service: { name: 'web', scale: { replicas: 2, global: false } },
    verdict: 'conditional',
    maxSafeReplicas: 2,
    score: 50,
    coverage: 0.5,
    bounds: [],
    obligations: [
      { title: 'sessions', ...unknown },
      { title: 'image', status: 'weak', text: '<b>latest</b>', place },
      { title: 'uploads', ...unknown },
    ],
  } as unknown as ServiceReport;
  expect(inShort(one)).toBe('conditional · 2 replicas · score 50 of 100 · coverage 50 %');
  expect(inShort({ ...one, maxSafeReplicas: 1 })).toContain('2 replicas, at most 1 safe');
  const snapshot = {
    texts: new Map(),
    addresses: { uriOf: (path: string) => `file:///r/${path}` },
  } as unknown as Snapshot;
  const answers = (card: string) => card.split('\n').filter((line) => line.startsWith('- '));
  expect(answers(serviceCard(one, snapshot, markdown))).toEqual([
    '- ? sessions, uploads: no Dockerfile is known to build a/b',
    '- ! image: \\<b\\>latest\\</b\\> [docker-stack.yml:4](file:///r/docker-stack.yml#L4)',
  ]);
  expect(answers(serviceCard(one, snapshot, plain))[1]).toBe('- ! image: <b>latest</b> docker-stack.yml:4');
});
