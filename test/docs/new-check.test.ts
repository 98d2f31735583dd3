import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@jest/globals';
import { rules } from '../../rules/index.ts';
import { planCheck, withIndexLine } from '../../src/docs/template.ts';
import type { Check } from '../../src/kit/index.ts';
import type { FileTree } from '../../src/source/index.ts';
import { lintTree } from '../support/lint.ts';

const INDEX = readFileSync('rules/06-processes/index.ts', 'utf8');
const read = (path: string): string | undefined => (path === 'rules/06-processes/index.ts' ? INDEX : undefined);
const plan = (id: string) => planCheck(id, rules, '0.1.0', read);

test.each([
  ['', 'write <factor>/<problem>'],
  ['processes', 'write <factor>/<problem>'],
  ['processes/a/b', 'write <factor>/<problem>'],
  ['process/local-counter', 'no factor "process"'],
  ['processes/Local-Counter', 'two or more words'],
  ['processes/../../escape', 'write <factor>/<problem>'],
  ['processes/counter', 'two or more words'],
  ['processes/local-session', 'exists already'],
])('refuses %p', (id, why) => expect(plan(id)).toContain(why));

test('writes the check, two stories and the line in the index', () => {
  const files = plan('processes/local-counter') as FileTree;
  expect(Object.keys(files)).toEqual([
    'rules/06-processes/local-counter.ts',
    'rules/06-processes/index.ts',
    'fixtures/checks/processes/local-counter/bad/docker-stack.yml',
    'fixtures/checks/processes/local-counter/bad/expected.txt',
    'fixtures/checks/processes/local-counter/good/docker-stack.yml',
    'fixtures/checks/processes/local-counter/good/expected.txt',
  ]);
  expect(files['rules/06-processes/index.ts']).toContain("import localCounter from './local-counter.ts';");
  expect(files['rules/06-processes/index.ts']).toMatch(/checks: \[[^\]]*localCounter/);
});

test('the index stays in order and in shape', () => {
  const index =
    "import { defineRule } from '../../src/kit/index.ts';\nimport b from './b-b.ts';\n\nexport default defineRule({\n  checks: [b],\n});\n";
  expect(withIndexLine(index, 'a-a')).toBe(
    "import { defineRule } from '../../src/kit/index.ts';\nimport aA from './a-a.ts';\nimport b from './b-b.ts';\n\nexport default defineRule({\n  checks: [b, aA],\n});\n",
  );
  expect(withIndexLine(index, 'c-c')).toContain("'./b-b.ts';\nimport cC from './c-c.ts';\n\n");
  expect(withIndexLine('nothing', 'a-a')).toBeUndefined();
});

test('the template is a check that works', async () => {
  const files = plan('processes/local-counter') as FileTree;
  const folder = mkdtempSync(join(tmpdir(), 'swarm-lint-new-check-'));
  try {
    const path = join(folder, 'check.ts');
    const kit = pathToFileURL(resolve('src/kit/index.ts')).pathname;
    writeFileSync(path, files['rules/06-processes/local-counter.ts']!.replace('../../src/kit/index.ts', kit));
    const { default: check } = (await import(path)) as { default: Check };
    const only = { rules: [{ ...rules[5]!, checks: [check] }] };
    for (const [story, tree] of [
      ['bad', check.examples.bad],
      ['good', check.examples.good],
    ] as const) {
      const { report } = lintTree(tree, only);
      const found = report.findings.map(
        ({ place, severity }) => `${place.path}:${place.start.line}:${place.start.column} ${severity}\n`,
      );
      const at = `fixtures/checks/processes/local-counter/${story}`;
      expect(found.join('')).toBe(files[`${at}/expected.txt`]);
      expect(tree['docker-stack.yml']).toBe(files[`${at}/docker-stack.yml`]);
      expect(report.asked).toBeGreaterThan(0);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
