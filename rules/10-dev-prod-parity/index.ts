import { defineRule } from '../../src/kit/index.ts';
import backingTypeMismatch from './backing-type-mismatch.ts';
import backingVersionMismatch from './backing-version-mismatch.ts';
import devModeInProd from './dev-mode-in-prod.ts';
import devOnlyServiceInStack from './dev-only-service-in-stack.ts';
import devServerInProd from './dev-server-in-prod.ts';
import devStageDeployed from './dev-stage-deployed.ts';
import envSetDivergence from './env-set-divergence.ts';
import runtimeVersionMismatch from './runtime-version-mismatch.ts';

export default defineRule({
  factor: 10,
  id: 'dev-prod-parity',
  title: 'Dev/prod parity',
  principle: 'Development, staging and production are kept as alike as possible.',
  swarm: 'What was tested with another database version or a development server is not what the cluster runs.',
  address: 'https://12factor.net/dev-prod-parity',
  checks: [
    backingVersionMismatch,
    runtimeVersionMismatch,
    devModeInProd,
    devServerInProd,
    devStageDeployed,
    devOnlyServiceInStack,
    backingTypeMismatch,
    envSetDivergence,
  ],
});
