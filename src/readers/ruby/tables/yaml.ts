/** Settings that Rails and its libraries keep in YAML. Sources: the Rails guides, and the documentation of each library. */
import type { PoolRow, SettingRow, Tables } from '../../code/row.ts';
import { databases } from './data.ts';
import { rubyTables } from './index.ts';

const settings: readonly SettingRow[] = [
  {
    kind: 'datastore',
    name: 'database.adapter',
    words: databases,
    path: 'database',
    // What the variable says is merged over the file. https://guides.rubyonrails.org/configuring.html#configuring-a-database
    instead: { variable: 'DATABASE_URL', words: databases, other: 'unknown' },
    label: 'config/database.yml',
    confidence: 'high',
  },
  {
    kind: 'datastore',
    name: 'database.url',
    words: databases,
    label: 'config/database.yml',
    confidence: 'high',
  },
  {
    kind: 'datastore',
    name: 'other database.adapter',
    words: databases,
    path: 'database',
    label: 'config/database.yml',
    confidence: 'medium',
  },
  {
    kind: 'upload',
    name: 'storage.service',
    words: {
      Disk: 'local',
      S3: 'shared',
      GCS: 'shared',
      AzureStorage: 'shared',
      AzureBlob: 'shared',
      Mirror: 'unknown',
    },
    label: 'config/storage.yml',
    confidence: 'high',
  },
  {
    kind: 'realtime',
    name: 'cable.adapter',
    declares: true,
    words: {
      async: 'local',
      inline: 'local',
      test: 'local',
      redis: 'shared',
      postgresql: 'shared',
      solid_cable: 'shared',
      any_cable: 'shared',
      enhanced_redis: 'shared',
    },
    label: 'config/cable.yml',
    confidence: 'high',
  },
];

const pools: readonly PoolRow[] = [
  // Five connections for each process; the reaper closes those nobody used for 300 seconds.
  {
    calls: ['database.yml.pool'],
    to: 'database',
    most: ['max_connections', 'pool'],
    defaultMost: 5,
    idle: { option: 'idle_timeout', absent: 'safe', words: { '0': 'forgotten', nil: 'forgotten' }, other: 'safe' },
    label: 'config/database.yml',
  },
];

export const yamlTables: Tables = { ...rubyTables, calls: [], settings, listeners: [], routes: [], pools };
