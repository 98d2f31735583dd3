/** What a configuration builds on: presets, files of the repository, the key of a package.json. */
import { describe, expect, test } from '@jest/globals';
import { readSettings } from '../../src/config/gather.ts';
import { lineIndex } from '../../src/source/index.ts';

const checks = ['processes/local-session', 'processes/local-upload', 'logs/file-logging'].map((id) => ({ id }));

function run(files: Readonly<Record<string, string>>, first = '.swarm-lint.yaml') {
  const load = (path: string) => (files[path] === undefined ? { why: 'there is no such file' } : { text: files[path] });
  const { settings, problems } = readSettings(first, files[first]!, checks, load);
  return {
    settings,
    levels: settings.levels?.map(({ at, checks: { name }, level }) => `${at.file} ${name} ${level}`),
    problems: problems.map(({ at, message }) => {
      const { line, column } = lineIndex(files[at.file]!).positionAt(at.start);
      return `${at.file}:${line}:${column} ${message}`;
    }),
  };
}

test('the file itself stands above what it builds on, later entries above earlier ones', () => {
  const { levels, settings, problems } = run({
    '.swarm-lint.yaml': 'extends: [strict, lint/team.yaml]\nchecks: { logs/*: off }\ndeploys: [{ files: [b.yml] }]\n',
    'lint/team.yaml':
      'extends: ./base.yaml\ntarget: swarm\nchecks: { processes/*: error }\ndeploys: [{ files: [a.yml] }]\n',
    'lint/base.yaml': 'target: both\ncluster: { nodes: 3, sharedVolumes: [nfs] }\nchecks: { logs/*: info }\n',
  });
  expect(problems).toEqual([]);
  expect(levels).toEqual([
    '.swarm-lint.yaml * louder',
    'lint/base.yaml logs/* info',
    'lint/team.yaml processes/* error',
    '.swarm-lint.yaml logs/* off',
  ]);
  expect(settings.target).toBe('swarm');
  expect(settings.cluster).toEqual({ nodes: 3, sharedVolumes: ['nfs'], environment: [] });
  expect(settings.deploys.map(({ files }) => files[0]?.raw)).toEqual(['a.yml', 'b.yml']);
});

test('a file may be built on twice', () => {
  const files = {
    '.swarm-lint.yaml': 'extends: [a.yaml, b.yaml]\n',
    'a.yaml': 'extends: c.yaml\n',
    'b.yaml': 'extends: c.yaml\n',
    'c.yaml': 'target: swarm\n',
  };
  expect(run(files)).toMatchObject({ problems: [], settings: { target: 'swarm' } });
});

describe('what cannot be built on', () => {
  test.each([
    ['strikt', '.swarm-lint.yaml:1:10 unknown preset "strikt"'],
    ['constructor', '.swarm-lint.yaml:1:10 unknown preset "constructor"'],
    ['../other/lint.yaml', '.swarm-lint.yaml:1:10 "../other/lint.yaml" lies outside the repository'],
    ['/etc/lint.yaml', '.swarm-lint.yaml:1:10 "/etc/lint.yaml" lies outside the repository'],
    [
      'https://lint.example/team.yaml',
      '.swarm-lint.yaml:1:10 cannot read "https://lint.example/team.yaml": there is no such file',
    ],
    ['gone.yaml', '.swarm-lint.yaml:1:10 cannot read "gone.yaml": there is no such file'],
    [
      '.swarm-lint.yaml',
      '.swarm-lint.yaml:1:10 ".swarm-lint.yaml" builds on itself: .swarm-lint.yaml → .swarm-lint.yaml',
    ],
    ['loop.yaml', 'loop.yaml:1:10 "loop.yaml" builds on itself: .swarm-lint.yaml → loop.yaml → loop.yaml'],
    ['wrong.yaml', 'wrong.yaml:1:1 unknown key "chekcs" in the configuration'],
  ])('%s', (name, problem) => {
    const files = {
      '.swarm-lint.yaml': `extends: ${name}\n`,
      'loop.yaml': 'extends: loop.yaml\n',
      'wrong.yaml': 'chekcs: {}\n',
    };
    expect(run(files).problems).toEqual([problem]);
  });

  test('forks upon forks come to an end', () => {
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [
        `f${index}.yaml`,
        `extends: [f${index + 1}.yaml, f${index + 1}.yaml]\n`,
      ]),
    );
    expect(run({ ...files, 'f40.yaml': '' }, 'f0.yaml').problems[0]).toContain('more than a hundred files');
  });
});

test('the key of a package.json, with places in that file', () => {
  const text = '{\n  "name": "shop",\n  "swarm-lint": {\n    "target": "swarm",\n    "chekcs": {}\n  }\n}\n';
  expect(run({ 'package.json': text }, 'package.json').problems).toEqual([
    'package.json:5:5 unknown key "chekcs" in the configuration',
  ]);
  const fine = text.replace('"chekcs"', '"checks"');
  expect(run({ 'package.json': fine }, 'package.json').settings.target).toBe('swarm');
});
