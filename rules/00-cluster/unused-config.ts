import { defineCheck, listed, type StoredGroup, storedGroups } from '../../src/kit/index.ts';
import { nodes, service, snapshot } from './examples.ts';

const stored = [{ ID: 'one', Spec: { Name: 'shop_old' } }];
const using = service('shop_web', {
  Spec: {
    Name: 'shop_web',
    TaskTemplate: { ContainerSpec: { Image: 'shop:1.4.2', Configs: [{ ConfigID: 'one', ConfigName: 'shop_old' }] } },
  },
});

export default defineCheck<StoredGroup>({
  id: 'cluster/unused-config',
  title: 'Configs that no service uses',
  severity: 'info',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'What is left behind by old versions makes it hard to tell which one counts, and the store of the managers keeps all of it in memory.',
  evidence: 'The configs of the Swarm, held against the definitions of all services.',
  needs: ['cluster'],
  traps: ['Configs of the version before, while an update may still be taken back: they are needed for that.'],
  remedy: 'Take them out with `docker config rm NAME`, once no roll back needs them.',
  references: ['https://docs.docker.com/reference/cli/docker/config/rm/'],
  examples: {
    bad: snapshot({ nodes, services: [service('shop_web')], configs: stored }),
    good: snapshot({ nodes, services: [using], configs: stored }),
  },

  each: (facts) => storedGroups(facts).filter(({ kind }) => kind === 'config'),
  fails: ({ unused }) => unused.length > 0 && { at: unused[0]!.at },
  message: ({ unused }) =>
    unused.length === 1
      ? `Config ${unused[0]!.name} is used by no service.`
      : `${unused.length} configs are used by no service: ${listed(
          unused.map(({ name }) => name),
          8,
        )}.`,
});
