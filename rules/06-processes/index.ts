import { defineRule } from '../../src/kit/index.ts';
import localSession from './local-session.ts';

export default defineRule({
  factor: 6,
  id: 'processes',
  title: 'Processes',
  principle: 'Processes are stateless and share nothing.',
  swarm: 'Requests reach replicas in turn, without stickiness: what one replica keeps, the others do not have.',
  address: 'https://12factor.net/processes',
  checks: [localSession],
});
