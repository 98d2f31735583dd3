/** What a configuration says, and what is said of a wrong one. */
import { describe, expect, test } from '@jest/globals';
import { readSettings } from '../../src/config/read.ts';
import { lineIndex } from '../../src/source/index.ts';

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
    expect(readSettings('.swarm-lint.yaml', text)).toEqual({ settings: { target: 'auto', deploys: [] }, problems: [] });
  });

  test('JSON is read as well', () => {
    const { settings } = readSettings('.swarm-lint.json', '{ "target": "swarm", "deploys": [{ "files": ["a.yml"] }] }');
    expect(settings.target).toBe('swarm');
    expect(settings.deploys[0]?.files[0]?.raw).toBe('a.yml');
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
  ])('%j', (text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });
});
