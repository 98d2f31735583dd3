import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { appendJobSummary } from '../../src/cli/job-summary.ts';
import type { Format } from '../../src/report/index.ts';
import { context, report } from '../report/sample.ts';

const home = mkdtempSync(join(tmpdir(), 'swarm-lint-summary-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const append = async (file: string | undefined, markdown: Format | undefined) => {
  let said = '';
  await appendJobSummary(
    report(),
    context({ colour: true }),
    {
      cwd: home,
      env: { GITHUB_STEP_SUMMARY: file },
      out: () => {},
      err: (text) => {
        said += text;
      },
      terminal: false,
      elapsed: () => 1,
    },
    new Map(markdown ? [['markdown', { title: '', load: async () => markdown }]] : []),
  );
  return said;
};

test('the report is appended, without colour', async () => {
  const file = join(home, 'summary.md');
  writeFileSync(file, '# before\n');
  expect(await append(file, (_report, { colour }) => `colour: ${colour}\n`)).toBe('');
  expect(readFileSync(file, 'utf8')).toBe('# before\ncolour: false\n');
});

test('nothing happens outside GitHub Actions, or without the format', async () => {
  const never: Format = () => {
    throw new Error('asked');
  };
  expect([await append(undefined, never), await append('', never), await append(join(home, 'x'), undefined)]).toEqual([
    '',
    '',
    '',
  ]);
});

test('what cannot be written is a warning of one line', async () => {
  const words = /^swarm-lint: warning: no job summary was written: [^\n]*\.\n$/;
  expect(await append(join(home, 'no', 'such', 'folder'), () => 'x')).toMatch(words);
  expect(
    await append(join(home, 'summary.md'), () => {
      throw new Error('a\nb\u001b[31m');
    }),
  ).toMatch(words);
});

test('what GitHub would throw away is not written', async () => {
  const file = join(home, 'large.md');
  writeFileSync(file, 'x'.repeat(1000));
  expect(await append(file, () => 'é'.repeat(524_000))).toContain('1 MiB');
  expect(readFileSync(file, 'utf8')).toHaveLength(1000);
});
