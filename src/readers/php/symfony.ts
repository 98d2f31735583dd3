/** Symfony keeps its settings in `config/packages/*.yaml`. Source: the reference of the FrameworkBundle. */
import { fileNameOf } from '../../source/index.ts';
import type { SettingRow, Tables } from '../code/row.ts';
import { type SettingsFiles, yamlSettingsReader } from '../code/yaml-settings.ts';
import { claimsSymfony } from './paths.ts';
import { phpTables } from './tables/index.ts';

const settings: readonly SettingRow[] = [
  {
    kind: 'session-store',
    name: 'framework.session.handler_id',
    // Without a handler PHP keeps sessions in files.
    absent: 'local',
    words: {
      'session.handler.native_file': 'local',
      redis: 'shared',
      'redis:': 'shared',
      memcached: 'shared',
      mysql: 'shared',
      pgsql: 'shared',
      postgres: 'shared',
      Symfony: 'shared',
    },
    label: 'session handler',
    confidence: 'high',
  },
  {
    kind: 'local-cache',
    name: 'framework.cache.app',
    words: {
      'cache.adapter.filesystem': 'local',
      'cache.adapter.apcu': 'local',
      'cache.adapter.array': 'local',
      'cache.adapter': 'shared',
    },
    label: 'cache.app',
    confidence: 'high',
  },
];

/** https://symfony.com/doc/current/logging.html: where each handler of the MonologBundle writes. */
const logs: readonly SettingRow[] = [
  {
    kind: 'log-sink',
    name: 'monolog.handlers.*.path',
    words: { 'php://': 'shared' },
    other: 'local',
    path: true,
    label: 'Monolog',
    confidence: 'high',
  },
];

const tables: Tables = {
  ...phpTables,
  calls: [],
  settings: [...settings, ...logs],
  listeners: [],
  routes: [],
  addressSettings: [{ name: 'framework.trusted_proxies', label: 'trusted_proxies' }],
};

const symfonySettings: SettingsFiles = {
  name: 'symfony',
  language: 'php',
  claims: claimsSymfony,
  guardOf: (path) => {
    const folder = path.split('/').at(-2);
    const name = fileNameOf(path);
    if (folder === 'test' || /^(?:services_)?test\.ya?ml$/.test(name)) return 'test';
    return folder === 'dev' || name.startsWith('services_dev.') ? 'development' : 'always';
  },
  // `%env(REDIS_URL)%`, `%env(resolve:DATABASE_URL)%`: processors stand in front of the name.
  variable: (text) => {
    const inside = /^%env\(([\w:]+)\)%$/.exec(text)?.[1];
    return inside === undefined ? undefined : { name: inside.slice(inside.lastIndexOf(':') + 1) };
  },
  // `%env(default::X)%` falls back to a parameter, or to nothing.
  named: (text) =>
    [...text.matchAll(/%env\(([\w:.-]+)\)%/g)].map(([, inside = '']) => ({
      name: inside.slice(inside.lastIndexOf(':') + 1),
      need: /(?:^|:)default:/.test(inside) ? 'optional' : 'required',
    })),
  module: 'symfony/framework-bundle',
  parameters: {
    '%kernel.project_dir%': '.',
    '%kernel.logs_dir%': 'var/log',
    '%kernel.cache_dir%': 'var/cache',
    '%kernel.environment%': 'prod',
  },
  section: (key) =>
    key === 'when@prod' ? 'always' : key === 'when@dev' ? 'development' : key === 'when@test' ? 'test' : undefined,
  tables,
};

export const symfonyReader = yamlSettingsReader(symfonySettings);
