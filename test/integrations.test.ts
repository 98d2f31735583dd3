/** What other programs read to run this one: the hook, the action, the component, the image, and what people copy. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';
import { targets } from '../src/kit/index.ts';
import { formats } from '../src/report/index.ts';
import { lintTree } from './support/lint.ts';

const description = JSON.parse(readFileSync('package.json', 'utf8'));
const home = mkdtempSync(join(tmpdir(), 'swarm-lint-integrations-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

test('the hook starts the program of this package', () => {
  const hooks = parse(readFileSync('.pre-commit-hooks.yaml', 'utf8'));
  expect(hooks).toHaveLength(1);
  expect(Object.keys(description.bin)).toContain(hooks[0].entry);
  // pre-commit takes all that `npm pack` prints for the name of the package it made.
  expect(readFileSync('.npmrc', 'utf8')).toMatch(/^foreground-scripts=false$/m);
  // Deleted files are no files to pre-commit: without always_run a commit of nothing else would not be looked at.
  expect(hooks[0]).toMatchObject({ id: 'swarm-lint', language: 'node', pass_filenames: false, always_run: true });
});

(process.platform === 'win32' ? describe.skip : describe)('the action', () => {
  const action = parse(readFileSync('action.yml', 'utf8'));
  const [step, open, upload] = action.runs.steps;
  const defaults: Record<string, string> = Object.fromEntries(
    Object.entries<{ default: string }>(action.inputs).map(([name, input]) => [name, input.default]),
  );

  /** The words that the step hands to npx, with these inputs. */
  function words(inputs: Readonly<Record<string, string>>): readonly string[] {
    const npx = join(home, 'npx');
    writeFileSync(npx, '#!/bin/sh\nprintf "%s\\n" "$@"\n');
    chmodSync(npx, 0o755);
    const given = { ...defaults, ...inputs };
    const env = Object.fromEntries(
      Object.entries<string>(step.env).map(([name, value]) => [
        name,
        value.replace(/\$\{\{ inputs\.([\w-]+) \}\}/, (_whole, input: string) => given[input] ?? ''),
      ]),
    );
    const ran = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], {
      env: { ...env, PATH: `${home}:${process.env.PATH}` },
      encoding: 'utf8',
    });
    expect(ran.stderr).toBe('');
    return ran.stdout.trimEnd().split('\n');
  }

  test('lints the checkout, annotates, and writes SARIF', () => {
    expect(words({})).toEqual([
      ...['--yes', `swarm-lint@${description.version}`, '--format', 'github', '--format', 'sarif:swarm-lint.sarif'],
      ...['--fail-on', 'error', '--target', 'auto', '--', '.'],
    ]);
    for (const name of ['github', 'sarif']) expect([...formats.keys()]).toContain(name);
    expect(upload.uses).toMatch(/^github\/codeql-action\/upload-sarif@/);
  });

  test('hands inputs over as they are: no shell reads them', () => {
    const hostile = 'a b; $(touch pwned) `id` "x" -- --fail-on never';
    expect(words({ path: hostile, 'sarif-file': '' }).slice(2)).toEqual([
      ...['--format', 'github', '--fail-on', 'error', '--target', 'auto', '--', hostile],
    ]);
    for (const { run } of [step, open]) expect(run).not.toContain('${{');
  });

  const jq = spawnSync('jq', ['--version']).status === 0 ? test : test.skip;
  jq('takes accepted findings, and no others, out of what is uploaded', () => {
    const sarif = join(home, 'all.sarif');
    const results = [{ suppressions: [] }, { suppressions: [{ kind: 'inSource' }] }, {}];
    writeFileSync(sarif, JSON.stringify({ runs: [{ results }] }));
    const env = { ...process.env, LINT_SARIF: sarif, RUNNER_TEMP: home };
    const ran = spawnSync('bash', ['-eo', 'pipefail', '-c', open.run], { env, encoding: 'utf8' });
    expect(ran.stderr).toBe('');
    const { runs } = JSON.parse(readFileSync(join(home, 'swarm-lint.sarif'), 'utf8'));
    expect(runs[0].results).toEqual([{ suppressions: [] }, {}]);
    const filter = /jq '[^']+'/.exec(open.run)![0];
    expect(readFileSync('README.md', 'utf8')).toContain(filter);
  });

  test('runs the version it was published with', () => {
    expect(defaults.version).toBe(description.version);
  });

  test('uses every input', () => {
    const text = JSON.stringify(action.runs);
    for (const name of Object.keys(action.inputs)) expect(text).toContain(`inputs.${name}`);
  });
});

