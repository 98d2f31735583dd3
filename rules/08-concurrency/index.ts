import { defineRule } from '../../src/kit/index.ts';

export default defineRule({
  factor: 8,
  id: 'concurrency',
  title: 'Concurrency',
  principle: 'An application scales out by running more processes of each type.',
  swarm: '`docker service scale` multiplies everything a container does, timers included.',
  address: 'https://12factor.net/concurrency',
  checks: [],
});
