import { defineCheck, type Live, type LiveCluster, listed, liveClusters, liveServices } from '../../src/kit/index.ts';
import { nodes, service, snapshot } from './examples.ts';

const running = (Image: string) =>
  service('shop_web', {
    Spec: { Name: 'shop_web', TaskTemplate: { ContainerSpec: { Image } }, Mode: { Replicated: { Replicas: 2 } } },
  });

const isOpen = ({ live: { service: one } }: Live): boolean =>
  one.image !== undefined && !(one.image.value ?? one.image.raw).includes('@sha256:');

export default defineCheck<LiveCluster>({
  id: 'cluster/image-not-resolved',
  title: 'Services run images by their tags alone',
  severity: 'info',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'Where the registry could be asked, Swarm puts the digest behind the tag, and every node runs the same build. Without it each node takes what it holds or finds under that tag on the day its task starts.',
  evidence: 'The image of each service as Swarm stores it, in clusters of several nodes.',
  needs: ['cluster'],
  traps: ['A cluster of one node.', 'Images named by a digest.'],
  remedy:
    'Push the image to a registry that the machine which deploys can ask, and deploy without `--resolve-image never`; add `--with-registry-auth` where it wants a login.',
  references: ['https://docs.docker.com/reference/cli/docker/stack/deploy/#resolve-image'],
  examples: {
    bad: snapshot({ nodes, services: [running('registry.example/shop:1.4.2')] }),
    good: snapshot({ nodes, services: [running('registry.example/shop:1.4.2@sha256:4bcf')] }),
  },

  each: (facts) => liveClusters(facts).filter((cluster) => cluster.nodes.length > 1 && cluster.services.length > 0),
  fails: (_cluster, facts) => {
    const open = liveServices(facts).filter(isOpen);
    const images = [...new Set(open.map(({ live }) => live.image ?? live.name))];
    return (
      open.length > 0 && {
        at: open[0]!.live.service.image?.at,
        words: {
          who: open.length === 1 ? `${open[0]!.live.name} runs` : `${open.length} services run`,
          images: `${listed(images)} without a digest`,
        },
      }
    );
  },
  message: (_cluster, { words }) => `${words?.who} ${words?.images}: each node takes what it finds under the tag.`,
});
