/** Bad input becomes a gap or a finding with its place; the rest of the repository is still reported; nothing crashes. */

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { rules } from '../rules/index.ts';
import { formats } from '../src/report/index.ts';
import { type FileTree, lineIndex } from '../src/source/index.ts';
import { lintTree, readTree } from './support/lint.ts';

const good: FileTree = {
  'good/docker-stack.yml': 'services:\n  web:\n    image: registry.example/web:1\n    deploy: {replicas: 2}\n',
};

const alone = (path: string, text: string) => {
  const { report } = lintTree({ ...good, [path]: text });
  expect(report.faults).toEqual([]);
  expect(report.services.map(({ service }) => service.stack)).toContain('good/docker-stack.yml');
  return report;
};

const said = (path: string, text: string): readonly string[] => {
  const report = alone(path, text);
  return [...report.gaps, ...report.findings]
    .filter(({ place }) => place.path === path)
    .map(({ place }) => `${place.start.line}`);
};

describe('one bad file', () => {
  test.each([
    ['broken YAML', 'docker-stack.yml', 'services:\n  web:\n    image: a\n    ports: [80\n  db:\n    image: b\n'],
    [
      'duplicate keys',
      'docker-stack.yml',
      'services:\n  web:\n    image: r.example/a:1\n    image: r.example/b:1\n    deploy: {}\n',
    ],
    ['a cyclic merge', 'docker-stack.yml', 'x-a: &a\n  <<: *a\nservices:\n  web: &w\n    image: a\n    labels: *w\n'],
    ['a Dockerfile without FROM', 'Dockerfile', 'RUN echo hello\n'],
    ['an empty Dockerfile', 'Dockerfile', ''],
    ['broken JSON', 'package.json', '{ "name": '],
    ['broken TOML', 'pyproject.toml', '[project\nname = 1'],
    [
      'a template',
      'docker-stack.yml',
      'services:\n  {% for s in services %}\n  web:\n    image: {{ s }}\n  {% endfor %}\n',
    ],
  ])('%s is told with its place', (_name, path, text) => expect(said(path, text).length).toBeGreaterThan(0));

  test.each([
    ['an empty stack file', 'docker-stack.yml', ''],
    ['only a comment', 'docker-stack.yml', '# nothing yet\n'],
    [
      'unknown tags',
      'docker-stack.yml',
      'services:\n  web: !thing\n    image: !reset r.example/a:1\n    deploy: {replicas: 1}\n',
    ],
    [
      'prototype keys',
      'docker-stack.yml',
      'services:\n  __proto__:\n    image: a\n  constructor:\n    image: b\n    environment: {toString: x, __proto__: y}\n',
    ],
    [
      'prototype keys in JSON',
      'package.json',
      '{"__proto__": {"a": 1}, "scripts": {"__proto__": "x", "constructor": "y"}, "dependencies": {"__proto__": "1"}}',
    ],
    ['source that does not parse', 'app.js', "import express from 'express'; app.listen(((("],
    ['a shell script that does not parse', 'deploy.sh', '#!/bin/sh\nif then docker stack deploy -c "$(\n'],
  ])('%s breaks nothing', (_name, path, text) => void alone(path, text));
});

test('places lie inside their files, whatever happens to them', () => {
  const trees = ['flawless-shop', 'lift-and-shift-shop', 'polyglot-monorepo'].map((name) =>
    readTree(`fixtures/projects/${name}`),
  );
  fc.assert(
    fc.property(fc.constantFrom(...trees), fc.nat(), fc.nat(), fc.string({ maxLength: 6 }), (tree, file, at, junk) => {
      const paths = Object.keys(tree);
      const path = paths[file % paths.length]!;
      const text = tree[path]!;
      const cut = at % (text.length + 1);
      const changed = { ...tree, [path]: text.slice(0, cut) + junk + text.slice(cut + junk.length) };
      const { report } = lintTree(changed);
      expect(report.faults).toEqual([]);
      for (const { place } of [...report.findings, ...report.gaps]) {
        expect(place.start.line).toBeLessThanOrEqual(lineIndex(changed[place.path] ?? '').lineCount);
        expect(place.start.line).toBeGreaterThan(0);
      }
    }),
    { numRuns: 60 },
  );
}, 120_000);

test('the same tree gives the same report, in any order of its files', () => {
  const tree = readTree('fixtures/projects/lift-and-shift-shop');
  const backwards = Object.fromEntries(Object.entries(tree).reverse());
  const json = (one: FileTree) =>
    JSON.stringify(lintTree(one).report, (_key, value) => (typeof value === 'function' ? undefined : value));
  expect(json(backwards)).toBe(json(tree));
  expect(json(tree)).toBe(json(tree));
});

test('no value of a secret is in any output', async () => {
  const secret = 'S3cr3t-0f-the-sh0p';
  const tree: FileTree = {
    'docker-stack.yml': `services:\n  web:\n    image: registry.example/web:1\n    build: .\n    command: ["node", "main.js", "--token=${secret}"]\n    environment:\n      DB_PASSWORD: ${secret}\n      DATABASE_URL: postgres://app:${secret}@localhost/app\n      API_TOKEN: \${API_TOKEN:-${secret}}\n    ports: ["80:3000"]\n    deploy: {replicas: 2}\n`,
    Dockerfile: `FROM node:22-slim\nENV JWT_SECRET=${secret}\nWORKDIR /app\nCOPY . .\nHEALTHCHECK CMD curl -u app:${secret} http://127.0.0.1:3000/\nCMD node main.js\n`,
    '.env': `SESSION_SECRET=${secret}\n`,
    'package.json': '{"name":"web","dependencies":{"express":"5.1.0","express-session":"1.18.2"}}',
    'main.js': `import express from 'express';\nimport session from 'express-session';\nconst key = process.env.KEY ?? '${secret}';\nconst app = express();\napp.use(session({ secret: process.env.SESSION_SECRET || '${secret}' }));\napp.listen(3000);\n`,
    'deploy.sh': `#!/bin/sh\ndocker login -u ci -p ${secret} registry.example\ndocker stack deploy -c docker-stack.yml shop\n`,
  };
  const { facts, report } = lintTree(tree);
  expect(report.findings.length).toBeGreaterThan(3);
  const context = {
    tree,
    facts,
    rules,
    version: '0',
    root: '.',
    durationMs: 0,
    width: 100,
    colour: false,
    unicode: true,
    quiet: false,
    verbose: true,
  };
  for (const [name, { load }] of formats) {
    const print = await load();
    expect([name, print(report, context).includes(secret)]).toEqual([name, false]);
  }
});
