/** Where a comment that accepts a finding may stand, and where an ignore can be taken out of. */
import { describe, expect, test } from '@jest/globals';
import { loadAddedComment } from '../../src/cli/parsers/added-comment.ts';
import type { Finding } from '../../src/engine/report.ts';
import { commentFor } from '../../src/lsp/acceptance/comment.ts';
import { ignoreRemoval } from '../../src/lsp/acceptance/removal.ts';
import { serviceEntry } from '../../src/lsp/acceptance/service.ts';
import type { Judged } from '../../src/lsp/run.ts';
import type { FileTree } from '../../src/source/index.ts';
import { lintTree, settingsIn } from '../support/lint.ts';

const CHECK = 'logs/file-logging';

/** The text with the comment for a finding at the first `part`; the same text where none is offered. */
async function accepted(path: string, text: string, part: string): Promise<string> {
  const at = text.indexOf(part);
  const line = text.slice(0, at).split('\n').length;
  const position = { line, column: at - text.lastIndexOf('\n', at - 1) };
  const place = { path, start: position, end: { ...position, column: position.column + part.length } };
  const finding = { check: CHECK, place } as Finding;
  const { facts } = lintTree({ [path]: text });
  const edit = commentFor(finding, text, facts, await loadAddedComment(path, text));
  return edit ? text.slice(0, edit.start) + edit.text + text.slice(edit.end) : text;
}

const note = (before: string) => `${before} swarm-lint-ignore ${CHECK} -- TODO: say why\n`;

describe('a comment never becomes a piece of a text', () => {
  // The finding is at HERE; a text that holds it begins on a line above.
  test.each([
    ['deploy.sh', 'cat <<EOF\nHERE\nEOF\n'],
    ['bin/deploy', '#!/bin/sh\ncat <<EOF\n  a\n    HERE\nEOF\n'],
    ['deploy.sh', 'x="a\nHERE\n"\n'],
    ['src/app.ts', 'const x = `\nHERE\n`;\n'],
    ['src/app.js', 'const x = `a\n  b\n    HERE ${1}\n`;\n'],
    ['src/app.jsx', 'const x = <p>\nHERE\n</p>;\n'],
    ['main.go', 'package main\n\nvar x = `\nHERE\n`\n'],
    ['App.kt', 'val x = """\nHERE\n"""\n'],
    ['App.java', 'class A { String x = """\nHERE\n"""; }\n'],
    ['Program.cs', 'var x = @"\nHERE\n";\n'],
    ['Program.cs', 'var x = """\nHERE\n""";\n'],
    ['main.rs', 'const X: &str = r#"\nHERE\n"#;\n'],
    ['main.rs', 'const X: &str = "a\n  b\n    HERE";\n'],
    ['app.ex', 'x = """\nHERE\n"""\n'],
    ['app.ex', 'x = ~s(\nHERE\n)\n'],
    ['app.py', 'x = """\nHERE\n"""\n'],
    ['app.rb', 'x = <<~SQL\nHERE\nSQL\n'],
    ['app.rb', 'x = %q(\nHERE\n)\n'],
    ['index.php', '<?php\n$x = <<<EOT\nHERE\nEOT;\n'],
    ['index.php', "<?php\n$x = '\nHERE\n';\n"],
    ['index.php', '<p>\nHERE\n</p>\n<?php run();\n'],
    ['docker-stack.yml', 'services:\n  web:\n    image: a:1\n    command: |\n      a\n      HERE\n'],
  ])('%s: %j', async (path, text) => {
    const after = await accepted(path, text, 'HERE');
    if (after === text) return;
    // Above what holds it is a fine place.
    const first = after.split('\n').findIndex((line) => line.includes('swarm-lint-ignore'));
    expect(text.split('\n')[first]).not.toMatch(/^\s*(?:a|b|HERE.*)$/);
    expect(
      after
        .split('\n')
        .filter((_, line) => line !== first)
        .join('\n'),
    ).toBe(text);
  });

  test('a heredoc of a Dockerfile has it above its instruction', async () => {
    const head = '# syntax=docker/dockerfile:1\nFROM node:22\n';
    const run = 'RUN <<EOF\n  npm ci\n    HERE\nEOF\n';
    expect(await accepted('Dockerfile', `${head}${run}`, 'HERE')).toBe(`${head}${note('#')}${run}`);
    // Nothing is offered where it would not cover the place.
    const copy = `${head}COPY <<EOF /app/config\nHERE\nEOF\n`;
    expect(await accepted('Dockerfile', copy, 'HERE')).toBe(copy);
  });

  test('it climbs out of a text that is indented below its beginning', async () => {
    const go = 'package main\n\nfunc main() {\n\trun(`\n\t\tHERE\n\t`)\n}\n';
    expect(await accepted('main.go', go, 'HERE')).toBe(go.replace('\trun', `\t${note('//')}\trun`));
    const script = 'const x = `\n  HERE\n`;\n';
    expect(await accepted('src/app.ts', script, 'HERE')).toBe(note('//') + script);
  });
});

