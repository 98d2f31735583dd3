import { defineRule } from '../../src/kit/index.ts';
import restartGivesUp from './restart-gives-up.ts';

export default defineRule({
  factor: 9,
  id: 'disposability',
  title: 'Disposability',
  principle: 'Processes start fast and stop gracefully.',
  swarm:
    'Every update, drain and rescheduling stops tasks with SIGTERM and ten seconds of patience; traffic follows health.',
  address: 'https://12factor.net/disposability',
  checks: [restartGivesUp],
});
