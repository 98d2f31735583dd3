import {
  changed,
  defineCheck,
  fixOf,
  type HostPort,
  type HostPortTrouble,
  hostPorts,
  type Severity,
} from '../../src/kit/index.ts';

const texts: Readonly<Record<HostPortTrouble['kind'], (port: string, text: string) => string>> = {
  'no-node-left': (port, text) =>
    `updates with ${text}, but holds port ${port} of every node it can run on: the new task waits for a free port and the update never ends.`,
  'spare-node': (port, text) =>
    `updates with ${text} and holds port ${port} of its nodes: without a node that has the port free, the update never ends.`,
  'more-tasks-than-nodes': (port, text) =>
    `wants port ${port} of its node once per task (${text}): only one of them can have it, the others stay pending.`,
  taken: (port, text) => `wants port ${port} of its node, which "${text}" already holds there: its tasks stay pending.`,
};

export default defineCheck<HostPort>({
  id: 'port-binding/host-mode-conflict',
  title: 'Port of the node blocks scaling or updates',
  severity: 'error',
  confidence: 'high',
  effect: 'break',
  obligation: 'updates',
  since: '0.1.0',
  rationale:
    'With `mode: host` a task takes the port of its node, and a node gives a port to one task at a time. A new task that is started before the old one has stopped, a second task on the same node or another service with the same port finds it taken and stays pending for ever. Swarm reports the deploy as accepted.',
  evidence:
    'Ports with `mode: host` in services for Swarm, with the update order, replicas, constraints and other services that want the same port.',
  needs: ['swarm'],
  traps: [
    'Ports that Swarm chooses.',
    'Services that constraints keep on different nodes, and different protocols.',
    'A label that several nodes may carry.',
  ],
  remedy:
    'For a proxy on every node write `mode: global` with `update_config: { order: stop-first }`. Otherwise publish through the ingress mesh (leave `mode: host` out).',
  references: ['https://docs.docker.com/engine/swarm/services/#publish-a-services-ports-directly-on-the-swarm-node'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  proxy:
    image: traefik:3.1
    ports:
      - { target: 443, published: 443, mode: host }
    deploy:
      mode: global
      update_config:
        order: start-first
`,
    },
    good: {
      'docker-stack.yml': `services:
  proxy:
    image: traefik:3.1
    ports:
      - { target: 443, published: 443, mode: host }
    deploy:
      mode: global
      update_config:
        order: stop-first
`,
    },
  },

  each: hostPorts,
  fails: ({ trouble, published, port, service }) => {
    if (!trouble) return false;
    const { kind, at, rival, text } = trouble;
    const notes = [
      ...(at ? [{ at: port.at, message: `${service.name} publishes ${published.from} with mode: host` }] : []),
      ...(rival ? [{ at: rival, message: `${text} publishes it, too` }] : []),
    ];
    const severity: Severity = kind === 'spare-node' ? 'warning' : 'error';
    return {
      at,
      notes,
      severity,
      ...(kind === 'spare-node' ? { effect: 'degrade', confidence: 'medium' } : {}),
      subject: kind === 'taken' ? `${published.from}/${port.protocol}` : kind,
    };
  },
  message: ({ service, published, trouble }) =>
    `Service "${service.name}" ${trouble ? texts[trouble.kind](String(published.from), trouble.text) : ''}`,
  fix: {
    summary: 'Sets the order to `stop-first` where the port of the node keeps the new task from starting.',
    safety: 'suggested',
    propose: ({ service: { deploy }, trouble }) =>
      trouble?.kind === 'no-node-left' || trouble?.kind === 'spare-node'
        ? fixOf(
            'Stop the old task first',
            'suggested',
            [deploy?.updateConfig?.order, deploy?.rollbackConfig?.order]
              .filter((order) => order?.value === 'start-first')
              .map((order) => changed(order, 'stop-first')),
          )
        : undefined,
  },
});
