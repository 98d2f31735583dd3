import { defineCheck, type RoutedService, routedServices } from '../../src/kit/index.ts';

export default defineCheck<RoutedService>({
  id: 'processes/sticky-session-reliance',
  title: 'The proxy hides that replicas keep state',
  severity: 'warning',
  confidence: 'high',
  effect: 'degrade',
  obligation: 'sessions',
  since: '0.1.0',
  rationale:
    'A proxy that sends every visitor to the same replica makes state in that replica look shared. It lasts until the replica goes: at every update, at every move to another node, all its visitors lose what it kept. Load cannot be spread evenly either, and the address that Swarm itself gives a service knows no such binding.',
  evidence:
    'Labels of Traefik, Caddy and Docker Flow Proxy and `ip_hash` of an nginx in the stack that bind a visitor to one replica, together with sessions and sockets in the code.',
  needs: ['services'],
  traps: [
    'Labels that are switched off or whose value is not known.',
    '`least_conn` and other ways to spread load.',
    'Nothing in the code that needs it, or one replica: a note.',
  ],
  remedy:
    'Keep sessions in Redis or a database, connect rooms and subscriptions through an adapter, and take the label out. Where a protocol needs it, such as long polling of Socket.IO, allow only WebSocket.',
  references: ['https://12factor.net/processes'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    deploy:
      replicas: 2
      labels:
        - traefik.http.services.web.loadbalancer.server.port=3000
        - traefik.http.services.web.loadbalancer.sticky.cookie=true
`,
    },
    good: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    deploy:
      replicas: 2
      labels:
        - traefik.http.services.web.loadbalancer.server.port=3000
`,
    },
  },

  each: routedServices,
  fails: ({ service, label, rule, state }) => {
    if (!label && !rule) return false;
    const name = label ? `Label ${label.name}` : `${rule!.name} in the nginx of "${rule!.proxy}"`;
    const evidence = { subject: 'sticky', words: { name }, conditional: true as const };
    if (state) return { ...evidence, notes: [{ at: state.at, message: `${state.label} keeps state in the replica` }] };
    // The code shows nothing that needs it, or one replica is all there is: then it is only in the way.
    const harmless = { ...evidence, severity: 'info', effect: 'none' } as const;
    if (service.code.status === 'read') return harmless;
    return service.scale.active
      ? { ...evidence, confidence: 'medium' }
      : { ...harmless, confidence: 'medium', activeSeverity: 'warning' };
  },
  message: ({ service, state }, { words }) =>
    `${words?.name} binds visitors to one replica of "${service.name}"${state ? `, which covers up that ${state.label} keeps state there` : ''}: an update still takes it from them.`,
});
