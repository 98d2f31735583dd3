import { defineRule } from '../../src/kit/index.ts';
import backgroundWorkInWeb from './background-work-in-web.ts';
import cpuCountWorkers from './cpu-count-workers.ts';
import daemonized from './daemonized.ts';
import heapExceedsLimit from './heap-exceeds-limit.ts';
import inMemoryQueue from './in-memory-queue.ts';
import multiProcessContainer from './multi-process-container.ts';
import noResourceLimits from './no-resource-limits.ts';
import nonCompetingConsumer from './non-competing-consumer.ts';
import pinnedPlacement from './pinned-placement.ts';
import schedulerInReplicatedService from './scheduler-in-replicated-service.ts';
import singleReplica from './single-replica.ts';
import singletonScaled from './singleton-scaled.ts';

export default defineRule({
  factor: 8,
  id: 'concurrency',
  title: 'Concurrency',
  principle: 'An application scales out by running more processes of each type.',
  swarm: '`docker service scale` multiplies everything a container does, timers included.',
  address: 'https://12factor.net/concurrency',
  checks: [
    schedulerInReplicatedService,
    singletonScaled,
    inMemoryQueue,
    backgroundWorkInWeb,
    nonCompetingConsumer,
    noResourceLimits,
    pinnedPlacement,
    heapExceedsLimit,
    singleReplica,
    daemonized,
    multiProcessContainer,
    cpuCountWorkers,
  ],
});
