/** Repositories made to stop a linter: bombs, depth, and text that makes careless patterns slow. Time is that of the processor. */
import { describe, expect, test } from '@jest/globals';
import { rules } from '../rules/index.ts';
import type { Check } from '../src/kit/index.ts';
import type { FileTree } from '../src/source/index.ts';
import { lintTree } from './support/lint.ts';
import { lintedWell } from './support/promises.ts';

const stack = 'services:\n  web:\n    image: registry.example/web:1\n    deploy: {replicas: 2}\n';

/** Milliseconds for one hostile file, the warming up of the process included. */
const PATIENCE = 5_000;

function survives(tree: FileTree): void {
  const before = process.cpuUsage();
  const { broken } = lintedWell({ 'good/docker-stack.yml': stack, ...tree });
  const took = process.cpuUsage(before).user / 1000;
  expect(broken.filter(({ promise }) => promise !== 'no hang')).toEqual([]);
  expect(took).toBeLessThan(PATIENCE);
}

describe('bombs and depth', () => {
  const laughs = [
    'x-0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]',
    ...Array.from({ length: 9 }, (_, at) => `x-${at + 1}: &a${at + 1} [${Array(9).fill(`*a${at}`).join(', ')}]`),
  ].join('\n');
  const merges = [
    'x-0: &m0 {a: 1}',
    ...Array.from(
      { length: 25 },
      (_, at) => `x-${at + 1}: &m${at + 1}\n  <<: [*m${at}, *m${at}]\n  k${at}: {<<: *m${at}}`,
    ),
  ].join('\n');
  test.each([
    ['aliases of aliases', { 'docker-stack.yml': `${laughs}\n${stack}    labels: *a9\n` }],
    ['merges of merges', { 'docker-stack.yml': `${merges}\n${stack}    environment: *m25\n` }],
    ['flow sequences', { 'docker-stack.yml': `${stack}    command: ${'['.repeat(5_000)}${']'.repeat(5_000)}\n` }],
    [
      'block mappings',
      { 'docker-stack.yml': Array.from({ length: 1_000 }, (_, at) => `${' '.repeat(at)}a:`).join('\n') },
    ],
    ['JSON', { 'package.json': '{"a":'.repeat(5_000) }],
    ['TOML', { 'pyproject.toml': `a = ${'['.repeat(5_000)}` }],
    ['XML', { 'pom.xml': '<a>'.repeat(20_000) }],
    [
      'entities',
      {
        'pom.xml': `<!DOCTYPE a [<!ENTITY a "aaaa">${Array.from({ length: 20 }, (_, at) => `<!ENTITY a${at} "&a;&a;">`).join('')}]><project>&a19;</project>`,
      },
    ],
    ['shell', { 'deploy.sh': `docker stack deploy -c ${'$('.repeat(3_000)}` }],
    ['interpolation', { 'docker-stack.yml': `${stack}    hostname: "${'${A:-'.repeat(3_000)}"\n` }],
    ['JavaScript', { 'app.js': `import express from 'express';\napp.listen(${'('.repeat(3_000)}` }],
    ['Python', { 'app.py': `from flask import Flask\napp = ${'['.repeat(3_000)}` }],
    ['conditions', { 'app.rb': `require 'sinatra'\n${'if a\n'.repeat(2_000)}` }],
  ])('%s', (_name, tree) => survives(tree), 120_000);

  test('keys of the prototype, in every kind of file', () => {
    const keys = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'];
    survives({
      'docker-stack.yml': `services:\n${keys.map((key) => `  ${key}:\n    image: a/${key}\n    environment: {${keys.map((one) => `${one}: x`).join(', ')}}\n    labels: {__proto__: {polluted: yes}}\n`).join('')}`,
      'package.json': `{"__proto__": {"polluted": true}, "dependencies": {${keys.map((key) => `"${key}": "1"`).join(',')}}}`,
      'pyproject.toml': `[__proto__]\npolluted = true\n[tool.constructor.prototype]\npolluted = true\n`,
      'config/application.properties': '__proto__.polluted=true\nconstructor.prototype.polluted=true\n',
      '.env': keys.map((key) => `${key}=1`).join('\n'),
      __proto__: 'x',
    });
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  }, 60_000);
});

