/** All rows about state and work. A library is added by adding a row to one of these tables. */
import { caches } from './caches.ts';
import { datastores } from './datastores.ts';
import { limits } from './limits.ts';
import { logs } from './logs.ts';
import { migrations } from './migrations.ts';
import { queues } from './queues.ts';
import { realtime } from './realtime.ts';
import type { Row } from './row.ts';
import { schedulers } from './schedulers.ts';
import { secrets } from './secrets.ts';
import { sessions } from './sessions.ts';
import { shippedLogs } from './shipped-logs.ts';
import { mutexes, stateFiles } from './state-files.ts';
import { uploads } from './uploads.ts';

export const stateRows: readonly Row[] = [
  ...sessions,
  ...uploads,
  ...schedulers,
  ...caches,
  ...limits,
  ...realtime,
  ...queues,
  ...secrets,
  ...datastores,
  ...migrations,
  ...logs,
  ...shippedLogs,
  ...stateFiles,
  ...mutexes,
];
