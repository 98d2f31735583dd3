/** Fixes in the formats that hand them on: right places, and never a line about a secret. */
import { expect, test } from '@jest/globals';
import { placedEdits } from '../../src/cli/edits.ts';
import { lint } from '../../src/lint.ts';
import { editsFor } from '../../src/report/edits.ts';
import { json } from '../../src/report/json.ts';
import { rdjson } from '../../src/report/rdjson.ts';
import { sarif } from '../../src/report/sarif.ts';
import { text } from '../../src/report/text.ts';
import { context } from '../report/sample.ts';

const stack = (secret: string) => `services:
  web:
    image: registry.example/web:1.4.2
${secret}    deploy:
      restart_policy:
        max_attempts: 3
        condition: any
    logging: { driver: local }
`;

async function printed(tree: Readonly<Record<string, string>>) {
  const { report, facts } = lint(tree);
  const own = { ...context(), tree, facts, editsOf: await placedEdits(report, tree) };
  return { report, own };
}

test('a fix is told with the lines that change', async () => {
  const { report, own } = await printed({ 'docker-stack.yml': stack('') });
  const { findings } = JSON.parse(json(report, own));
  const { fix } = findings.find(({ check }: { check: string }) => check === 'disposability/restart-gives-up');
  expect(fix).toEqual({
    title: 'Remove max_attempts',
    safety: 'safe',
    edits: [{ path: 'docker-stack.yml', start: { line: 6, column: 1 }, end: { line: 7, column: 1 }, text: '' }],
  });
  const [run] = JSON.parse(sarif(report, own)).runs;
  const result = run.results.find(({ ruleId }: { ruleId: string }) => ruleId === 'disposability/restart-gives-up');
  expect(result.fixes).toEqual([
    {
      description: { text: 'Remove max_attempts' },
      artifactChanges: [
        {
          artifactLocation: { uri: 'docker-stack.yml', uriBaseId: '%SRCROOT%' },
          replacements: [
            {
              deletedRegion: { startLine: 6, startColumn: 1, endLine: 7, endColumn: 1 },
              insertedContent: { text: '' },
            },
          ],
        },
      ],
    },
  ]);
  const { diagnostics } = JSON.parse(rdjson(report, own));
  expect(diagnostics.flatMap((one: { suggestions?: unknown[] }) => one.suggestions ?? [])).toEqual([
    { range: { start: { line: 6 }, end: { line: 6 } }, text: '' },
  ]);
  expect(text(report, { ...own, verbose: false, quiet: false })).toContain('1 finding can be mended with --fix');
});

test('an edit that would show a secret is told by its title only', async () => {
  const tree = { 'docker-stack.yml': stack('').replace('max_attempts: 3', 'max_attempts: 3 # token=hunter2hunter2') };
  const { report, own } = await printed(tree);
  const { findings } = JSON.parse(json(report, own));
  const { fix } = findings.find(({ check }: { check: string }) => check === 'disposability/restart-gives-up');
  expect(fix).toEqual({ title: 'Remove max_attempts', safety: 'safe', edits: null });
  expect(sarif(report, own)).not.toContain('"fixes"');
});

test('what is accepted is not mended', async () => {
  const tree = {
    'docker-stack.yml': stack('').replace(
      '        max_attempts',
      '        # swarm-lint-ignore disposability/restart-gives-up -- it may\n        max_attempts',
    ),
  };
  const { report, own } = await printed(tree);
  const finding = report.findings.find(({ check }) => check === 'disposability/restart-gives-up')!;
  expect(finding.suppressed).toBeDefined();
  expect(editsFor(finding, own)).toBeUndefined();
});
