import { defineCheck, isDown, type Live, listed, liveServices, nodeName, refusedTasks } from '../../src/kit/index.ts';
import { nodes, service, snapshot, taken, task } from './examples.ts';

export default defineCheck<Live>({
  id: 'cluster/task-rejected',
  title: 'Nodes refuse to start a task',
  severity: 'error',
  confidence: 'high',
  effect: 'break',
  since: '0.1.0',
  rationale:
    'The task never came as far as its program: the image cannot be pulled, a mount is not there, a setting is impossible on that machine. Swarm tries again every few seconds, for ever.',
  evidence: 'Tasks that were rejected, at places of the service where none runs now.',
  needs: ['cluster'],
  traps: ['A replica that was rejected by one node and runs on another.'],
  remedy:
    'Read the reason. For images: push them, log in to the registry on the machine that deploys and deploy with `--with-registry-auth`. For mounts: make the directory on every node, or use a volume.',
  references: ['https://docs.docker.com/engine/swarm/how-swarm-mode-works/swarm-task-states/'],
  examples: {
    bad: snapshot({
      info: taken,
      nodes,
      services: [service('shop_web')],
      tasks: [task('shop_web', 'rejected', { node: 'node2', desired: 'shutdown', error: 'No such image: shop:1.4.2' })],
    }),
    good: snapshot({
      info: taken,
      nodes,
      services: [service('shop_web')],
      tasks: [
        task('shop_web', 'rejected', { node: 'node2', desired: 'shutdown', error: 'No such image: shop:1.4.2' }),
        task('shop_web', 'running', { node: 'node1', age: 30 }),
      ],
    }),
  },

  each: liveServices,
  fails: ({ live, cluster }) => {
    const trouble = refusedTasks(live);
    if (!trouble) return false;
    const where = [...new Set(trouble.tasks.flatMap(({ node }) => nodeName(cluster, node) ?? []))];
    return {
      at: trouble.tasks[0].at,
      effect: isDown(live) ? 'break' : 'none',
      words: {
        count: String(trouble.tasks.length),
        where:
          where.length === 0 ? 'The nodes refuse' : `${listed(where)} ${where.length === 1 ? 'refuses' : 'refuse'}`,
        why: trouble.why === '' ? '' : `: ${trouble.why}`,
      },
    };
  },
  message: ({ live }, { words }) => `${words?.where} to start ${live.name}${words?.why}.`,
});
