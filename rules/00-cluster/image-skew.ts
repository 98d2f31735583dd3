import { defineCheck, type Live, listed, liveServices, nodeName, runningTasks } from '../../src/kit/index.ts';
import { nodes, service, snapshot, task } from './examples.ts';

const old = 'registry.example/shop:1.4.1@sha256:11';
const current = 'registry.example/shop:1.4.2@sha256:4bcf';
/** `shop:1.4.1`; of two with the same tag, the beginning of the digest tells them apart. */
const short = (image: string): string => image.replace(/(@sha256:.{0,8}).*/, '$1');

export default defineCheck<Live>({
  id: 'cluster/image-skew',
  title: 'Replicas of one service run different images',
  severity: 'warning',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'Two releases answer for the same service, and which one a client meets is chance. An update that stopped half way, or that never reached a node, leaves that behind.',
  evidence: 'The image of each task that runs, of services that are not being updated.',
  needs: ['cluster'],
  traps: ['Services whose update or rollback goes on.'],
  remedy:
    'Find out why the update stopped, then deploy again; `docker service update --force SERVICE` replaces all tasks.',
  references: ['https://docs.docker.com/engine/swarm/services/#update-a-service'],
  examples: {
    bad: snapshot({
      nodes,
      services: [service('shop_web', {}, 2)],
      tasks: [
        task('shop_web', 'running', { slot: 1, node: 'node2', image: old }),
        task('shop_web', 'running', { slot: 2, node: 'node3', image: current }),
      ],
    }),
    good: snapshot({
      nodes,
      services: [service('shop_web', {}, 2)],
      tasks: [
        task('shop_web', 'running', { slot: 1, node: 'node2', image: current }),
        task('shop_web', 'running', { slot: 2, node: 'node3', image: current }),
      ],
    }),
  },

  each: (facts) => liveServices(facts).filter(({ live }) => runningTasks(live).length > 1),
  fails: ({ live, cluster }) => {
    if (['updating', 'rollback_started'].includes(live.update?.state ?? '')) return false;
    const images = new Map<string, string[]>();
    for (const { image, node } of runningTasks(live)) {
      if (image === undefined) continue;
      const known = images.get(image) ?? [];
      images.set(image, [...known, nodeName(cluster, node) ?? 'a node']);
    }
    return (
      images.size > 1 && {
        at: runningTasks(live)[0]?.at,
        words: {
          images: [...images].map(([image, on]) => `${short(image)} on ${listed([...new Set(on)])}`).join('; '),
        },
      }
    );
  },
  message: ({ live }, { words }) => `Tasks of ${live.name} run different images: ${words?.images}.`,
});
