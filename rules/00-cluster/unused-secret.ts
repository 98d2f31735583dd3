import { defineCheck, listed, type StoredGroup, storedGroups } from '../../src/kit/index.ts';
import { nodes, service, snapshot } from './examples.ts';

const stored = [{ ID: 'one', Spec: { Name: 'shop_old' } }];
const using = service('shop_web', {
  Spec: {
    Name: 'shop_web',
    TaskTemplate: { ContainerSpec: { Image: 'shop:1.4.2', Secrets: [{ SecretID: 'one', SecretName: 'shop_old' }] } },
  },
});

export default defineCheck<StoredGroup>({
  id: 'cluster/unused-secret',
  title: 'Secrets that no service uses',
  severity: 'info',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'A secret that nobody needs can still be handed to any new service, and nobody knows any more whether it was changed where it came from.',
  evidence: 'The secrets of the Swarm, held against the definitions of all services.',
  needs: ['cluster'],
  traps: ['Secrets of the version before, while an update may still be taken back: they are needed for that.'],
  remedy: 'Take them out with `docker secret rm NAME`, once no roll back needs them.',
  references: ['https://docs.docker.com/reference/cli/docker/secret/rm/'],
  examples: {
    bad: snapshot({ nodes, services: [service('shop_web')], secrets: stored }),
    good: snapshot({ nodes, services: [using], secrets: stored }),
  },

  each: (facts) => storedGroups(facts).filter(({ kind }) => kind === 'secret'),
  fails: ({ unused }) => unused.length > 0 && { at: unused[0]!.at },
  message: ({ unused }) =>
    unused.length === 1
      ? `Secret ${unused[0]!.name} is used by no service.`
      : `${unused.length} secrets are used by no service: ${listed(
          unused.map(({ name }) => name),
          8,
        )}.`,
});
