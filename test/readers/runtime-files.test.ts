import { expect, test } from '@jest/globals';
import { pipelineReaders } from '../../src/readers/pipeline/index.ts';
import { runtimeFileReader } from '../../src/readers/runtime-files.ts';

const context = { parsers: {}, exists: () => false };

test.each([
  ['.nvmrc', '# comment\nlts/iron\n', ['node lts/iron']],
  ['.ruby-version', 'ruby-3.3.1\n', ['ruby 3.3.1']],
  [
    '.tool-versions',
    'nodejs 22.4.0 20.1.0\njava temurin-21.0.4+7\nterraform 1.9.0\n',
    ['node 22.4.0', 'java 21.0.4+7'],
  ],
  ['mise.toml', '[env]\nnode = "1"\n[tools]\nnode = "22"\npython = ["3.12", "3.11"]\n', ['node 22', 'python 3.12']],
  ['rust-toolchain.toml', '[toolchain]\nchannel = "1.80"\n', ['rust 1.80']],
  ['rust-toolchain', '1.79\n', ['rust 1.79']],
  ['global.json', '{ "sdk": { "version": "8.0.100" } }', ['dotnet 8.0.100']],
  ['package.json', '{ "engines": { "node": ">=20" }, "volta": { "node": "22.1.0" } }', ['node >=20', 'node 22.1.0']],
  ['go.mod', 'module a\n\ngo 1.23.1\n\ntoolchain go1.24\n', ['go 1.23.1']],
  ['Gemfile', "source 'x'\n# ruby '2'\nruby '~> 3.3'\n", ['ruby ~> 3.3']],
  ['package.json', '{ broken', []],
])('%s: %j', (path, text, expected) => {
  const wishes = runtimeFileReader.read({ path, text }, context).runtimeWishes ?? [];
  expect(wishes.map(({ runtime, version }) => `${runtime} ${version}`)).toEqual(expected);
  for (const { at, version } of wishes) expect(text.slice(at.start, at.end)).toContain(version);
});

function pipeline(path: string, text: string) {
  const readings = pipelineReaders
    .filter(({ claims }) => claims(path))
    .map(({ read }) => read({ path, text }, context));
  return {
    wishes: readings.flatMap(({ runtimeWishes = [] }) =>
      runtimeWishes.map(({ runtime, version }) => `${runtime} ${version}`),
    ),
    images: readings.flatMap(({ pipelineImages = [] }) =>
      pipelineImages.map(({ reference = '?', beside, job }) => `${job ?? ''}${beside ? '+' : ' '}${reference}`),
    ),
  };
}

test('a workflow with a matrix, inputs called services and a container', () => {
  const text = `on:
  workflow_dispatch:
    inputs:
      services:
        description: which
jobs:
  unit:
    container: node:22
    strategy: { matrix: { python: ['3.12', '3.13'], db: [postgres] } }
    services:
      db:
        image: \${{ matrix.db }}:16
      other:
        image: \${{ env.IMAGE }}
    steps:
      - uses: actions/setup-python@v5
        with: { python-version: '\${{ matrix.python }}' }
      - uses: actions/setup-node@v4
        with: { node-version-file: .nvmrc }
`;
  expect(pipeline('.github/workflows/test.yml', text)).toEqual({
    wishes: ['python 3.12', 'python 3.13'],
    images: ['unit+postgres:16', 'unit+?', 'unit node:22'],
  });
});

test('GitLab names services in a list', () => {
  const text = 'image: ruby:3.3\ntest:\n  services:\n    - postgres:16\n    - name: redis:7\n  script: [rake]\n';
  expect(pipeline('.gitlab-ci.yml', text).images).toEqual([' ruby:3.3', 'test+postgres:16', 'test+redis:7']);
});
