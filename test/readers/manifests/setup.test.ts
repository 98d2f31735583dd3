/** What `setup.py` and `setup.cfg` name, and what they leave to the run. */
import { describe, expect, test } from '@jest/globals';
import { setupCfgReader } from '../../../src/readers/manifests/setup-cfg.ts';
import { setupPyReader } from '../../../src/readers/manifests/setup-py.ts';
import { lintTree, parsers } from '../../support/lint.ts';

const context = { parsers, exists: () => false };
const ofPython = (text: string) => setupPyReader.read({ path: 'setup.py', text }, context);
const ofConfig = (text: string) => setupCfgReader.read({ path: 'setup.cfg', text }, context);
const said = ({ manifests }: ReturnType<typeof ofPython>) =>
  manifests![0]!.dependencies.map(({ name, version, group }) => [name, version, group].join(' ').trim());

describe('setup.py', () => {
  const text = `from setuptools import setup

REQUIRED = [
    "flask>=3,<4",  # the web part
    'psycopg[binary]==3.2.3; python_version >= "3.9"',
]
EXTRA = ("redis",)

setup(
    name="shop",
    python_requires=">=3.9",
    install_requires=REQUIRED + list_of_ours,
    extras_require={"cache": EXTRA, "docs": ["sphinx"]},
    tests_require="""
        pytest
        # not this one
        responses>=0.20
    """,
    entry_points={"console_scripts": ["shop = shop.main:run"]},
)
`;
  const literal = text.replace(' + list_of_ours', '');
  test('lists that stand in it, also under a name of the module', () => {
    const read = ofPython(literal);
    expect(said(read)).toEqual([
      'flask >=3,<4 runtime',
      'psycopg ==3.2.3 runtime',
      'redis  optional',
      'sphinx  optional',
      'pytest  development',
      'responses >=0.20 development',
    ]);
    const [manifest] = read.manifests!;
    expect(manifest).toMatchObject({ name: 'shop', bins: ['shop'], runtime: { value: '>=3.9' } });
    expect(manifest!.computed).toBeUndefined();
    expect(read.gaps).toBeUndefined();
    const { at } = manifest!.dependencies[0]!;
    expect(literal.slice(at.start, at.end)).toBe('"flask>=3,<4"');
  });
  test.each([
    ['a list that is put together', text],
    ['a list that is added to', literal.replace('setup(\n', 'REQUIRED.append("x")\nsetup(\n')],
    ['a list that is bound twice', literal.replace('setup(\n', 'if x:\n    REQUIRED = []\nsetup(\n')],
    ['arguments that are handed on', literal.replace('name="shop"', '**settings')],
    ['a file that is read', literal.replace('REQUIRED,', 'open("requirements.txt").read().splitlines(),')],
    ['what pbr finds', literal.replace('name="shop"', 'pbr=True')],
    ['a text that is filled in', literal.replace('"flask>=3,<4"', 'f"flask{pin}"')],
  ])('%s is not known, and says so', (_, computed) => {
    const { manifests, gaps } = ofPython(computed);
    expect(manifests![0]!.computed).toBe(true);
    expect(gaps!.map(({ at, why }) => [computed.slice(at.start, at.end), why])).toEqual([
      ['setup', 'puts its dependencies together when it runs: they are not known'],
    ]);
  });
  test('without the parser only its presence is known', () => {
    const { manifests, gaps } = setupPyReader.read({ path: 'setup.py', text }, { parsers: {}, exists: () => false });
    expect(manifests![0]).toMatchObject({ ecosystem: 'python', dependencies: [], computed: true });
    expect(gaps).toHaveLength(1);
  });
  test('entry points as text, and a call through the module', () => {
    const { manifests } = ofPython(
      'import setuptools\nsetuptools.setup(entry_points="""\n[gui_scripts]\na = b:c\n[console_scripts]\nshop = shop:run\n""")\n',
    );
    expect(manifests![0]!.bins).toEqual(['shop']);
    expect(manifests![0]!.computed).toBeUndefined();
  });
  test('nesting without end is no trouble', () => {
    const deep = `setup(install_requires=${'['.repeat(20_000)}${']'.repeat(20_000)})`;
    expect(ofPython(deep).manifests![0]!.computed).toBe(true);
    expect(ofPython(`setup(install_requires=${'('.repeat(3000)}`).manifests).toHaveLength(1);
  });
});

describe('setup.cfg', () => {
  const text = `[metadata]
name = shop

[options]
python_requires = >=3.10
install_requires =
    flask>=3
    # a comment
    psycopg[binary]==3.2.3 ; sys_platform != "win32"

[options.extras_require]
cache: redis
[options.entry_points]
console_scripts =
    shop = shop.main:run
[flake8]
install_requires = not-this
`;
  test('packages with their places', () => {
    const read = ofConfig(text);
    expect(said(read)).toEqual(['flask >=3 runtime', 'psycopg ==3.2.3 runtime', 'redis  optional']);
    const [manifest] = read.manifests!;
    expect(manifest).toMatchObject({ name: 'shop', bins: ['shop'], runtime: { value: '>=3.10' } });
    for (const { at, name } of manifest!.dependencies) expect(text.slice(at.start, at.end).startsWith(name)).toBe(true);
  });
  test('packages that stand in another file are not known', () => {
    const { manifests } = ofConfig('[options]\ninstall_requires = file: requirements.txt\n');
    expect(manifests![0]).toMatchObject({ computed: true, includes: ['requirements.txt'], dependencies: [] });
  });
  test('settings of tools are no manifest', () => {
    expect(ofConfig('[flake8]\nmax-line-length = 120\n[tool:pytest]\ntestpaths = tests\n')).toEqual({});
  });
  test('a file cut off anywhere is read as far as it goes', () => {
    for (let end = 0; end < text.length; end++) expect(() => ofConfig(text.slice(0, end))).not.toThrow();
  });
});

describe('imports beside a setup.py', () => {
  const tree = (setup: string) => ({
    'docker-stack.yml': 'services:\n  web:\n    image: registry.example/shop:1.0.0\n    build: .\n',
    Dockerfile: 'FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pip install .\nCMD ["python", "main.py"]\n',
    'setup.py': setup,
    'main.py': 'import flask\nimport redis\nprint(flask, redis)\n',
  });
  const undeclared = (setup: string) =>
    lintTree(tree(setup))
      .report.findings.filter(({ check }) => check === 'dependencies/undeclared-import')
      .map(({ message }) => message.match(/imports (\w+)/)?.[1]);
  test('what a literal list does not name is missing', () => {
    expect(undeclared('from setuptools import setup\nsetup(install_requires=["redis"])\n')).toEqual(['flask']);
  });
  test('a list that is computed may name it', () => {
    expect(undeclared('from setuptools import setup\nsetup(install_requires=["redis"] + more())\n')).toEqual([]);
  });
});
