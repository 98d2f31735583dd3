/** What a configuration says, and what is said of a wrong one. */
import { describe, expect, test } from '@jest/globals';
import { readSettings as read } from '../../src/config/gather.ts';
import { noSettings } from '../../src/facts/settings.ts';
import { lineIndex } from '../../src/source/index.ts';

const checks = ['processes/local-session', 'processes/local-upload', 'logs/file-logging', 'config/unused-env'].map(
  (id) => ({ id }),
);
const readSettings = (path: string, text: string) => read(path, text, checks);

const problemsOf = (text: string): readonly string[] =>
  readSettings('.swarm-lint.yaml', text).problems.map(({ at, message }) => {
    const { line, column } = lineIndex(text).positionAt(at.start);
    return `${line}:${column} ${message}`;
  });

describe('settings', () => {
  test('a target and the deploys nobody sees', () => {
    const text = `target: both
deploys:
  - files: [base.yml, deploy/production.yml]
    stack: shop
    environment: [RELEASE, DB_HOST]
  - files: [tools.yml]
`;
    const { settings, problems } = readSettings('.swarm-lint.yaml', text);
    expect(problems).toEqual([]);
    expect(settings.target).toBe('both');
    expect(settings.deploys.map(({ files }) => files.map(({ raw }) => raw))).toEqual([
      ['base.yml', 'deploy/production.yml'],
      ['tools.yml'],
    ]);
    expect(settings.deploys[0]?.environment).toEqual(['RELEASE', 'DB_HOST']);
    expect(settings.deploys[1]?.environment).toBeUndefined();
    expect(text.slice(settings.deploys[0]!.files[1]!.at.start).startsWith('deploy/production.yml')).toBe(true);
  });

  test.each(['', '# nothing yet\n', '---\n'])('an empty file says nothing: %j', (text) => {
    expect(readSettings('.swarm-lint.yaml', text)).toMatchObject({ settings: noSettings, problems: [] });
  });

  test('JSON is read as well', () => {
    const { settings } = readSettings('.swarm-lint.json', '{ "target": "swarm", "deploys": [{ "files": ["a.yml"] }] }');
    expect(settings.target).toBe('swarm');
    expect(settings.deploys[0]?.files[0]?.raw).toBe('a.yml');
  });
});

describe('checks', () => {
  const levelsOf = (text: string) =>
    readSettings('.swarm-lint.yaml', text).settings.levels?.map(({ checks: { ids }, level, paths }) =>
      [ids.join(' '), level, ...(paths ?? []).map(({ raw }) => raw)].join(' '),
    );

  test('a check that is named stands above patterns, wherever it is written', () => {
    const text = 'checks:\n  processes/local-session: error\n  processes/*: off\n  "*/*-upload": info\n';
    expect(levelsOf(text)).toEqual([
      'processes/local-session processes/local-upload off',
      'processes/local-upload info',
      'processes/local-session error',
    ]);
  });

  test('paths, and overrides behind all else', () => {
    const text = `overrides:
  - paths: [legacy/, tools/]
    checks: { logs/*: off }
checks:
  config/unused-env: { severity: warning, paths: web/ }
`;
    expect(levelsOf(text)).toEqual(['config/unused-env warning web/', 'logs/file-logging off legacy/ tools/']);
  });

  test('what is accepted, why, and until when', () => {
    const text = `ignore:
  - checks: logs/*
    services: [web]
    reason: rotated by the base image
    until: 2027-03-31
`;
    const { settings, problems } = readSettings('.swarm-lint.yaml', text);
    expect(problems).toEqual([]);
    expect(settings.acceptances).toMatchObject([
      { checks: [{ name: 'logs/*', ids: ['logs/file-logging'] }], services: ['web'], until: '2027-03-31' },
    ]);
  });
});

describe('problems have a place', () => {
  test.each([
    ['target: kubernetes\n', ['1:9 unknown value "kubernetes" of target']],
    ['targets: swarm\n', ['1:1 unknown key "targets" in the configuration']],
    ['deploys:\n  files: [a.yml]\n', ['2:3 deploys must be a list']],
    ['deploys:\n  - stack: shop\n', ['2:5 deploys[0] needs the key "files"']],
    ['deploys:\n  - files: a.yml\n', ['2:12 deploys[0].files must be a list']],
    ['deploys:\n  - files: [1]\n', ['2:13 deploys[0].files[0] must be a text']],
    ['- target: swarm\n', ['1:1 the configuration must be a mapping']],
    ['target: swarm\ntarget: both\n', ['2:1 a key stands here twice']],
    ['target: "swarm\n', ['2:1 not valid YAML from here on']],
    ['__proto__: { target: swarm }\n', ['1:1 unknown key "__proto__" in the configuration']],
    ['constructor: swarm\n', ['1:1 unknown key "constructor" in the configuration']],
    ['checks:\n  processes/local-sesion: off\n', ['2:3 unknown check "processes/local-sesion"']],
    ['checks:\n  process/*: off\n', ['2:3 "process/*" fits no check']],
    ['checks:\n  logs/*: loud\n', ['2:11 unknown value "loud" of checks["logs/*"]']],
    ['checks:\n  logs/*: { paths: a }\n', ['2:11 checks["logs/*"] needs the key "severity"']],
    ['checks:\n  logs/*: { severity: info, paths: [] }\n', ['2:36 checks["logs/*"].paths must not be empty']],
    ['ignore:\n  - checks: logs/*\n', ['2:5 ignore[0] needs the key "reason"']],
    ['ignore:\n  - { checks: logs/*, reason: "" }\n', ['2:31 ignore[0].reason must be a text']],
    [
      'ignore:\n  - { checks: logs/*, reason: x, until: 2027-02-30 }\n',
      ['2:41 ignore[0].until must be a day such as 2027-03-31, not "2027-02-30"'],
    ],
  ])('%j', (text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });
});