describe('code has it right above', () => {
  test.each([
    ['deploy.sh', 'if true; then\n', '  ', 'HERE\nfi\n', '#'],
    ['src/app.ts', 'function a() {\n', '  ', 'HERE();\n}\n', '//'],
    ['src/app.py', 'def a():\n', '    ', 'HERE()\n', '#'],
    ['app.rb', 'def a\n', '  ', 'HERE\nend\n', '#'],
    ['index.php', '<?php\nfunction a() {\n', '  ', 'HERE();\n}\n', '//'],
    ['main.go', 'package main\n\nfunc a() {\n', '\t', 'HERE()\n}\n', '//'],
    ['App.java', 'class A {\n', '  ', 'int HERE = 1;\n}\n', '//'],
    ['App.kt', 'fun a() {\n', '  ', 'HERE()\n}\n', '//'],
    ['Program.cs', 'class A {\n', '  ', 'int HERE = 1;\n}\n', '//'],
    ['main.rs', 'fn a() {\n', '  ', 'HERE();\n}\n', '//'],
    ['app.ex', 'defmodule A do\n', '  ', 'here(HERE)\nend\n', '#'],
    ['go.mod', 'module a\n\nrequire (\n', '\t', 'HERE v1.0.0\n)\n', '//'],
    ['.gitignore', 'dist\n', '', 'HERE\n', '#'],
    ['requirements-prod.txt', 'django\n', '', 'HERE==1\n', '#'],
    ['bin/deploy', '#!/bin/bash\n', '', 'HERE stack deploy\n', '#'],
    ['bin/tool', '#!/usr/bin/env python3\n', '', 'HERE()\n', '#'],
  ])('%s', async (path, above, indent, code, mark) => {
    expect(await accepted(path, `${above}${indent}${code}`, 'HERE')).toBe(
      `${above}${indent}${note(mark)}${indent}${code}`,
    );
  });

  test('no file without a known comment has any, nor has a document', async () => {
    for (const path of ['bin/deploy', 'README.md', 'data.json']) {
      const text = 'first\nHERE\n';
      expect(await accepted(path, text, 'HERE')).toBe(text);
    }
  });
});

test('a stack file that may hold no key of ours gets none', () => {
  const entry = (version: string) => {
    const tree = { 'docker-stack.yml': `${version}services:\n  web:\n    image: registry.example/web:latest\n` };
    const { report } = lintTree(tree);
    const finding = report.findings.find(({ check }) => check === 'build-release-run/mutable-image-tag')!;
    return serviceEntry(finding, report, tree);
  };
  for (const version of ['', "version: '3.7'\n", 'version: "3.10"\n', 'version: 3.8\n'])
    expect(entry(version)).toBeDefined();
  // `3` alone is the newest.
  expect(entry("version: '3'\n")).toBeDefined();
  for (const version of ["version: '3.6'\n", "version: '3.0'\n", 'version: 3.1\n', 'version: "2.4"\n'])
    expect(entry(version)).toBeUndefined();
});

