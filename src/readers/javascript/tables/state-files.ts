/** Libraries that keep state in files of their own, and locks of one process. Sources: each package's documentation. */
import type { Row } from './row.ts';

const base = { kind: 'file-write', scope: 'local', confidence: 'high' } as const;

export const stateFiles: readonly Row[] = [
  { ...base, module: 'lowdb', callee: ['JSONFile', 'JSONFileSync'], how: 'new', path: 0, label: 'lowdb' },
  {
    ...base,
    module: 'lowdb/node',
    callee: ['JSONFile', 'JSONFileSync', 'TextFile', 'JSONFilePreset', 'JSONFileSyncPreset'],
    how: 'any',
    path: 0,
    label: 'lowdb',
  },
  { ...base, module: 'lowdb/adapters/FileSync', callee: [''], how: 'new', path: 0, label: 'lowdb' },
  { ...base, module: 'lowdb/adapters/FileAsync', callee: [''], how: 'new', path: 0, label: 'lowdb' },
  {
    ...base,
    module: 'node-persist',
    callee: ['init', 'initSync', 'create'],
    how: 'call',
    path: 'dir',
    label: 'node-persist',
  },
  { ...base, module: 'keyv-file', callee: ['', 'KeyvFile'], how: 'new', path: 'filename', label: 'keyv-file' },
  { ...base, module: 'simple-json-db', callee: [''], how: 'new', path: 0, label: 'simple-json-db' },
  { ...base, module: 'node-json-db', callee: ['Config'], how: 'new', path: 0, label: 'node-json-db' },
  {
    ...base,
    module: 'whatsapp-web.js',
    callee: ['LocalAuth'],
    how: 'new',
    path: 'dataPath',
    label: 'whatsapp-web.js LocalAuth',
  },
  ...['@whiskeysockets/baileys', '@adiwajshing/baileys', 'baileys'].map(
    (module): Row => ({
      ...base,
      module,
      callee: ['useMultiFileAuthState'],
      how: 'call',
      path: 0,
      label: 'useMultiFileAuthState',
    }),
  ),
  {
    ...base,
    module: 'telegram/sessions',
    callee: ['StoreSession'],
    how: 'new',
    path: 0,
    label: 'Telegram StoreSession',
  },
];

/** They keep others of the same process out, and nobody else. What they stand in front of is not told: never more than a hint. */
export const mutexes: readonly Row[] = (
  [
    ['async-mutex', ['Mutex', 'Semaphore']],
    ['await-lock', ['', 'AwaitLock']],
    ['async-lock', ['']],
    ['await-semaphore', ['Mutex', 'Semaphore']],
  ] as const
).map(([module, callee]) => ({
  kind: 'module-state',
  module,
  callee,
  how: 'new',
  once: true,
  scope: 'local',
  label: module,
  confidence: 'low',
}));
