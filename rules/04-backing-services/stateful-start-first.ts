import { databaseUses, dataMounts, defineCheck, type Service, swarmServices } from '../../src/kit/index.ts';

export default defineCheck<Service>({
  id: 'backing-services/stateful-start-first',
  title: 'Old and new task write to the same data during an update',
  severity: 'error',
  confidence: 'high',
  effect: 'block',
  obligation: 'updates',
  since: '0.1.0',
  rationale:
    'With `order: start-first` Swarm starts the new task before it stops the old one. Two database processes then open the same files: the second one refuses to start, so that the update never ends, or both write and the files are damaged.',
  evidence:
    '`order: start-first` in update and rollback of services for Swarm that mount the data of a datastore or keep a database in a file.',
  needs: ['swarm'],
  traps: ['The default order, `stop-first`, whether or not it is written.', 'Proxies and caches, which may overlap.'],
  remedy: 'Write `order: stop-first` for this service, also where it takes its settings from a shared anchor.',
  references: ['https://docs.docker.com/reference/compose-file/deploy/#update_config'],
  examples: {
    bad: {
      'docker-stack.yml': `x-rolling: &rolling
  update_config: { order: start-first, failure_action: rollback }
services:
  db:
    image: postgres:16.4
    volumes: ["data:/var/lib/postgresql/data"]
    deploy:
      <<: *rolling
      placement:
        constraints: ["node.labels.data == true"]
volumes:
  data:
`,
    },
    good: {
      'docker-stack.yml': `services:
  db:
    image: postgres:16.4
    volumes: ["data:/var/lib/postgresql/data"]
    deploy:
      update_config: { order: stop-first, failure_action: pause }
      placement:
        constraints: ["node.labels.data == true"]
volumes:
  data:
`,
    },
  },

  each: (facts) => {
    const stateful = new Set([
      ...dataMounts(facts).map(({ service }) => service),
      ...databaseUses(facts)
        .filter(({ embedded, confidence }) => embedded && confidence !== 'low')
        .map(({ service }) => service),
    ]);
    return swarmServices(facts).filter((service) => stateful.has(service));
  },
  fails: ({ deploy }) => {
    const first = [deploy?.updateConfig, deploy?.rollbackConfig].find(
      (config) => config?.order?.value === 'start-first',
    );
    return first
      ? { at: first.order?.at, words: { when: first === deploy?.updateConfig ? 'update' : 'rollback' } }
      : false;
  },
  message: ({ name }, { words }) =>
    `Service "${name}" starts the new task before the old one has stopped: for the length of every ${words?.when} two of them open the same data.`,
  fix: {
    summary: 'Sets the order to `stop-first`.',
    safety: 'safe',
    propose: (_, { at }) =>
      at && { title: 'Stop the old task first', safety: 'safe', edits: [{ kind: 'value', at, value: 'stop-first' }] },
  },
});
