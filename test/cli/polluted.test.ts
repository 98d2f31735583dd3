/** Files that a run is given may hold keys that mean something to JavaScript: nothing of it may reach other objects. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { run } from '../../src/cli/program.ts';

let work = '';
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'swarm-lint-polluted-'));
  cpSync('fixtures/projects/lift-and-shift-shop', work, { recursive: true });
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

async function say(...words: string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const said = { out: '', err: '' };
  const code = await run(words, {
    cwd: work,
    env: { NO_COLOR: '1', DOCKER_CONFIG: join(work, 'none') },
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    terminal: false,
    elapsed: () => 1,
  });
  return { code, ...said };
}

const keys = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];
/** The same with such keys in every object, behind its own. As text: an object literal would lose the first of them. */
const polluted = (json: string): string =>
  JSON.stringify(JSON.parse(json), null, 1).replaceAll(
    /(?<=[^{[\s])\n\s*\}/g,
    (end) => `,${keys.map((key) => `"${key}":{"polluted":"yes"}`).join(',')}${end}`,
  );

const isClean = (): void => {
  for (const one of [{}, [], '', () => {}]) expect(one).not.toHaveProperty('polluted');
  expect(Object.prototype.toString.call({})).toBe('[object Object]');
};

test('a baseline', async () => {
  await say('--write-baseline', 'accepted.json');
  const clean = await say('--baseline', 'accepted.json', '--fail-on-verdict-drop');
  const text = polluted(readFileSync(join(work, 'accepted.json'), 'utf8'));
  expect(text).toContain('"__proto__"');
  writeFileSync(join(work, 'accepted.json'), text);
  expect(await say('--baseline', 'accepted.json', '--fail-on-verdict-drop')).toEqual(clean);
  isClean();
  await say('--baseline', 'accepted.json', '--prune-baseline');
  isClean();
});

test.each(readdirSync('fixtures/clusters'))('the snapshot of a Swarm: %s', async (name) => {
  const file = readFileSync(join('fixtures/clusters', name, 'cluster.json'), 'utf8');
  writeFileSync(join(work, 'clean.json'), file);
  writeFileSync(join(work, 'polluted.json'), polluted(file));
  const [clean, odd] = [await say('cluster', '--from', 'clean.json'), await say('cluster', '--from', 'polluted.json')];
  expect([clean.code, odd.code]).not.toContain(3);
  // Labels and variables are data: keys of theirs may be told, and change nothing else.
  expect(odd.code).toBe(clean.code);
  expect(odd.out).not.toMatch(/our fault/);
  isClean();
});
