import { defineCheck, type Live, liveServices } from '../../src/kit/index.ts';
import { nodes, service, snapshot } from './examples.ts';

const running = (Image: string) =>
  service('shop_web', {
    Spec: { Name: 'shop_web', TaskTemplate: { ContainerSpec: { Image } }, Mode: { Replicated: { Replicas: 2 } } },
  });

export default defineCheck<Live>({
  id: 'cluster/image-not-resolved',
  title: 'A service runs an image by its tag alone',
  severity: 'info',
  confidence: 'high',
  effect: 'none',
  since: '0.2.0',
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

  each: (facts) => liveServices(facts).filter(({ live, cluster }) => live.service.image && cluster.nodes.length > 1),
  fails: ({ live: { service: one } }) =>
    !(one.image?.value ?? one.image?.raw ?? '').includes('@sha256:') && { at: one.image?.at },
  message: ({ live }) =>
    `${live.name} runs ${live.image ?? 'its image'} without a digest: each node takes what it finds under this tag.`,
});
