import {
  builtAndKept,
  builtOnNodes,
  carriesImage,
  defineCheck,
  hasVariables,
  isLocalName,
  loopbackRegistryPort,
  pinOf,
  publishesOnEveryNode,
  type Service,
  swarmServices,
} from '../../src/kit/index.ts';

export default defineCheck<Service>({
  id: 'build-release-run/unpullable-image',
  title: 'The image exists only where it was built',
  severity: 'error',
  confidence: 'high',
  effect: 'break',
  obligation: 'image',
  since: '0.1.0',
  rationale:
    'Swarm nodes pull images, they never build them and never hand them to each other. An image without a registry in its name is there on the machine that built it; on every other node the task is rejected with "No such image", again and again.',
  evidence:
    'Images of services for Swarm without a registry or with one on `localhost`, that this repository builds and nothing is seen to push.',
  needs: ['swarm'],
  traps: [
    'Official images, and names with a namespace of Docker Hub.',
    'A registry that runs as a service of the Swarm and publishes its port.',
    'Images that `docker save` and `docker load` carry to the nodes, or that every node builds.',
    'Names that a variable decides.',
  ],
  remedy:
    'Name the image after a registry that all nodes reach, push it, and deploy that name: `image: ghcr.io/acme/api:1.0`.',
  references: ['https://docs.docker.com/engine/swarm/stack-deploy/'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  api:
    image: rag-api:1.0
    build: ./api
    deploy:
      replicas: 2
`,
      'api/Dockerfile': `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`,
      'api/server.js':
        "import http from 'node:http';\nhttp.createServer((request, response) => response.end('ok')).listen(3000);\n",
    },
    good: {
      'docker-stack.yml': `services:
  api:
    image: ghcr.io/acme/rag-api:1.0
    build: ./api
    deploy:
      replicas: 2
`,
      'api/Dockerfile': `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`,
      'api/server.js':
        "import http from 'node:http';\nhttp.createServer((request, response) => response.end('ok')).listen(3000);\n",
    },
  },

  each: (facts) => swarmServices(facts).filter(({ image }) => image !== undefined),
  fails: (service, facts) => {
    const port = loopbackRegistryPort(service);
    const asksItself = port !== undefined && !publishesOnEveryNode(port, facts);
    const builtHere = service.build !== undefined || service.built?.confidence === 'high';
    if (!asksItself && !(builtHere && isLocalName(service))) {
      const kept = builtAndKept(service, facts);
      // Somebody may have pushed it by hand.
      return kept
        ? {
            at: service.image?.at,
            severity: 'warning',
            confidence: 'medium',
            effect: 'degrade',
            words: { why: 'what the script that deploys it has built on its own machine and pushes nowhere' },
            notes: [{ at: kept, message: 'built here, and pushed nowhere' }],
          }
        : false;
    }
    if (carriesImage(service, facts) || (!asksItself && builtOnNodes(service, facts))) return false;
    const why = asksItself
      ? 'a registry that every node looks for on itself, and no service here publishes one'
      : 'no registry';
    const known = hasVariables(service)
      ? ({ confidence: 'low' } as const)
      : asksItself
        ? ({ confidence: 'medium' } as const)
        : {};
    const evidence = { at: service.image?.at, words: { why }, ...known };
    // On the one node that built it the task does start, and a registry may have been set up by hand.
    return asksItself || pinOf(service)?.to === 'one-node'
      ? { ...evidence, severity: 'warning', effect: 'degrade' }
      : evidence;
  },
  message: ({ name, image }, { words }) =>
    `Service "${name}" runs ${image?.raw}, which names ${words?.why}: other nodes cannot pull it.`,
});
