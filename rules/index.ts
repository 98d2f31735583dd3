/** The twelve factors, in their order, and what is asked of a running cluster. */
import type { Rule } from '../src/kit/index.ts';
import cluster from './00-cluster/index.ts';
import codebase from './01-codebase/index.ts';
import dependencies from './02-dependencies/index.ts';
import config from './03-config/index.ts';
import backingServices from './04-backing-services/index.ts';
import buildReleaseRun from './05-build-release-run/index.ts';
import processes from './06-processes/index.ts';
import portBinding from './07-port-binding/index.ts';
import concurrency from './08-concurrency/index.ts';
import disposability from './09-disposability/index.ts';
import devProdParity from './10-dev-prod-parity/index.ts';
import logs from './11-logs/index.ts';
import adminProcesses from './12-admin-processes/index.ts';

export const rules: readonly Rule[] = [
  codebase,
  dependencies,
  config,
  backingServices,
  buildReleaseRun,
  processes,
  portBinding,
  concurrency,
  disposability,
  devProdParity,
  logs,
  adminProcesses,
  cluster,
];
