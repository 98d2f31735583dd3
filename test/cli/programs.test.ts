/** Of programs a run reads what images ship and what that imports; everything else is left where it lies. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { examine } from '../../src/cli/examine.ts';

const home = mkdtempSync(join(tmpdir(), 'swarm-lint-programs-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
let count = 0;

async function readIn(files: Record<string, string>, everything = false): Promise<readonly string[]> {
  const root = join(home, String(count++));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const { facts } = await examine(root, [], { everything });
  return facts.code.map(({ path }) => path);
}

const stack = 'services:\n  web:\n    image: registry.example/web:1\n    build: ./web\n';
const dockerfile = 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["node", "main.js"]\n';
const program = "const sessions = new Map();\nprocess.on('SIGTERM', () => process.exit(0));\n";

test('without a Dockerfile nobody asks for programs', async () => {
  expect(await readIn({ 'docker-stack.yml': stack, 'web/main.js': program, 'tool/main.py': 'import os\n' })).toEqual(
    [],
  );
});

test('what no image ships is not read', async () => {
  const files = {
    'docker-stack.yml': stack,
    'web/Dockerfile': dockerfile,
    'web/main.js': program,
    'web/tests/main.js': program,
    'tool/main.py': 'import os\nprint(os.environ["HOME"])\n',
  };
  expect(await readIn(files)).toEqual(['web/main.js']);
  expect(await readIn(files, true)).toEqual(['tool/main.py', 'web/main.js', 'web/tests/main.js']);
});

test('an image that is made of an example ships it, also where a service starts what lies among tests', async () => {
  const example = (command: string) => ({
    'examples/web/docker-stack.yml': stack.replace('./web', '.'),
    'examples/web/Dockerfile': dockerfile.replace('main.js', command),
    'examples/web/main.js': program,
    'examples/web/tests/server.js': "require('./more.js');\n",
    'examples/web/tests/more.js': program,
    'examples/other/main.js': program,
  });
  expect(await readIn(example('main.js'))).toEqual(['examples/web/main.js']);
  expect(await readIn(example('tests/server.js'))).toEqual([
    'examples/web/main.js',
    'examples/web/tests/more.js',
    'examples/web/tests/server.js',
  ]);
});

test('what a program imports is read wherever it lies, link by link', async () => {
  expect(
    await readIn({
      'docker-stack.yml': stack,
      'web/Dockerfile': dockerfile,
      'web/main.js': "require('../shared/one.js');\n",
      'shared/one.js': "require('./two.js');\n",
      'shared/two.js': program,
      'shared/three.js': program,
    }),
  ).toEqual(['shared/one.js', 'shared/two.js', 'web/main.js']);
});

test.each([
  [
    'the context of a build section',
    { 'docker-stack.yml': stack.replace('./web', '{ context: ., dockerfile: web/Dockerfile }') },
  ],
  [
    'the context of a pipeline',
    {
      'docker-stack.yml': 'services:\n  web:\n    image: registry.example/web:1\n',
      '.github/workflows/ci.yml':
        'on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - run: docker build -t registry.example/web:1 -f web/Dockerfile .\n',
    },
  ],
  ['a context that nobody names', { 'docker-stack.yml': 'services:\n  web:\n    image: registry.example/web:1\n' }],
])('%s tells what is shipped', async (_, files) => {
  expect(
    await readIn({
      ...files,
      'web/Dockerfile': 'FROM node:22\nCOPY library ./\nCOPY web/main.js ./\nCMD ["node", "main.js"]\n',
      'web/main.js': program,
      'library/index.js': program,
      'other/index.js': program,
    } as Record<string, string>),
  ).toEqual(['library/index.js', 'web/main.js']);
});

test('packages of Go are found by the address of their module, wherever they lie', async () => {
  expect(
    await readIn({
      'docker-stack.yml': stack,
      'web/Dockerfile': 'FROM golang:1.24\nCOPY . .\nRUN go build -o /web .\nCMD ["/web"]\n',
      'web/main.go': 'package main\n\nimport "example.com/shared"\n\nfunc main() { shared.Run() }\n',
      'shared/run.go': 'package shared\n',
      'shared/run.py': 'import os\n',
    }),
  ).toEqual(['shared/run.go', 'web/main.go']);
});

test('what migrates a database may be run from elsewhere', async () => {
  expect(
    await readIn({
      'docker-stack.yml': stack,
      'web/Dockerfile': dockerfile,
      'web/main.js': program,
      'tools/migrate.js': program,
      'tools/other.js': program,
    }),
  ).toEqual(['tools/migrate.js', 'web/main.js']);
});
