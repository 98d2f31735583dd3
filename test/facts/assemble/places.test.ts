/** Where state goes, when one file keeps it and another says where. */
import { describe, expect, test } from '@jest/globals';
import { settle } from '../../../src/facts/assemble/choices.ts';
import type { StateFact } from '../../../src/facts/index.ts';
import { span } from '../../../src/source/index.ts';

const fact = (kind: StateFact['kind'], scope: StateFact['scope'], more: Partial<StateFact> = {}): StateFact => ({
  kind,
  scope,
  at: span('a.rb', 0, 1),
  module: 'Rails',
  guard: 'always',
  label: 'use',
  confidence: 'high',
  ...more,
});
const setting = (kind: StateFact['kind'], scope: StateFact['scope'], more: Partial<StateFact> = {}) =>
  fact(kind, scope, { declares: true, label: 'setting', at: span('config/production.rb', 5, 9), ...more });
const said = (...facts: readonly StateFact[]) =>
  settle(facts, [], false).flatMap((one) =>
    'scope' in one ? [`${one.kind} ${one.scope} ${one.label} ${one.at.file}`] : [],
  );

const cached = fact('local-cache', 'local', { follows: ['local-cache'] });

describe('a use', () => {
  test('goes where the setting says, and is reported there', () => {
    expect(said(cached, setting('local-cache', 'local'))).toEqual(['local-cache local setting config/production.rb']);
    expect(said(cached, setting('local-cache', 'shared'))).toEqual([
      'local-cache shared setting config/production.rb',
      'local-cache shared setting config/production.rb',
    ]);
  });
  test('falls back to the default of the framework, and is said once', () => {
    expect(said(cached, { ...cached, at: span('b.rb', 3, 4) })).toEqual(['local-cache local use a.rb']);
  });
  test('follows the first kind that is named', () => {
    const limited = fact('rate-limit', 'local', { follows: ['rate-limit', 'local-cache'] });
    expect(said(limited, setting('local-cache', 'shared'))[0]).toBe('rate-limit shared use a.rb');
    expect(said(limited, setting('rate-limit', 'local'), setting('local-cache', 'shared'))[0]).toBe(
      'rate-limit local setting config/production.rb',
    );
  });
  test('does not follow settings of development, and leaves open what a condition decides', () => {
    expect(said(cached, setting('local-cache', 'shared', { guard: 'development' }))[0]).toBe(
      'local-cache local use a.rb',
    );
    expect(said(cached, setting('local-cache', 'local', { guard: 'conditional' }))[0]).toBe(
      'local-cache unknown setting config/production.rb',
    );
  });
  test('prefers the setting of the environment to the one for all', () => {
    const general = setting('local-cache', 'shared', { unlessSet: true, at: span('config/application.rb', 1, 2) });
    expect(said(cached, general, setting('local-cache', 'local'))[0]).toBe(
      'local-cache local setting config/production.rb',
    );
    expect(said(cached, general)[0]).toBe('local-cache shared setting config/application.rb');
  });
});

describe('a name', () => {
  const attached = fact('upload', 'unknown', { follows: ['upload'] });
  const defined = (name: string, scope: StateFact['scope']) => fact('upload', scope, { defines: name });
  test('means what is defined under it', () => {
    const named = setting('upload', 'unknown', { refers: 'bucket' });
    expect(said(attached, named, defined('bucket', 'shared'), defined('disk', 'local'))[0]).toBe(
      'upload shared setting config/production.rb',
    );
    expect(said(attached, { ...named, refers: 'disk' }, defined('bucket', 'shared'), defined('disk', 'local'))).toEqual(
      ['upload local setting config/production.rb'],
    );
    expect(said(attached, { ...named, refers: 'other' }, defined('bucket', 'shared'))).toEqual([
      'upload unknown setting config/production.rb',
    ]);
  });
  test('keeps nothing by being defined', () => {
    expect(said(defined('disk', 'local'), defined('bucket', 'shared'))).toEqual([]);
  });
  test('may come from the environment', () => {
    const named = setting('upload', 'unknown', {
      refers: 'disk',
      choice: { variable: 'STORE', words: {}, other: 'unknown', unset: 'local' },
    });
    const all = [attached, named, defined('bucket', 'shared'), defined('disk', 'local')];
    const scopes = (value: string | undefined, open = false) =>
      settle(
        all,
        value === undefined
          ? []
          : [
              {
                name: 'STORE',
                at: span('s.yml', 0, 1),
                value: {
                  kind: 'scalar',
                  at: span('s.yml', 0, 1),
                  raw: value,
                  value,
                  type: 'string',
                  parts: [value],
                  quoted: false,
                },
              },
            ],
        open,
      ).flatMap((one) => ('scope' in one ? [one.scope] : []));
    expect(scopes('bucket')[0]).toBe('shared');
    expect(scopes(undefined)).toEqual(['local']);
    expect(scopes(undefined, true)).toEqual(['unknown']);
  });
});
