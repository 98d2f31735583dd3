import { describe, expect, test } from '@jest/globals';
import { rules } from '../../rules/index.ts';
import { type Filters, filtered } from '../../src/cli/filters.ts';
import { topicOf } from '../../src/cli/topic.ts';
import { obligations } from '../../src/engine/index.ts';

const ids = (filters: Filters): readonly string[] =>
  filtered(rules, filters).flatMap(({ checks }) => checks.map(({ id }) => id));
const all = ids({});

describe('filters of rules', () => {
  test.each(['6', 'VI', 'vi', 'processes', 'Processes', ' processes '])('a factor by %j', (factor) => {
    expect(ids({ factor: [factor] })).toEqual(all.filter((id) => id.startsWith('processes/')));
  });

  test('values of one option widen, options narrow', () => {
    const two = ids({ factor: ['logs', '12'] });
    expect(new Set(two.map((id) => id.split('/')[0]))).toEqual(new Set(['logs', 'admin-processes']));
    const narrow = ids({ factor: ['logs', '12'], effect: ['block'] });
    expect(narrow.length).toBeGreaterThan(0);
    expect(narrow.length).toBeLessThan(two.length);
    expect(two).toEqual(expect.arrayContaining([...narrow]));
  });

  test('the severity is the one of today or the one with a second replica', () => {
    for (const severity of ['warning', 'error'])
      expect(ids({ severity: [severity] })).toContain('processes/local-session');
    expect(ids({ severity: ['info'] })).not.toContain('processes/local-session');
  });

  test('every value of every option finds the checks that have it, and nobody else', () => {
    for (const { id } of obligations)
      expect(ids({ obligation: [id] })).toEqual(
        rules.flatMap(({ checks }) => checks.filter(({ obligation }) => obligation === id).map((check) => check.id)),
      );
    for (const value of ['high', 'medium', 'low'])
      expect(ids({ confidence: [value] })).toEqual(
        rules.flatMap(({ checks }) => checks.filter(({ confidence }) => confidence === value).map((check) => check.id)),
      );
  });

  test('words are searched for in all that is said of a check', () => {
    expect(ids({ search: ['REDBEAT'] })).toEqual(['concurrency/singleton-scaled']);
    expect(ids({ search: ['no such word'] })).toEqual([]);
  });

  test.each([
    [{ factor: ['13'] }, 'unknown --factor "13"'],
    [{ factor: ['proceses'] }, 'Did you mean "processes"?'],
    [{ severity: ['eror'] }, 'Did you mean "error"?'],
    [{ effect: ['blok'] }, 'Did you mean "block"?'],
    [{ confidence: ['hihg'] }, 'Known: high, medium, low.'],
    [{ obligation: ['session'] }, 'Did you mean "sessions"?'],
    [{ search: [' '] }, '--search was given nothing'],
  ])('%j is wrong usage', (filters, said) => {
    expect(() => ids(filters)).toThrow(said);
  });
});

describe('topics of explain', () => {
  const titleOf = (name: string) => topicOf(name).parts[0]?.text;

  test('a check by its id, and by its second half when no other has it', () => {
    expect(titleOf('processes/local-session')).toBe('processes/local-session');
    for (const id of all) expect(titleOf(id.split('/')[1]!)).toBe(id);
  });

  test.each(['blocked', 'sessions', 'singleton', 'healthcheck'])('%s', (name) => {
    expect(titleOf(name)).toBe(name);
    expect(topicOf(name).parts.length).toBeGreaterThan(4);
  });

  test('a factor by name and number', () => {
    expect(titleOf('processes')).toBe('6. Processes');
    expect(titleOf('6')).toBe('6. Processes');
  });

  test('no name means two things', () => {
    const names = [
      ...all.map((id) => id.split('/')[1]!),
      ...rules.map(({ id }) => id),
      ...obligations.map(({ id }) => id as string),
      'ready',
      'conditional',
      'blocked',
      'undeployable',
      'singleton',
      'unknown',
    ];
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  test.each([
    ['processes/local-sesion', 'Did you mean "processes/local-session"?'],
    ['blokked', 'Did you mean "blocked"?'],
    ['nothing-like-it-at-all', '"swarm-lint rules" lists all checks'],
  ])('%s is wrong usage', (name, said) => {
    expect(() => topicOf(name)).toThrow(said);
  });
});