describe('an ignore that silences nothing is taken out', () => {
  function without(tree: FileTree): FileTree | undefined {
    const { report, facts } = lintTree(tree);
    const finding = report.findings.find(({ check }) => check === 'suppression/unused')!;
    const { settings } = settingsIn(tree);
    const edits = ignoreRemoval(finding, { tree, facts, settings: settings ?? {} } as unknown as Judged);
    if (!edits) return undefined;
    const { path } = edits[0]!;
    const text = edits
      .toReversed()
      .reduce((now, { start, end, text: by }) => now.slice(0, start) + by + now.slice(end), tree[path]!);
    return { ...tree, [path]: text };
  }
  const stack = (above = '', behind = '', body = '') =>
    `services:\n  web:\n${above}    image: registry.example/web:1.2.3${behind}\n${body}`;
  const ignore = `# swarm-lint-ignore ${CHECK} -- no logs`;

  test.each([
    ['its line', stack(`    ${ignore}\n`), stack()],
    ['the end of its line', stack('', `  ${ignore}`), stack()],
    [
      'its entry, and what holds nothing else',
      stack('', '', `    x-swarm-lint:\n      ignore:\n        ${CHECK}: no logs\n`),
      stack(),
    ],
  ])('%s', (_, before, after) => {
    expect(without({ 'docker-stack.yml': before })).toEqual({ 'docker-stack.yml': after });
  });

  test.each([
    [`/* swarm-lint-ignore ${CHECK} -- no logs */\nrun();\n`, 'run();\n'],
    [`run(); /* swarm-lint-ignore ${CHECK} -- no logs */\n`, 'run();\n'],
    [`/* swarm-lint-ignore ${CHECK} -- no logs\n */\nrun();\n`, undefined],
    [`/*\n * swarm-lint-ignore ${CHECK} -- no logs */\nrun();\n`, undefined],
    [`/* swarm-lint-ignore ${CHECK} -- no logs */ run();\n`, undefined],
  ])('%j', (before, after) => {
    const tree = { 'docker-stack.yml': stack(), 'src/app.js': before };
    expect(without(tree)?.['src/app.js']).toBe(after);
  });

  test('a comment that names more stays', () => {
    const both = `    # swarm-lint-ignore ${CHECK}, disposability/grace-too-short -- no logs\n`;
    expect(without({ 'docker-stack.yml': stack(both) })).toBeUndefined();
  });

  test('an entry of the configuration, or one of its checks', () => {
    const tree = (checks: string, more = '') => ({
      'docker-stack.yml': stack(),
      '.swarm-lint.yaml': `target: swarm\nignore:\n${more}  - checks: ${checks}\n    reason: no logs\n`,
    });
    expect(without(tree(CHECK))?.['.swarm-lint.yaml']).toBe('target: swarm\n');
    const other = `  - checks: build-release-run/mutable-image-tag\n    reason: |\n      built\n\n      every night\n    until: 2099-01-01\n`;
    const mutable = stack().replace('1.2.3', 'latest');
    const both = { ...tree(CHECK, other), 'docker-stack.yml': mutable };
    expect(without(both)?.['.swarm-lint.yaml']).toBe(`target: swarm\nignore:\n${other}`);
    const first = `target: swarm\nignore:\n  - checks: ${CHECK}\n    reason: no logs\n${other}`;
    expect(without({ ...both, '.swarm-lint.yaml': first })?.['.swarm-lint.yaml']).toBe(
      `target: swarm\nignore:\n${other}`,
    );
    const flow = `target: swarm\nignore: [{ checks: ${CHECK}, reason: no logs }]\n`;
    expect(without({ ...tree(CHECK), '.swarm-lint.yaml': flow })?.['.swarm-lint.yaml']).toBe('target: swarm\n');
    const one = tree(`[${CHECK}, build-release-run/mutable-image-tag]`);
    expect(without({ ...one, 'docker-stack.yml': mutable })?.['.swarm-lint.yaml']).toContain(
      'checks: [build-release-run/mutable-image-tag]',
    );
  });
});
