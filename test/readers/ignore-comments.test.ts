/** What counts as a comment that accepts a finding, and what it covers, depends on the kind of file. */
import { describe, expect, test } from '@jest/globals';
import { lineIndex } from '../../src/source/index.ts';
import { lintTree } from '../support/lint.ts';

const words = 'swarm-lint-ignore logs/file-logging -- shipped by the agent';
const comments = (path: string, text: string) => lintTree({ [path]: text }).facts.ignoreComments;
/** First and last line that the only comment covers. */
const linesOf = (path: string, text: string): readonly [number, number] | undefined => {
  const [one] = comments(path, text);
  const lines = lineIndex(text);
  return one?.covers && [lines.positionAt(one.covers.start).line, lines.positionAt(one.covers.end).line];
};

describe('each syntax, above and behind', () => {
  test.each([
    ['docker-stack.yml', '# @', 'services: {}'],
    ['Dockerfile', '# @', 'FROM node:22'],
    ['deploy.sh', '# @', 'docker stack deploy -c a.yml a'],
    ['src/app.ts', '// @', 'run();'],
    ['src/app.js', '/* @ */', 'run();'],
    ['src/app.tsx', '{/* @ */}', '<p>text</p>'],
    ['app.py', '# @', 'run()'],
    ['app.rb', '# @', 'run'],
    ['main.go', '// @', 'run()'],
    ['App.java', '// @', 'run();'],
    ['App.kt', '// @', 'run()'],
    ['index.php', '// @', 'run();'],
    ['index.php', '# @', 'run();'],
    ['Program.cs', '// @', 'Run();'],
    ['main.rs', '// @', 'run();'],
    ['app.ex', '# @', 'run()'],
    ['uwsgi.ini', '; @', 'workers = 4'],
    ['uwsgi.ini', '# @', 'workers = 4'],
    ['application.properties', '# @', 'a=b'],
    ['logback.xml', '<!-- @ -->', '<appender/>'],
    ['README.md', '<!-- @ -->', '    docker stack deploy -c a.yml a'],
    ['query.sql', '-- @', 'select 1;'],
    ['Jenkinsfile', '// @', 'sh "docker stack deploy -c a.yml a"'],
  ])('%s: %s', (path, comment, code) => {
    const written = comment.replace('@', words);
    const [above] = comments(path, `${written}\n${code}\n`);
    expect(above).toMatchObject({ checks: ['logs/file-logging'], reason: 'shipped by the agent' });
    expect(linesOf(path, `${written}\n${code}\nmore\n`)).toEqual([2, 2]);
    expect(linesOf(path, `${code} ${written}\nmore\n`)).toEqual([1, 1]);
  });
});

test('XML allows no two hyphens in a comment: a colon leads to the reason', () =>
  expect(comments('logback.xml', '<!-- swarm-lint-ignore logs/file-logging: shipped -->\n')).toMatchObject([
    { checks: ['logs/file-logging'], reason: 'shipped' },
  ]));

test.each([
  ['README.md', `\`\`\`yaml\n# ${words}\n\`\`\`\n`],
  ['src/app.ts', `export const shown = '# ${words}';\n`],
  ['docker-stack.yml', `services: {} // ${words}\n`],
  ['docker-stack.yml', '# swarm-lint-ignored by nobody\nservices: {}\n'],
])('%s only shows one', (path, text) => expect(comments(path, text)).toEqual([]));

test('ends with its comment, before the code behind it', () =>
  expect(comments('a.js', `run(/* ${words} */ session());\n`)[0]?.reason).toBe('shipped by the agent'));

describe('what it covers', () => {
  test.each([
    ['all that is indented below it', 'a.yml', '# @\ndeploy:\n  replicas: 2\n\n  mode: x\nnext: 1\n', [2, 5]],
    ['a list right below its key', 'a.yml', '  # @\n  ports:\n  - "1"\n  - "2"\n  next: 1\n', [2, 4]],
    ['one item of a list', 'a.yml', 'ports:\n  # @\n  - a: 1\n    b: 2\n  - a: 3\n', [3, 4]],
    ['a call to its closing bracket', 'a.js', '// @\napp.use(\n  session({}),\n);\nnext();\n', [2, 4]],
    ['a block to its end', 'a.rb', '# @\nrun do\n  x\nend\nnext\n', [2, 4]],
    ['a continued instruction', 'Dockerfile', '# @\nRUN a \\\n&& b \\\n && c\nRUN d\n', [2, 4]],
    ['what follows other comments', 'a.yml', '# @\n# and that\n\nkey: 1\nnext: 1\n', [4, 4]],
    ['nothing else at the end of a file', 'a.yml', 'key: 1\n# @\n', [2, 2]],
    ['lines with the line ends of Windows', 'a.yml', '# @\r\nkey:\r\n  a: 1\r\nnext: 1\r\n', [2, 3]],
    ['an attribute, which is no comment', 'a.rs', '// @\n#[derive(A)]\nfn a() {}\n', [2, 2]],
  ])('%s', (_what, path, text, lines) => expect(linesOf(path, text.replace('@', words))).toEqual(lines));
});

describe('swarm-lint-ignore-file', () => {
  const whole = 'swarm-lint-ignore-file logs/file-logging -- generated';
  test.each([
    ['a.yml', `# ${whole}\nservices: {}\n`],
    ['deploy.sh', `#!/bin/sh\n# Copyright\n\n# ${whole}\nrun\n`],
    ['index.php', `<?php\n// ${whole}\nrun();\n`],
    ['logback.xml', `<?xml version="1.0"?>\n<!-- ${whole.replace(' --', ':')} -->\n<a/>\n`],
  ])('in the head of %s covers all of it', (path, text) =>
    expect(linesOf(path, text)).toEqual([1, lineIndex(text).lineCount]),
  );
  test.each([
    ['below code', `services: {}\n# ${whole}\n`],
    ['behind code', `services: {} # ${whole}\n`],
  ])('%s it covers nothing', (_where, text) => expect(comments('a.yml', text)).toMatchObject([{ kind: 'file' }]));
  test('below code: no span', () => expect(linesOf('a.yml', `services: {}\n# ${whole}\n`)).toBeUndefined());
});
