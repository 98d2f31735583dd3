import {
  defineCheck,
  fixOf,
  type LabelledService,
  type LabelTrouble,
  labelledServices,
  setOn,
} from '../../src/kit/index.ts';

const texts: Readonly<Record<LabelTrouble['kind'], (name: string, agent: string, text: string) => string>> = {
  'container-labels': (name, agent, text) =>
    `Label ${text} of "${name}" is on the container: ${agent} reads the labels of the service on Swarm, under deploy.labels, and does not see it.`,
  'service-labels': (name, agent, text) =>
    `Label ${text} of "${name}" is on the service: ${agent} reads the labels of containers, under labels beside image, and does not see it.`,
  'no-port': (name, agent, text) =>
    `Service "${name}" is routed by ${agent} (${text}), but no label says on which port: Swarm does not tell it, so ${agent} leaves the service out.`,
  'unknown-service': (name, agent, text) =>
    `Label ${text} of "${name}" names a service that no label defines: ${agent} does not create the route.`,
  'several-services': (name, agent, text) =>
    `Labels of "${name}" define several services, and the router of ${text} does not say which one it means: ${agent} does not create the route.`,
  'other-network': (name, agent, text) =>
    `${agent} ("${text}") routes to "${name}", but shares no network with it: every request ends in a timeout.`,
  'any-network': (name, agent, text) =>
    `Service "${name}" is on several networks (${text}), and no label says which of them ${agent} shares: it may pick one that it cannot reach.`,
  'removed-option': (name, agent, text) =>
    `Service "${name}" starts ${agent} 3 with ${text}, which this version does not know any more: it does not start.`,
  'on-any-node': (name, agent) =>
    `Service "${name}" (${agent}) asks the Docker socket for the services of the cluster, which only managers answer, but may be started on any node.`,
  'on-workers': (name, agent, text) =>
    `Service "${name}" (${agent}) asks the Docker socket for the services of the cluster, which only managers answer, but ${text} keeps it off them.`,
};

export default defineCheck<LabelledService>({
  id: 'port-binding/proxy-labels',
  title: 'Proxy cannot find or reach the service',
  severity: 'error',
  confidence: 'high',
  effect: 'break',
  obligation: 'listening',
  since: '0.1.0',
  rationale:
    'On Swarm a proxy such as Traefik asks a manager for services, not for containers. It sees the labels under `deploy.labels` and not those beside `image`, it is not told any port, and it reaches only tasks on a network it is attached to. A route that misses one of these does not exist, or ends in a timeout.',
  evidence:
    'Labels for Traefik, Caddy and other agents in services for Swarm: where they stand, the port they name, and the networks, constraints and version of the proxy.',
  needs: ['swarm'],
  traps: [
    'Labels in both places on purpose.',
    'Services that are switched off for the proxy.',
    'A Traefik that is set up to watch containers.',
    'Ports that come with an anchor.',
  ],
  remedy:
    'Write the labels under `deploy.labels`, with `traefik.http.services.NAME.loadbalancer.server.port`, put the proxy and the service on one overlay network and name it in `traefik.swarm.network` (`traefik.docker.network` before version 3). Tie the proxy to managers: `node.role == manager`.',
  references: ['https://doc.traefik.io/traefik/providers/swarm/'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  proxy:
    image: traefik:3.1
    command: ["--providers.swarm=true"]
    ports: ["80:80"]
    volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]
    deploy: { placement: { constraints: ["node.role == manager"] } }
  web:
    image: registry.example/shop:1.4.2
    labels:
      - traefik.enable=true
      - traefik.http.routers.web.rule=Host(\`shop.example\`)
      - traefik.http.services.web.loadbalancer.server.port=3000
`,
    },
    good: {
      'docker-stack.yml': `services:
  proxy:
    image: traefik:3.1
    command: ["--providers.swarm=true"]
    ports: ["80:80"]
    volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]
    deploy: { placement: { constraints: ["node.role == manager"] } }
  web:
    image: registry.example/shop:1.4.2
    deploy:
      labels:
        - traefik.enable=true
        - traefik.http.routers.web.rule=Host(\`shop.example\`)
        - traefik.http.services.web.loadbalancer.server.port=3000
`,
    },
  },

  each: labelledServices,
  fails: ({ trouble, agent }) =>
    trouble !== undefined && {
      severity: trouble.severity,
      confidence: trouble.confidence,
      ...(trouble.severity === 'error' ? {} : { effect: 'degrade' as const }),
      subject: `${agent} ${trouble.kind}`,
    },
  message: ({ service, agent, trouble }) =>
    trouble
      ? texts[trouble.kind](service.name, agent, trouble.text)
      : `Service "${service.name}" has labels for ${agent}.`,
  fix: {
    summary:
      'Moves `labels` under `deploy` where nothing but agents of Swarm reads them, and keeps the agent on managers.',
    safety: 'safe',
    propose: ({ service, trouble }) => {
      if (trouble?.kind === 'on-any-node')
        return fixOf('Keep it on managers', 'suggested', [
          setOn(service, ['deploy', 'placement', 'constraints'], ['node.role == manager']),
        ]);
      const labels = service.body.entries.find(({ key, merged }) => key === 'labels' && !merged);
      // For people who start the file with Compose they stand where they belong.
      if (trouble?.kind !== 'container-labels' || !trouble.alone || trouble.severity === 'info' || !labels)
        return undefined;
      const safety = trouble.severity === 'error' ? 'safe' : 'suggested';
      return fixOf('Move the labels to deploy.labels', safety, [
        { kind: 'move', at: labels.at, under: service.at, path: ['deploy', 'labels'] },
      ]);
    },
  },
});
