import { defineRule } from '../../src/kit/index.ts';
import abruptExitHandler from './abrupt-exit-handler.ts';
import graceTooShort from './grace-too-short.ts';
import healthcheckDependsOnBacking from './healthcheck-depends-on-backing.ts';
import healthcheckNeverFails from './healthcheck-never-fails.ts';
import healthcheckToolMissing from './healthcheck-tool-missing.ts';
import noHealthcheck from './no-healthcheck.ts';
import noSigtermHandler from './no-sigterm-handler.ts';
import pid1NoReaper from './pid1-no-reaper.ts';
import restartGivesUp from './restart-gives-up.ts';
import signalNotDelivered from './signal-not-delivered.ts';
import startFirstWithoutHealthcheck from './start-first-without-healthcheck.ts';
import workerAcksEarly from './worker-acks-early.ts';
import wrongStopSignal from './wrong-stop-signal.ts';

export default defineRule({
  factor: 9,
  id: 'disposability',
  title: 'Disposability',
  principle: 'Processes start fast and stop gracefully.',
  swarm:
    'Every update, drain and rescheduling stops tasks with SIGTERM and ten seconds of patience; traffic follows health.',
  address: 'https://12factor.net/disposability',
  checks: [
    noHealthcheck,
    healthcheckToolMissing,
    signalNotDelivered,
    noSigtermHandler,
    abruptExitHandler,
    graceTooShort,
    startFirstWithoutHealthcheck,
    restartGivesUp,
    wrongStopSignal,
    workerAcksEarly,
    healthcheckNeverFails,
    healthcheckDependsOnBacking,
    pid1NoReaper,
  ],
});
