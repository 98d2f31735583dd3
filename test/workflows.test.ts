/** The workflows of this repository: nothing moves under them, and none may do more than it needs. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly {
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Readonly<Record<string, unknown>>;
  }[];
}

const folder = '.github/workflows';
const workflows = readdirSync(folder).map((name) => {
  const text = readFileSync(join(folder, name), 'utf8');
  const { permissions, jobs }: { permissions?: object; jobs: Record<string, Job> } = parse(text);
  return { name, text, permissions, jobs };
});

test.each(workflows)('$name: actions are pinned by commit, and say which version that is', ({ text }) => {
  const uses = text.split('\n').filter((line) => /\buses:/.test(line));
  expect(uses.length).toBeGreaterThan(0);
  expect(uses.filter((line) => !/uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d/.test(line))).toEqual([]);
});

test.each(workflows)('$name: least permissions', ({ permissions, jobs }) => {
  expect(permissions).toBeDefined();
  expect(Object.values(permissions!)).not.toContain('write');
  for (const [name, { permissions: own = {} }] of Object.entries(jobs))
    expect([name, Object.entries(own).filter(([, level]) => level === 'write')]).toEqual([
      name,
      name === 'publish' ? [['id-token', 'write']] : [],
    ]);
});

test.each(workflows)(
  '$name: the token of the checkout is not left behind, and no expression is written into a script',
  ({ jobs }) => {
    for (const { steps } of Object.values(jobs))
      for (const { uses, run, with: values } of steps) {
        if (uses?.startsWith('actions/checkout@')) expect(values?.['persist-credentials']).toBe(false);
        expect(run ?? '').not.toContain('${{');
      }
  },
);

test('what is published was installed without scripts, and says where it comes from', () => {
  const { jobs } = workflows.find(({ name }) => name === 'release.yml')!;
  const runs = jobs.publish!.steps.map(({ run }) => run ?? '').join('\n');
  expect(runs).toContain('npm ci --ignore-scripts');
  expect(runs).toContain('npm audit --omit=dev\n');
  expect(runs).toContain('npm audit signatures');
  expect(runs).toMatch(/npm publish .*--provenance/);
  // npm asks for the repository that the workflow runs in.
  const named = runs.indexOf(
    'npm pkg set repository.type=git "repository.url=git+$GITHUB_SERVER_URL/$GITHUB_REPOSITORY.git"',
  );
  expect(named).toBeGreaterThan(-1);
  expect(named).toBeLessThan(runs.indexOf('npm publish'));
});
