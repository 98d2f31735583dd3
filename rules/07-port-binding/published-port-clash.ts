import { type ClaimedPort, claimedPorts, defineCheck, serviceKey } from '../../src/kit/index.ts';

export default defineCheck<ClaimedPort>({
  id: 'port-binding/published-port-clash',
  title: 'Two services publish the same port',
  severity: 'error',
  confidence: 'high',
  effect: 'break',
  since: '0.1.0',
  rationale:
    'A port published through the ingress mesh belongs to one service of the whole cluster, whatever stack it is in. Swarm refuses the second service with "port is already in use", after it has already created others: the stack is half deployed.',
  evidence:
    'Ports published by services for Swarm, compared within a stack and between stacks that the same script deploys.',
  needs: ['swarm'],
  traps: [
    'Stacks that are alternatives: other branches of a script, other targets of a Makefile.',
    'The same service deployed again.',
    'Ports that a variable decides.',
  ],
  remedy:
    'Let one proxy publish the port and route to both services by host name or path, or publish the second one on another port.',
  references: ['https://docs.docker.com/engine/swarm/ingress/'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  shop:
    image: registry.example/shop:1.4.2
    ports: ["80:3000"]
    deploy: { replicas: 2 }
  blog:
    image: registry.example/blog:2.0.0
    ports: ["80:8080"]
    deploy: { replicas: 2 }
`,
    },
    good: {
      'docker-stack.yml': `services:
  shop:
    image: registry.example/shop:1.4.2
    ports: ["80:3000"]
    deploy: { replicas: 2 }
  blog:
    image: registry.example/blog:2.0.0
    ports: ["8080:8080"]
    deploy: { replicas: 2 }
`,
    },
  },

  each: claimedPorts,
  fails: ({ service, port, published, rival, deploys }) => {
    if (!rival) return false;
    const [first, second] = deploys ?? [];
    return {
      // An anchor writes both ports in one place: then the services tell them apart.
      at: port.at.start === rival.port.at.start && port.at.file === rival.port.at.file ? service.at : port.at,
      notes: [
        { at: rival.at, message: `${rival.service.name} publishes it first` },
        ...(first && second
          ? [
              { at: first.at, message: 'one stack is deployed here' },
              { at: second.at, message: 'and the other one here' },
            ]
          : []),
      ],
      service: serviceKey(service),
      subject: `${published.from}/${port.protocol}`,
      words: { other: rival.service.name, of: deploys ? ` of ${rival.service.stack}` : '' },
    };
  },
  message: ({ service, published, port }, { words }) =>
    `Service "${service.name}" publishes port ${published.from === published.to ? published.from : `${published.from}-${published.to}`}/${port.protocol}, which "${words?.other}"${words?.of} already has: Swarm refuses one of them.`,
});
