import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { rules } from '../../rules/index.ts';
import { checksTable, END, factorPage, measuredPage, pages, START, withTable } from '../../src/docs/pages.ts';
import { suppressionRule } from '../../src/engine/index.ts';
import type { Rule } from '../../src/kit/index.ts';

const printed = pages([...rules, suppressionRule], readFileSync('README.md', 'utf8'));

describe('pages on disk are the pages printed (`npm run docs`)', () => {
  test.each(Object.keys(printed))('%s', (path) => {
    expect(existsSync(path) ? readFileSync(path, 'utf8') : undefined).toBe(printed[path]);
  });

  test('no page is left over', () => {
    const known = [...Object.keys(printed), measuredPage];
    expect(readdirSync('rules/docs').filter((name) => !known.includes(`rules/docs/${name}`))).toEqual([]);
  });
});

const rule: Rule = {
  factor: 6,
  id: 'processes',
  title: 'Processes',
  principle: 'P.',
  swarm: 'S.',
  address: 'https://example.org/six',
  checks: [
    {
      id: 'processes/made-up',
      title: 'A | B',
      severity: 'warning',
      activeSeverity: 'error',
      confidence: 'medium',
      effect: 'block',
      since: '0.1.0',
      rationale: 'Because.',
      evidence: 'The files.',
      needs: ['swarm', 'code'],
      traps: ['What only looks like it.'],
      remedy: 'Do not.',
      references: ['https://example.org/more'],
      examples: { bad: { 'README.md': 'a ```` b\n' }, good: { Dockerfile: 'FROM a\n' } },
      each: () => [],
      fails: () => false,
      message: () => '',
    },
  ],
};

test('a page has everything somebody needs', () => {
  const page = factorPage(rule);
  for (const word of [
    'Because.',
    'The files.',
    'It needs a service for Swarm and its source code in the repository and is silent otherwise.',
    '- What only looks like it.',
    'Do not.',
    'error once a second replica runs',
    '`````text\na ```` b\n`````',
    '```dockerfile\nFROM a\n```',
    '# swarm-lint-ignore processes/made-up -- the reason',
    '// swarm-lint-ignore processes/made-up -- the reason',
    'Without README.md.',
    '<https://example.org/more>',
  ])
    expect(page).toContain(word);
});

test('a cell cannot break its table', () => {
  expect(checksTable([rule], 'docs').split('\n').at(-1)).toBe(
    '| 6. Processes | [processes/made-up](docs/processes.md#made-up) | A \\| B | warning; error once a second replica runs | medium | block |',
  );
});

test('the table goes between the markers, again and again', () => {
  const once = withTable(`before\n${START}\nold\n${END}\nafter\n`, 'T');
  expect(once).toBe(`before\n${START}\n\nT\n\n${END}\nafter\n`);
  expect(withTable(once, 'T')).toBe(once);
  expect(withTable('no markers', 'T')).toBe('no markers');
});

test('the README has the markers', () => {
  expect(printed['README.md']).toContain('processes/local-session');
});

/** Anchors that GitHub gives to headings: lower case, punctuation gone, blanks as hyphens. */
const anchorsOf = (page: string): ReadonlySet<string> =>
  new Set(
    page
      .replace(/^(`{3,})[^\n]*\n[\s\S]*?^\1$/gm, '')
      .split('\n')
      .flatMap((line) => /^#{1,6} (.+)$/.exec(line)?.[1] ?? [])
      .map((heading) =>
        heading
          .toLowerCase()
          .replace(/[^\p{L}\p{N}\s-]/gu, '')
          .replaceAll(' ', '-'),
      ),
  );

describe('every link leads somewhere', () => {
  test.each(Object.keys(printed))('%s', (path) => {
    const links = [...printed[path]!.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, address]) => address!)
      .filter((address) => !/^https?:/.test(address));
    if (path.startsWith('rules/')) expect(links.length).toBeGreaterThan(0);
    const broken = links.filter((address) => {
      const [file = '', anchor] = address.split('#');
      const target = file === '' ? path : posix.join(posix.dirname(path), file);
      const text = printed[target] ?? (existsSync(target) ? readFileSync(target, 'utf8') : undefined);
      return text === undefined || (anchor !== undefined && !anchorsOf(text).has(anchor));
    });
    expect(broken).toEqual([]);
  });
});

test('every check is on each index', () => {
  const ids = rules.flatMap(({ checks }) => checks.map(({ id }) => id));
  for (const path of [
    'rules/README.md',
    'rules/docs/by-severity.md',
    'rules/docs/by-effect.md',
    'rules/docs/by-obligation.md',
  ])
    for (const id of ids) expect([path, printed[path]!.split(`[${id}](`).length]).toEqual([path, 2]);
});
