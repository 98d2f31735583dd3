/** The package as it is published: its files, its types, and a program of somebody else that uses it. It takes a build. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const description = JSON.parse(readFileSync('package.json', 'utf8'));
const home = realpathSync(mkdtempSync(join(tmpdir(), 'swarm-lint-package-')));
const modules = join(home, 'node_modules');
let archive = '';
let files: readonly string[] = [];

beforeAll(() => {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const packed = JSON.parse(
    execFileSync(npm, ['pack', '--ignore-scripts', '--json', '--pack-destination', home], { encoding: 'utf8' }),
  );
  const [{ filename, files: held }] = Array.isArray(packed) ? packed : Object.values(packed);
  archive = join(home, filename);
  files = held.map(({ path }: { path: string }) => path);
  const target = join(modules, description.name);
  mkdirSync(target, { recursive: true });
  execFileSync('tar', ['xzf', archive, '-C', target, '--strip-components=1']);
  // What it declares and nothing else, so that a package used without being declared cannot be found.
  for (const name of Object.keys(description.dependencies)) {
    const link = join(modules, name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(resolve('node_modules', name), link, 'junction');
  }
}, 120_000);
afterAll(() => rmSync(home, { recursive: true, force: true }));

test('it holds what runs and what is read, and neither tests nor sources', () => {
  for (const path of ['dist/cli.js', 'dist/src/index.d.ts', 'dist/grammars/bash.wasm', 'LICENSE', 'README.md'])
    expect(files).toContain(path);
  for (const path of ['dist/schema/configuration.json', description.man]) expect(files).toContain(path);
  expect(files.filter((path) => /^(?:src|test|fixtures)\/|\.ts$/.test(path) && !path.endsWith('.d.ts'))).toEqual([]);
});

/** Licences that ask for nothing but to be named. */
const permissive = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'Apache-2.0', '0BSD'];

test('the licences of all it contains are with it, and of all it depends on known', () => {
  expect(files).toContain('dist/THIRD-PARTY-NOTICES.txt');
  const notices = readFileSync(join(modules, description.name, 'dist/THIRD-PARTY-NOTICES.txt'), 'utf8');
  const named = [...notices.matchAll(/^={80}\n(\S+) (\S+)\nLicence: (.*)\n-{80}\n(.*)/gm)];
  const names = named.map(([, name]) => name);
  for (const name of ['commander', 'yaml', 'sax', 'globby', '@vscode/tree-sitter-wasm', 'tree-sitter-elixir'])
    expect(names).toContain(name);
  expect(named.filter(([, , , licence, text]) => !permissive.includes(licence!) || text!.trim() === '')).toEqual([]);
  const installed = Object.keys(description.dependencies).map(
    (name) => JSON.parse(readFileSync(join('node_modules', name, 'package.json'), 'utf8')).license,
  );
  expect(installed.filter((licence) => !permissive.includes(licence))).toEqual([]);
});

test('publint and attw have nothing to say', () => {
  const tool = (name: string, entry: string) => join('node_modules', name, entry);
  const publint = spawnSync(process.execPath, [tool('publint', 'src/cli.js'), '--strict', archive], {
    encoding: 'utf8',
  });
  expect(publint.stdout + publint.stderr).toContain('All good!');
  const attw = tool('@arethetypeswrong/cli', 'dist/index.js');
  const types = spawnSync(process.execPath, [attw, '--profile', 'esm-only', archive], { encoding: 'utf8' });
  expect([types.status, types.status === 0 ? '' : types.stdout]).toEqual([0, '']);
}, 60_000);

const program = `import { type Finding, lint, lintDirectory, prepare, print, type Verdict } from 'swarm-lint';

const { report, facts, tree, root } = await lintDirectory(process.argv[2]!, { target: 'swarm' });
const verdicts: Record<string, Verdict> = {};
for (const { service, verdict } of report.services) verdicts[service.name] = verdict;
const errors: readonly Finding[] = report.findings.filter(({ severity }) => severity === 'error');

const again = lint(tree, { ...(await prepare(tree)), listing: Object.keys(tree) });
const json: { schema: number } = JSON.parse(await print({ report, facts, tree }, 'json'));
const unknown = await print({ report, facts, tree }, 'jsno').catch((error: Error) => error.message);
const missing = await lintDirectory(\`\${root}/nowhere\`).catch((error: Error) => error.name);
console.log(
  JSON.stringify({ verdicts, errors: errors.length, again: again.report.services.length, schema: json.schema, unknown, missing }),
);
`;

test('a program in TypeScript that uses it compiles, and runs', () => {
  writeFileSync(join(home, 'package.json'), '{"type":"module"}');
  writeFileSync(join(home, 'program.ts'), program);
  symlinkSync(resolve('node_modules', '@types'), join(modules, '@types'), 'junction');
  const compiler = resolve('node_modules', 'typescript', 'bin', 'tsc');
  const words = ['--strict', '--module', 'nodenext', '--target', 'es2023', '--types', 'node', 'program.ts'];
  const compiled = spawnSync(process.execPath, [compiler, ...words], { cwd: home, encoding: 'utf8' });
  expect(compiled.stdout).toBe('');
  const ran = spawnSync(process.execPath, ['program.js', resolve('fixtures/projects/lift-and-shift-shop')], {
    cwd: home,
    encoding: 'utf8',
  });
  expect(ran.stderr).toBe('');
  const said = JSON.parse(ran.stdout);
  expect(said).toMatchObject({ verdicts: { web: 'undeployable' }, schema: 1, missing: 'UsageError' });
  expect(said.errors).toBeGreaterThan(0);
  expect(said.again).toBe(Object.keys(said.verdicts).length);
  expect(said.unknown).toContain('unknown format "jsno"');
}, 120_000);