/** Pieces that whole-file patterns may stop at, by the thousand. */
const pieces = [
  '\n',
  '\t\n',
  ' \n',
  '#\n',
  '- \n',
  'import (\n',
  'from a import (\n',
  'use a::{\n',
  '<%- \n',
  '{{ \n',
  '${\n',
  '"\n',
  "'\n",
  '/*\n',
  '<!--\n',
  '"auths":\n',
  'datasource a {\n',
  'FROM a\\\n',
  'require \n',
  'a: &a\n',
  '# docker stack\n',
  'password\n',
  '=\n',
  '\\\n',
];
const paths = [
  'docker-stack.yml',
  'Dockerfile',
  'deploy.sh',
  'Makefile',
  '.gitlab-ci.yml',
  'README.md',
  'package.json',
  'pyproject.toml',
  'requirements.txt',
  'go.mod',
  'Gemfile',
  'build.gradle',
  'pom.xml',
  'a.csproj',
  '.env',
  'application.properties',
  'nginx.conf',
  'supervisord.conf',
  '.npmrc',
  '.pypirc',
  'config.json',
  'schema.prisma',
  'main.js',
  'main.py',
  'main.go',
  'main.rb',
  'main.php',
  'Main.java',
  'Main.kt',
  'Main.cs',
  'main.rs',
  'main.exs',
  'config/database.yml',
];

test.each(pieces)(
  'forty thousand characters of %j, in files of every kind',
  (piece) => {
    const text = piece.repeat(Math.ceil(40_000 / piece.length));
    const { linted, broken } = lintedWell(Object.fromEntries(paths.map((path) => [path, text])));
    expect(broken.filter(({ promise }) => promise !== 'no hang')).toEqual([]);
    // Two seconds for a file, and there are more than thirty.
    expect(broken.filter(({ detail }) => Number.parseInt(detail, 10) > 60_000)).toEqual([]);
    expect(linted.report.files).toBe(paths.length);
  },
  240_000,
);

describe('a check that throws takes no other down', () => {
  const tree = { 'docker-stack.yml': stack, 'other/docker-stack.yml': stack };
  const whole = lintTree(tree).report;
  const throws = (): never => {
    throw new Error('made up');
  };
  const mended = whole.findings.find(({ fix }) => fix !== undefined)!.check;

  /** The report with a part of that check replaced. */
  const reportWith = (id: string, change: (check: Check) => Partial<Check>) =>
    lintTree(tree, {
      rules: rules.map((rule) => ({
        ...rule,
        checks: rule.checks.map((check) => (check.id === id ? { ...check, ...change(check) } : check)),
      })),
    }).report;

  test.each<[string, (check: Check) => Partial<Check>]>([
    ['when it is asked for subjects', () => ({ each: throws })],
    ['when it is asked', () => ({ fails: throws })],
    ['when it says what is wrong', () => ({ message: throws })],
  ])('%s', (_name, change) => {
    const { faults, findings } = reportWith(mended, change);
    expect(faults).toMatchObject([{ what: `check ${mended}`, error: 'made up' }]);
    const without = whole.findings.filter(({ check }) => check !== mended).map(({ fingerprint }) => fingerprint);
    expect(findings.map(({ fingerprint }) => fingerprint)).toEqual(without);
    expect(without.length).toBeGreaterThan(0);
  });

  test('what it said of other subjects stands', () => {
    const { faults, findings } = reportWith(mended, ({ fails }) => ({
      fails: (subject, facts) => (subject.at.file.startsWith('other/') ? throws() : fails(subject, facts)),
    }));
    expect(faults).toHaveLength(1);
    expect(findings.filter(({ check }) => check === mended).map(({ place }) => place.path)).toEqual([
      'docker-stack.yml',
    ]);
  });

  test('without its fix the finding is still one', () => {
    const { faults, findings } = reportWith(mended, ({ fix }) => ({ fix: { ...fix!, propose: throws } }));
    expect(faults).toMatchObject([{ what: `the fix of ${mended}` }]);
    expect(findings.map(({ fingerprint }) => fingerprint)).toEqual(
      whole.findings.map(({ fingerprint }) => fingerprint),
    );
  });
});
