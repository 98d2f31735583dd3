import {
  configuresDaemon,
  defineCheck,
  fixOf,
  listed,
  type Service,
  type Stack,
  setOn,
  swarmStacks,
  unboundedLogs,
} from '../../src/kit/index.ts';

/** What collectors on the node read: files of the driver that is the default. */
const logFiles = /^\/(?:var\/(?:lib\/?$|lib\/docker\b|log\/(?:containers|pods)\b)|$)/;

const kept = (service: Service) =>
  service.logging?.options.some(({ name }) => name === 'max-file')
    ? []
    : [setOn(service, ['logging', 'options', 'max-file'], '3')];

export default defineCheck<Stack>({
  id: 'logs/unbounded-driver',
  title: "Container logs can fill the node's disk",
  severity: 'warning',
  confidence: 'medium',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'Unless the daemon of a node is configured otherwise, Docker keeps container logs as JSON files that are never rotated. A busy service fills the disk of its node, and with it every other task there stops working.',
  evidence:
    '`logging:` of long-running services for Swarm, beside the configuration of the daemons that the repository holds.',
  needs: ['swarm'],
  traps: [
    'The `local` driver, remote drivers, and `max-size`.',
    'Drivers that a variable decides.',
    'Repositories that configure the daemons of their nodes; `cluster: daemonLogging` in `.swarm-lint.yaml` that is bounded.',
    'Jobs, whose log ends with them.',
  ],
  remedy:
    'Write `x-logging: &logging { driver: local, options: { max-size: "10m", max-file: "3" } }` once and `logging: *logging` in every service. The `local` driver rotates by itself, and `docker service logs` reads it.',
  references: ['https://docs.docker.com/engine/logging/drivers/local/'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/web:1.4.2
  worker:
    image: registry.example/worker:1.4.2
    logging:
      driver: json-file
`,
    },
    good: {
      'docker-stack.yml': `x-logging: &logging
  driver: local
  options:
    max-size: "10m"
    max-file: "3"
services:
  web:
    image: registry.example/web:1.4.2
    logging: *logging
  worker:
    image: registry.example/worker:1.4.2
    logging:
      driver: json-file
      options:
        max-size: "10m"
`,
    },
  },

  each: (facts) => (configuresDaemon(facts) ? [] : swarmStacks(facts)),
  fails: (stack, facts) => {
    const services = unboundedLogs(stack, facts);
    const [first] = services;
    if (!first) return false;
    return { at: first.logging?.at ?? first.at, words: { services: listed(services.map(({ name }) => name)) } };
  },
  message: (_, { words }) =>
    `The container logs of ${words?.services} have no upper bound: they grow until the disk of the node is full.`,
  fix: {
    summary:
      'Sets the `local` driver, which rotates, or `max-size` where a driver is named or something reads the files.',
    safety: 'suggested',
    propose: (stack, _, facts) => {
      const collected = facts.services.some(({ mounts }) => mounts.some(({ source }) => logFiles.test(source ?? '')));
      return fixOf(
        'Bound the logs',
        // What the daemon is told to use by itself, no file shows.
        'suggested',
        unboundedLogs(stack, facts).flatMap((service) =>
          service.logging || collected
            ? [setOn(service, ['logging', 'options', 'max-size'], '10m'), ...kept(service)]
            : [setOn(service, ['logging', 'driver'], 'local')],
        ),
      );
    },
  },
});
