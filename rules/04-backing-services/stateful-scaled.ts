import { clusterOf, defineCheck, isDialledByTask, runsSeveral, type Service, stores } from '../../src/kit/index.ts';

export default defineCheck<Service>({
  id: 'backing-services/stateful-scaled',
  title: 'Copies of a datastore that know nothing of each other',
  severity: 'error',
  confidence: 'high',
  effect: 'block',
  obligation: 'datastore',
  since: '0.1.0',
  rationale:
    'Replicas of a database are separate databases as long as nothing makes them a cluster. Swarm puts them behind one address and hands every connection to another one: what is written to the first is not found in the second, and on one node both open the same files.',
  evidence:
    'Replicas, global mode and `docker service scale` of known datastores, and settings that make them members of a cluster.',
  needs: ['swarm'],
  traps: [
    'Members of a cluster, by their command, variables or a settings file that cannot be seen.',
    'Global services that a constraint leaves one node.',
    'Caches that clients dial one by one (`tasks.cache`, `endpoint_mode: dnsrr`).',
  ],
  remedy:
    'Write `replicas: 1` and tie the service to the node that has its data. If you want a cluster, set it up with the means of the database, usually as one service per member.',
  references: ['https://docs.docker.com/engine/swarm/networking/#configure-service-discovery'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  redis:
    image: redis:7.4
    deploy:
      mode: global
`,
    },
    good: {
      'docker-stack.yml': `services:
  redis:
    image: redis:7.4
    deploy:
      replicas: 1
`,
    },
  },

  each: stores,
  fails: (service, facts) => {
    const { family, scale, deploy } = service;
    if (!runsSeveral(service)) return false;
    const evidence = { at: scale.at, subject: 'scale', words: { scale: scale.text ?? '' } };
    // Clients that know every copy spread their keys themselves.
    if (family?.stateless)
      return deploy?.endpointMode?.value === 'dnsrr' || isDialledByTask(service, facts)
        ? false
        : { ...evidence, severity: 'info', effect: 'none' };
    if (clusterOf(service, facts) !== 'no') return false;
    return family?.contents === 'measurements' ? { ...evidence, severity: 'warning' } : evidence;
  },
  message: ({ name, family }, { words }) =>
    `Service "${name}" (${family?.family}) runs several times (${words?.scale}) without forming a cluster: every connection meets another copy with other data.`,
});
