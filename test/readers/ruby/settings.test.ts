/** What stands in the YAML files of Rails, with Ruby inside. */
import { describe, expect, test } from '@jest/globals';
import { rubySettingsReader } from '../../../src/readers/ruby/settings-files.ts';
import { readsIn, saidBy } from '../code/said.ts';

const read = (path: string, text: string) =>
  rubySettingsReader.read({ path, text }, { parsers: {}, exists: () => false }).code?.[0]?.facts ?? [];
const said = (path: string, text: string) => saidBy(read(path, text));

const defaults = 'default: &default\n  adapter: postgresql\n  pool: <%= ENV.fetch("RAILS_MAX_THREADS") { 5 } %>\n\n';

describe('config/database.yml', () => {
  test.each([
    [
      `${defaults}production:\n  <<: *default\n  database: shop\n`,
      ['datastore shared shop, unset shared', 'pool database 5 safe RAILS_MAX_THREADS'],
    ],
    [
      'default: &default\n  adapter: sqlite3\n\nproduction:\n  <<: *default\n  database: storage/production.sqlite3\n',
      ['datastore local storage/production.sqlite3, unset local', 'pool database 5 safe'],
    ],
    [
      `${defaults}production:\n  primary: &primary\n    <<: *default\n    database: shop\n  cache:\n    adapter: sqlite3\n    database: storage/cache.sqlite3\n`,
      [
        'datastore shared shop, unset shared',
        'pool database 5 safe RAILS_MAX_THREADS',
        'datastore local storage/cache.sqlite3',
      ],
    ],
    ['production:\n  url: <%= ENV["DATABASE_URL"] %>\n  pool: 20\n', ['datastore unknown', 'pool database 20 safe']],
    ['development:\n  adapter: sqlite3\n  database: dev.sqlite3\n', []],
    [
      'production:\n<% if ENV["A"] %>\n  adapter: mysql2\n<% end %>\n',
      ['datastore shared, unset shared', 'pool database 5 safe'],
    ],
    [
      'production:\n  adapter: <%= adapter_of(shop) %>\n  pool: <%= (ENV["A"].to_i + 1) %>\n',
      ['datastore unknown, unset unknown', 'pool database ? safe'],
    ],
    ['', []],
    ['- a\n- b\n', []],
    ['production: {{{', []],
  ])('%s', (text, expected) => {
    expect(said('config/database.yml', text)).toEqual(expected);
  });
  test('reads the environment, each read in its own environment', () => {
    const text = `${defaults}development:\n  host: <%= ENV.fetch('DB_HOST', 'localhost') %>\nproduction:\n  <<: *default\n  url: <%= ENV["DATABASE_URL"] %>\n  password: <%= ENV.fetch("DB_PASSWORD") %>\n`;
    const facts = read('config/database.yml', text);
    expect(readsIn(facts)).toEqual([
      'RAILS_MAX_THREADS defaulted 5',
      'DB_HOST defaulted localhost',
      'DATABASE_URL optional',
      'DB_PASSWORD required',
    ]);
    const host = facts.find((fact) => fact.kind === 'env-read' && fact.name === 'DB_HOST')!;
    expect(host.guard).toBe('development');
    expect(text.slice(host.at.start, host.at.end)).toBe("<%= ENV.fetch('DB_HOST', 'localhost') %>");
  });
});

test.each([
  [
    'config/cable.yml',
    'development:\n  adapter: async\nproduction:\n  adapter: redis\n  url: <%= ENV.fetch("REDIS_URL") { "redis://localhost:6379/1" } %>\n',
    ['realtime shared'],
  ],
  ['config/cable.yml', 'production:\n  adapter: async\n', ['realtime local']],
  [
    'config/cable.yml',
    'production:\n  adapter: <%= ENV.fetch("CABLE", "async") %>\n',
    ['realtime unknown, unset local'],
  ],
  [
    'config/storage.yml',
    'local:\n  service: Disk\n  root: <%= Rails.root.join("storage") %>\nbucket:\n  service: S3\n',
    ['upload local', 'upload shared'],
  ],
  ['spec/dummy/config/cable.yml', 'production:\n  adapter: async\n', undefined],
])('%s: %s', (path, text, expected) => {
  expect(rubySettingsReader.claims(path)).toBe(expected !== undefined);
  if (expected) expect(said(path, text)).toEqual(expected);
});
