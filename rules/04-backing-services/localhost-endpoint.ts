import { defineCheck, type Endpoint, endpoints } from '../../src/kit/index.ts';

export default defineCheck<Endpoint>({
  id: 'backing-services/localhost-endpoint',
  title: 'The service looks for its database in its own container',
  severity: 'error',
  confidence: 'high',
  effect: 'break',
  obligation: 'configuration',
  since: '0.1.0',
  rationale:
    'In a container `localhost` is the container itself, and names such as host.docker.internal are the node the task happens to run on. Databases and queues run in other containers, so the connection is refused wherever the task is started.',
  evidence:
    "Variables, image defaults and command lines of a service that lead a connection to a datastore, a queue or a mail server to `localhost`, `127.0.0.1` or the host's own name.",
  needs: ['services'],
  traps: [
    'A database that runs in the same container.',
    'Services on the host network, and `host-gateway` in `extra_hosts`.',
    'Defaults of the image that the stack replaces.',
    'Addresses the service itself listens on.',
  ],
  remedy: 'Write the name of the service instead, `redis://redis:6379`, and put both services on one network.',
  references: ['https://docs.docker.com/engine/swarm/networking/'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  api:
    image: registry.example/api:3.0.1
    environment:
      REDIS_URL: redis://localhost:6379
    deploy:
      replicas: 2
  redis:
    image: redis:7.4
`,
    },
    good: {
      'docker-stack.yml': `services:
  api:
    image: registry.example/api:3.0.1
    environment:
      REDIS_URL: redis://redis:6379
    deploy:
      replicas: 2
  redis:
    image: redis:7.4
`,
    },
  },

  each: (facts) => endpoints(facts),
  fails: ({ local, kind, confidence, variable }) => {
    if (local === undefined) return false;
    const evidence = { confidence, subject: variable };
    // Without mail a service still answers.
    return kind === 'mail' ? { ...evidence, severity: 'warning', effect: 'degrade' } : evidence;
  },
  message: ({ service, variable, local }) =>
    `Service "${service.name}" is told by ${variable} to connect to ${local}, which is ${/docker|^172/.test(local ?? '') ? 'whatever node it runs on' : 'its own container'}.`,
});
