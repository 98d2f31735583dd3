import { defineRule } from '../../src/kit/index.ts';
import appShipsLogs from './app-ships-logs.ts';
import bufferedStdout from './buffered-stdout.ts';
import driverNodeLocalEndpoint from './driver-node-local-endpoint.ts';
import environmentDump from './environment-dump.ts';
import fileLogging from './file-logging.ts';
import logVolume from './log-volume.ts';
import tailAsProcess from './tail-as-process.ts';
import unboundedDriver from './unbounded-driver.ts';

export default defineRule({
  factor: 11,
  id: 'logs',
  title: 'Logs',
  principle: 'Logs are event streams written to standard output.',
  swarm:
    '`docker service logs` and logging drivers see standard output and nothing else; files die with the task and fill the node.',
  address: 'https://12factor.net/logs',
  checks: [
    unboundedDriver,
    fileLogging,
    logVolume,
    appShipsLogs,
    driverNodeLocalEndpoint,
    bufferedStdout,
    tailAsProcess,
    environmentDump,
  ],
});
