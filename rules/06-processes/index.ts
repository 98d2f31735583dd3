import { defineRule } from '../../src/kit/index.ts';
import instanceIdentityConstant from './instance-identity-constant.ts';
import localCache from './local-cache.ts';
import localRateLimit from './local-rate-limit.ts';
import localRealtime from './local-realtime.ts';
import localSession from './local-session.ts';
import localStateFile from './local-state-file.ts';
import localUpload from './local-upload.ts';
import localVolumeShared from './local-volume-shared.ts';
import moduleState from './module-state.ts';
import perInstanceSecret from './per-instance-secret.ts';
import stickySessionReliance from './sticky-session-reliance.ts';

export default defineRule({
  factor: 6,
  id: 'processes',
  title: 'Processes',
  principle: 'Processes are stateless and share nothing.',
  swarm: 'Requests reach replicas in turn, without stickiness: what one replica keeps, the others do not have.',
  address: 'https://12factor.net/processes',
  checks: [
    localSession,
    moduleState,
    localUpload,
    localStateFile,
    localVolumeShared,
    localRealtime,
    localCache,
    localRateLimit,
    perInstanceSecret,
    instanceIdentityConstant,
    stickySessionReliance,
  ],
});
