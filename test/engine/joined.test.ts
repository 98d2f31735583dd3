/** A finding that no file alone shows names the files it was joined from. */
import { describe, expect, test } from '@jest/globals';
import { rules } from '../../rules/index.ts';
import { lintTree } from '../support/lint.ts';

const joining = rules.flatMap(({ checks }) => checks).filter(({ joins }) => joins);

test('are those that no other tool of the kind has', () => {
  expect(joining.map(({ id }) => id)).toHaveLength(11);
});

describe('the bad example of', () => {
  test.each(joining.map(({ id, examples }) => [id, examples.bad] as const))('%s', (id, bad) => {
    const found = lintTree(bad).report.findings.filter(({ check }) => check === id);
    expect(found.length).toBeGreaterThan(0);
    for (const { notes, place } of found) {
      expect(notes.some((note) => note.place.path !== place.path)).toBe(true);
      expect(notes.length).toBeGreaterThanOrEqual(2);
      const places = notes.map((note) => `${note.place.path}:${note.place.start.line}:${note.place.start.column}`);
      expect(new Set(places).size).toBe(places.length);
    }
  });
});

const notesOf = (tree: Record<string, string>, id: string) =>
  lintTree(tree).report.findings.flatMap(({ check, notes }) =>
    check === id ? notes.map(({ place, message }) => `${place.path}:${place.start.line} ${message}`) : [],
  );

describe('a command', () => {
  const id = 'config/required-env-missing';
  const tree = (command: string) => ({
    'docker-stack.yml':
      'services:\n  web:\n    image: registry.example/shop:1\n    build: .\n    deploy: {replicas: 3}\n',
    Dockerfile: `FROM node:22-slim\nWORKDIR /app\nCOPY . .\nCMD ${command}\n`,
    'package.json': '{ "name": "shop", "type": "module" }',
    'server.js': `if (!process.env.TOKEN) throw new Error('no TOKEN');\n`,
  });
  test('is shown by the program it starts', () => {
    expect(notesOf(tree('["node", "server.js", "--password", "hunter2"]'), id)).toEqual([
      'server.js:1 TOKEN is read here',
      'Dockerfile:4 starts server.js',
    ]);
  });
  test('never by what stands behind a flag', () => {
    const notes = notesOf(tree('["start-shop", "--password", "hunter2"]'), id).join('\n');
    expect(notes).toContain('Dockerfile:4 starts start-shop');
    expect(notes).not.toMatch(/hunter2/);
  });
});
