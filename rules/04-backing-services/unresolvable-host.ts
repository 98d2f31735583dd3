import { defineCheck, type HostTrouble, type NamedHost, namedHosts } from '../../src/kit/index.ts';

const texts: Readonly<Record<HostTrouble['kind'], (host: string, right: string) => string>> = {
  'container-name': (_, right) =>
    `which is the container_name of "${right}": Swarm ignores it, the name is "${right}".`,
  link: (_, right) => `which links gives to "${right}": Swarm ignores links, the name is "${right}".`,
  'compose-name': (_, right) => `which Compose gives to a container of "${right}": on Swarm the name is "${right}".`,
  'no-common-network': (host, right) =>
    `but is on no network with it: the name "${host}" is answered on the networks of "${right}" only.`,
  'published-port': (host, right) =>
    `on a port that is open on the nodes only: inside the network "${host}" listens on ${right}.`,
  typo: (_, right) => `which no service of the stack is called: "${right}" is probably meant.`,
  nobody: () => 'which no service of the stack is called: nginx does not start while a host is unknown.',
};

export default defineCheck<NamedHost>({
  id: 'backing-services/unresolvable-host',
  title: 'Host that cannot be found or reached from this service',
  severity: 'error',
  confidence: 'high',
  effect: 'break',
  obligation: 'configuration',
  since: '0.1.0',
  rationale:
    'On Swarm a service finds others by their service name, a network alias or the `hostname` of their containers, and only on a network both are attached to. Names of containers and links are a habit of Compose: Swarm drops them, and the connection fails with "host not found".',
  evidence:
    'Hosts in the variables, commands and nginx files of a service, held against service names, aliases, networks and ports of its stack.',
  needs: ['swarm'],
  traps: [
    'Names of services, aliases, `tasks.NAME`, names with the stack in front, and what `hostname` says.',
    'Names that may belong to another stack or to an external network.',
    'Hosts of nginx that the build or the entrypoint fills in.',
    'Values that a variable decides.',
  ],
  remedy:
    'Write the name of the service, put both services on one network, and use the port the container listens on. For a second name write `networks: { NETWORK: { aliases: [NAME] } }`.',
  references: ['https://docs.docker.com/engine/swarm/networking/'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  api:
    image: registry.example/api:3.0.1
    environment: { DB_HOST: pgmain }
    deploy: { replicas: 2 }
  db:
    image: postgres:16.4
    container_name: pgmain
`,
    },
    good: {
      'docker-stack.yml': `services:
  api:
    image: registry.example/api:3.0.1
    environment: { DB_HOST: db }
    deploy: { replicas: 2 }
  db:
    image: postgres:16.4
`,
    },
  },

  each: namedHosts,
  fails: ({ trouble, variable, host }) =>
    trouble !== undefined && {
      confidence: trouble.confidence,
      ...(trouble.kind === 'typo' ? { severity: 'warning' as const, effect: 'degrade' as const } : {}),
      notes: trouble.at ? [{ at: trouble.at, message: `this is what "${host}" may mean` }] : [],
      subject: `${variable} ${host}`,
    },
  message: ({ service, variable, host, trouble }) =>
    `Service "${service.name}" is told by ${variable} to connect to "${host}", ${trouble ? texts[trouble.kind](host, trouble.right) : ''}`,
});
