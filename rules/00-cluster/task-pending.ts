import { ageOf, defineCheck, isDown, type Live, liveServices, spanOfTime, unplaced } from '../../src/kit/index.ts';
import { nodes, service, snapshot, taken, task } from './examples.ts';

export default defineCheck<Live>({
  id: 'cluster/task-pending',
  title: 'Swarm finds no node for a task',
  severity: 'error',
  confidence: 'high',
  effect: 'break',
  since: '0.1.0',
  rationale:
    'The task waits until a node fits: constraints, reservations, host ports, platforms and volumes all have to be met. Swarm reports the deploy as done, and waits for ever.',
  evidence: 'Tasks that are pending, and the reason that the scheduler gives.',
  needs: ['cluster'],
  traps: [
    'Tasks on their way, which the scheduler has said nothing of.',
    'Services that run with fewer tasks than they should: nothing about them breaks.',
  ],
  remedy:
    'Compare what the service asks for (`docker service inspect --pretty`) with what the nodes offer (`docker node inspect --pretty`): labels, free memory, platforms, ports.',
  references: ['https://docs.docker.com/engine/swarm/how-swarm-mode-works/swarm-task-states/'],
  examples: {
    bad: snapshot({
      info: taken,
      nodes,
      services: [service('shop_gpu')],
      tasks: [
        task('shop_gpu', 'pending', { error: 'no suitable node (scheduling constraints not satisfied on 3 nodes)' }),
      ],
    }),
    good: snapshot({
      info: taken,
      nodes,
      services: [service('shop_gpu')],
      tasks: [task('shop_gpu', 'running', { node: 'node2' })],
    }),
  },

  each: liveServices,
  fails: ({ live, cluster }) => {
    const trouble = unplaced(live);
    if (!trouble) return false;
    const [first] = trouble.tasks;
    return {
      at: first.at,
      effect: isDown(live) ? 'break' : 'none',
      words: {
        count:
          live.desired === 1 ? 'the task' : `${trouble.tasks.length} of ${live.desired ?? live.tasks.length} tasks`,
        age: cluster.takenAt === undefined ? '' : `, for ${spanOfTime(ageOf(first, cluster))} now`,
        why: trouble.why,
      },
    };
  },
  message: ({ live }, { words }) =>
    `Swarm finds no node for ${words?.count} of ${live.name}${words?.age}: ${words?.why}.`,
});
