import { defineRule } from '../../src/kit/index.ts';
import buildTimeVariableAtRuntime from './build-time-variable-at-runtime.ts';
import configBindMount from './config-bind-mount.ts';
import defaultSecret from './default-secret.ts';
import envFileCommitted from './env-file-committed.ts';
import envFileDialect from './env-file-dialect.ts';
import environmentConfigInCode from './environment-config-in-code.ts';
import hardcodedSecret from './hardcoded-secret.ts';
import immutableConfigUpdate from './immutable-config-update.ts';
import interpolationUnset from './interpolation-unset.ts';
import joinTokenInFile from './join-token-in-file.ts';
import requiredEnvMissing from './required-env-missing.ts';
import secretFileNotConsumed from './secret-file-not-consumed.ts';
import secretFileVarHoldsValue from './secret-file-var-holds-value.ts';
import secretInImage from './secret-in-image.ts';
import secretInStackEnv from './secret-in-stack-env.ts';
import unusedEnv from './unused-env.ts';

export default defineRule({
  factor: 3,
  id: 'config',
  title: 'Config',
  principle: 'Everything that differs between deploys lives in the environment.',
  swarm:
    '`docker stack deploy` reads only the environment of whoever runs it; files exist on one node, and plain variables can be read by anyone who may inspect a service.',
  address: 'https://12factor.net/config',
  checks: [
    requiredEnvMissing,
    interpolationUnset,
    secretInStackEnv,
    secretInImage,
    envFileCommitted,
    defaultSecret,
    secretFileVarHoldsValue,
    secretFileNotConsumed,
    configBindMount,
    envFileDialect,
    buildTimeVariableAtRuntime,
    immutableConfigUpdate,
    joinTokenInFile,
    unusedEnv,
    hardcodedSecret,
    environmentConfigInCode,
  ],
});
