import { type DriverNeed, defineCheck, driverNeeds, listed } from '../../src/kit/index.ts';

export default defineCheck<DriverNeed>({
  id: 'logs/driver-node-local-endpoint',
  title: 'Logging driver needs something on every node',
  severity: 'warning',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'A logging driver is part of the engine of each node: it looks names up on the node, where services of the stack have none, and `localhost` is the node itself. Where nothing answers, the fluentd driver does not let the container start at all unless `fluentd-async` is set, and others lose the lines.',
  evidence:
    '`logging:` of services for Swarm: the driver, the address it sends to, and where the collector of the repository listens.',
  needs: ['swarm'],
  traps: [
    'Collectors on every node, or behind a port of the mesh.',
    'Addresses outside the cluster, sockets of the node, and addresses that a variable decides.',
    'Plugins that a script of the repository installs.',
  ],
  remedy:
    'Run the collector with `mode: global` and its port published with `mode: host`, send to `127.0.0.1`, and set `fluentd-async: "true"`; or keep the `local` driver and let an agent on each node read the logs.',
  references: ['https://docs.docker.com/engine/logging/drivers/fluentd/'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    logging:
      driver: fluentd
      options:
        fluentd-address: collector:24224
  collector:
    image: fluent/fluent-bit:4.0
`,
    },
    good: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    logging:
      driver: fluentd
      options:
        fluentd-address: 127.0.0.1:24224
        fluentd-async: "true"
  collector:
    image: fluent/fluent-bit:4.0
    ports:
      - { target: 24224, published: 24224, mode: host }
    deploy:
      mode: global
`,
    },
  },

  each: driverNeeds,
  fails: ({ kind, address, waits, collector, driver, others }) => {
    const subject = address ?? driver;
    const more = others.length > 0 ? ` (as ${listed(others)} ${others.length > 1 ? 'do' : 'does'})` : '';
    switch (kind) {
      case 'service-name':
        return {
          severity: 'error',
          effect: waits ? 'break' : 'none',
          subject,
          words: {
            more,
            so: `to ${address}: a driver looks names up on the node, where no service has one${waits ? ', and the container does not start' : ''}`,
          },
        };
      case 'this-node': {
        if (collector?.nodes === 'every') return false;
        const where = collector
          ? `service "${collector.service.name}" listens only on the nodes that run it`
          : 'no service of the repository listens there';
        return {
          confidence: 'medium',
          subject,
          notes: collector ? [{ at: collector.service.at, message: `not in mode: global` }] : [],
          words: {
            more,
            so: `to the node itself (${address ?? 'the default address'}): ${where}${waits ? ', and without an answer the container does not start' : ''}`,
          },
        };
      }
      case 'plugin':
        return {
          severity: 'info',
          confidence: 'medium',
          subject,
          words: {
            more,
            so: `with the plugin ${driver}: a node that has not installed it runs no task of the service`,
          },
        };
      case 'nothing':
        return { severity: 'info', subject, words: { more, so: 'nowhere (driver: none): nobody can read it later' } };
      default:
        return false;
    }
  },
  message: ({ service }, { words }) => `Service "${service.name}"${words?.more} sends its log ${words?.so}.`,
});