describe('the component of GitLab', () => {
  const template = readFileSync('templates/swarm-lint.yml', 'utf8');
  const [header, body] = parseAllDocuments(template).map((one) => one.toJS());
  const inputs: Readonly<Record<string, { default: string; description: string; options?: readonly string[] }>> =
    header.spec.inputs;
  const job = body['$[[ inputs.job-name ]]'];

  test('describes every input, and uses it', () => {
    const used = JSON.stringify(body).match(/\$\[\[ inputs\.([\w-]+) \]\]/g) ?? [];
    const names = Object.keys(inputs).map((name) => `$[[ inputs.${name} ]]`);
    expect([...new Set(used)].sort()).toEqual(names.sort());
    for (const input of Object.values(inputs))
      expect([typeof input.description, typeof input.default]).toEqual(['string', 'string']);
    expect(inputs.target!.options).toEqual([...targets]);
    expect(inputs.version!.default).toBe(description.version);
  });

  test('keeps the report for the merge request, whatever was found', () => {
    expect(job.artifacts).toEqual({ when: 'always', reports: { codequality: 'gl-code-quality-report.json' } });
    expect([...formats.keys()]).toContain('gitlab');
  });

  /** The words that the script hands to npx, in the plainest shell, with these inputs. */
  function words(given: Readonly<Record<string, string>>): readonly string[] {
    const npx = join(home, 'npx');
    writeFileSync(npx, '#!/bin/sh\nprintf "%s\\n" "$@"\n');
    chmodSync(npx, 0o755);
    // As GitLab does it: inputs go in as text, and then the YAML is read.
    const filled = template.replace(
      /\$\[\[ inputs\.([\w-]+) \]\]/g,
      (_all, input: string) => given[input] ?? inputs[input]!.default,
    );
    const [, { 'swarm-lint': job }] = parseAllDocuments(filled).map((one) => one.toJS());
    const variables = Object.entries<{ value: string; expand: boolean }>(job.variables).map(
      ([name, { value, expand }]) => {
        expect(expand).toBe(false);
        return [name, value];
      },
    );
    const ran = spawnSync('sh', ['-e', '-c', job.script.join('\n')], {
      env: { ...Object.fromEntries(variables), PATH: `${home}:${process.env.PATH}` },
      encoding: 'utf8',
    });
    expect(ran.stderr).toBe('');
    return ran.stdout.trimEnd().split('\n');
  }

  const posix = process.platform === 'win32' ? test.skip : test;
  posix('lints the checkout and writes the report', () => {
    expect(words({})).toEqual([
      ...[
        '--yes',
        `swarm-lint@${description.version}`,
        '--format',
        'text',
        '--format',
        'gitlab:gl-code-quality-report.json',
      ],
      ...['--fail-on', 'error', '--target', 'auto', '--', '.'],
    ]);
  });

  posix('hands inputs over as they are: no shell reads them', () => {
    const hostile = `a b; $(touch pwned) \`id\` "x" 'y': z # -- --fail-on never`;
    expect(words({ path: hostile, baseline: hostile, 'fail-on': hostile }).slice(6)).toEqual([
      ...['--fail-on', hostile, '--target', 'auto', `--baseline=${hostile}`, '--', hostile],
    ]);
    expect(JSON.stringify(job.script)).not.toContain('$[[');
  });
});

describe('what the README shows to copy', () => {
  const readme = readFileSync('README.md', 'utf8');
  const blocks = [...readme.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, text]) => text!);
  /** Steps in the cells of a table: `- run: …`. */
  const cells = [...readme.matchAll(/`(- \w+: [^`]+)`/g)].map(([, text]) => text!);

  test('is YAML', () => {
    expect(blocks.length).toBeGreaterThan(5);
    expect(cells.length).toBeGreaterThan(5);
    for (const text of [...blocks, ...cells])
      for (const document of parseAllDocuments(text)) {
        expect([text, document.errors, document.warnings]).toEqual([text, [], []]);
        expect([text, typeof document.toJS()]).toEqual([text, 'object']);
      }
  });

  test('names this version', () => {
    const versions = [...readme.matchAll(/swarm-lint@v?(\d[\w.-]*)|\brev: v(\S+)/g)].map(
      (found) => found[1] ?? found[2],
    );
    expect(versions.length).toBeGreaterThan(5);
    expect([...new Set(versions)]).toEqual([description.version]);
  });

  test('names actions of GitHub by their major version', () => {
    const used = [...readme.matchAll(/uses: (\S+)/g)].map(([, action]) => action!);
    const foreign = used.filter((action) => !action.startsWith('OWNER/'));
    expect(foreign.length).toBeGreaterThan(3);
    for (const action of foreign) expect(action).toMatch(/^(actions|github)\/[\w/-]+@v\d+$/);
    expect(new Set(foreign).size).toBe(new Set(foreign.map((action) => action.split('@')[0])).size);
  });
});

test('actions that run here, and with the action, are pinned by commit', () => {
  const files = ['action.yml', ...readdirSync('.github/workflows').map((name) => `.github/workflows/${name}`)];
  for (const file of files)
    for (const [, action] of readFileSync(file, 'utf8').matchAll(/uses: (.+)/g))
      expect([file, action]).toEqual([file, expect.stringMatching(/^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)]);
  const [updates] = parse(readFileSync('.github/dependabot.yml', 'utf8')).updates;
  expect(updates).toMatchObject({ 'package-ecosystem': 'github-actions', directory: '/' });
});

test('the image passes its own lint', () => {
  const { report } = lintTree({
    Dockerfile: readFileSync('Dockerfile', 'utf8'),
    '.dockerignore': readFileSync('.dockerignore', 'utf8'),
    'package.json': readFileSync('package.json', 'utf8'),
    'package-lock.json': '{ "lockfileVersion": 3 }',
    ...Object.fromEntries(
      [
        'build.mjs',
        'tsconfig.json',
        'tsconfig.build.json',
        'README.md',
        'LICENSE',
        'CHANGELOG.md',
        'src/x',
        'rules/x',
      ].map((path) => [path, '']),
    ),
    'docker-stack.yml': `services:
  lint:
    image: registry.example/swarm-lint:0.1.0
    build: .
    logging: { driver: local }
    deploy: { mode: replicated-job, resources: { limits: { memory: 1G } } }
`,
  });
  expect(report.findings.map(({ check, message }) => `${check}: ${message}`)).toEqual([]);
  expect(report.services.map(({ verdict, singleton }) => [verdict, singleton])).toEqual([['singleton', 'ok']]);
});
