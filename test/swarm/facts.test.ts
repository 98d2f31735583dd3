/** The table of facts is whole: every check is in it or says why not, and every theme is measured. Needs no Swarm. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { rules } from '../../rules/index.ts';
import { elsewhere } from './elsewhere.ts';
import { facts, type RuntimeFact, sources } from './facts.ts';

const ids: readonly string[] = rules.flatMap(({ checks }) => checks.map(({ id }) => id));
const all = Object.entries(facts as Readonly<Record<string, Readonly<Record<string, RuntimeFact>>>>).flatMap(
  ([theme, entries]) => Object.entries(entries).map(([id, fact]) => ({ theme, id, ...fact })),
);
const relying = new Set(all.flatMap(({ checks }) => checks));

test('every check relies on a measured fact, or says why on none', () => {
  expect(ids.filter((id) => !relying.has(id) && !(id in elsewhere))).toEqual([]);
  expect(Object.keys(elsewhere).filter((id) => relying.has(id))).toEqual([]);
});

test('names no check that does not exist', () => {
  expect([...relying, ...Object.keys(elsewhere)].filter((id) => !ids.includes(id))).toEqual([]);
});

test('every fact has words, checks that rely on it, and an experiment of its name', () => {
  for (const { theme, id, says, checks } of all) {
    const path = `test/swarm/${theme}.test.ts`;
    expect(existsSync(path)).toBe(true);
    expect(readFileSync(path, 'utf8')).toContain(`'${id}': async`);
    expect(says).not.toBe('');
    expect(checks.length).toBeGreaterThan(0);
    expect(new Set(checks).size).toBe(checks.length);
  }
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
});

test('every theme names where it is documented', () => {
  expect(Object.keys(sources)).toEqual(Object.keys(facts));
});
