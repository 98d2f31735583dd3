import {
  defineCheck,
  isThirdParty,
  keepsData,
  movingTag,
  onlyMovingTag,
  resolvesOnNodes,
  type Service,
  swarmServices,
} from '../../src/kit/index.ts';

export default defineCheck<Service>({
  id: 'build-release-run/mutable-image-tag',
  title: 'The release is not named by a fixed tag',
  severity: 'warning',
  confidence: 'high',
  effect: 'degrade',
  obligation: 'image',
  since: '0.1.0',
  rationale:
    'A tag that is moved to every new build names no release. The same stack file deploys something else tomorrow, there is nothing to roll back to, and where the registry cannot be asked at deploy time each node runs the version it finds.',
  evidence:
    'Tags of services for Swarm: `latest`, none at all, names of branches and environments; and what pipelines push under which tag.',
  needs: ['swarm'],
  traps: [
    'Versions, commits and digests.',
    'A tag that a required variable decides.',
    'The port of a registry, which is no tag.',
    'Tools of somebody else without data: a note.',
  ],
  remedy:
    'Tag every build once and never again, by version or commit, and deploy that tag: `image: registry.example/api:${RELEASE:?}`.',
  references: ['https://docs.docker.com/reference/cli/docker/service/update/'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  api:
    image: registry.example/acme/api:\${TAG:-latest}
    deploy:
      replicas: 2
`,
    },
    good: {
      'docker-stack.yml': `services:
  api:
    image: registry.example/acme/api:\${RELEASE:?}
    deploy:
      replicas: 2
`,
    },
  },

  each: (facts) => swarmServices(facts).filter(({ image }) => image !== undefined),
  fails: (service, facts) => {
    const tag = movingTag(service);
    if (tag === undefined) return false;
    const only = onlyMovingTag(service, facts);
    const evidence = {
      at: service.image?.at,
      notes: only ? [{ at: only, message: 'the pipeline builds this image under no other tag' }] : [],
      words: { tag, cost: 'which build runs cannot be told, and there is none to go back to' },
    };
    if (resolvesOnNodes(service, facts))
      return {
        ...evidence,
        severity: 'error',
        words: { tag, cost: 'with --resolve-image never every node runs the build it finds' },
      };
    if (!isThirdParty(service)) return evidence;
    return keepsData(service)
      ? { ...evidence, words: { tag, cost: 'a deploy may bring a new major version that refuses the data' } }
      : { ...evidence, severity: 'info' };
  },
  message: ({ name, image }, { words }) =>
    `Service "${name}" runs the tag "${words?.tag}"${image?.parts.length === 1 ? '' : ' unless a variable says otherwise'}: ${words?.cost}.`,
  fix: {
    summary: 'Takes the moving default away from the variable that holds the tag.',
    safety: 'suggested',
    propose: ({ image }) => {
      const [name, last] = image?.parts.slice(-2) ?? [];
      if (typeof name !== 'string' || !name.endsWith(':') || last === undefined || typeof last === 'string')
        return undefined;
      if (!last.operator?.endsWith('-')) return undefined;
      const text = `\${${last.name}:?}`;
      return {
        title: `Demand ${last.name}`,
        safety: 'suggested',
        edits: [{ kind: 'text', at: last.at, text }],
      };
    },
  },
});
