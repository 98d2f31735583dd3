import {
  defineCheck,
  fixOf,
  hasRole,
  isUsedWithCompose,
  type Port,
  type Service,
  stackOf,
  swarmServices,
} from '../../src/kit/index.ts';

interface BoundPort {
  readonly at: Port['at'];
  readonly service: Service;
  readonly port: Port;
}

const anyAddress = ['', '0.0.0.0', '::', '[::]'];

export default defineCheck<BoundPort>({
  id: 'port-binding/host-ip-ignored',
  title: 'Address in front of a published port is ignored',
  severity: 'error',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'Compose publishes `127.0.0.1:5432:5432` on that address alone. Swarm drops the address with a warning and opens the port on every address of every node, so what was meant for one machine is open to the network.',
  evidence: 'The short form of `ports:` with an address in front, in services for Swarm.',
  needs: ['swarm'],
  traps: [
    '`0.0.0.0` and `::`, which mean all addresses anyway.',
    '`docker service create`, which refuses an address.',
    'Files for Compose alone, where the address counts.',
  ],
  remedy:
    'Remove the published port: services of the stack reach each other by name over the overlay network. If something outside needs it, publish it without an address and close it with a firewall. A port that only Docker Compose should publish belongs in an override file that only Compose reads.',
  references: ['https://docs.docker.com/engine/swarm/ingress/'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  db:
    image: postgres:16.4
    ports:
      - "127.0.0.1:5432:5432"
`,
    },
    good: {
      'docker-stack.yml': `services:
  db:
    image: postgres:16.4
  web:
    image: registry.example/shop:1.4.2
    ports:
      - "80:3000"
`,
    },
  },

  each: (facts) =>
    swarmServices(facts).flatMap((service) => service.ports.map((port) => ({ at: port.at, service, port }))),
  // The long form has no address: Swarm refuses the whole file there.
  fails: ({ port: { form, hostIp, raw } }) =>
    form === 'short' && hostIp !== undefined && !anyAddress.includes(hostIp) ? { subject: raw } : false,
  message: ({ service, port }) =>
    `Swarm ignores the address ${port.hostIp} and publishes port ${port.published?.from ?? 'of its choice'} of "${service.name}" on every address of every node.`,
  fix: {
    summary: 'Removes the port of a datastore, which services of the stack reach without it.',
    safety: 'suggested',
    // What stands behind a web server of the node itself would no longer be reached.
    propose: ({ service, port: { at } }, _, facts) => {
      const stack = stackOf(service, facts);
      if (!hasRole(service, 'datastore') || !stack || isUsedWithCompose(stack, facts)) return undefined;
      return fixOf('Remove the published port', 'suggested', [{ kind: 'remove', at }]);
    },
  },
});
