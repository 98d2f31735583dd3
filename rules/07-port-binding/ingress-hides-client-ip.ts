import { type AskedClient, askedClients, defineCheck, factsOf, type StateFact } from '../../src/kit/index.ts';

const dockerfile = `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`;
const manifest = '{ "name": "login", "dependencies": { "express": "5.1.0", "express-rate-limit": "7.5.0" } }';
const server = `import express from 'express';
import { rateLimit } from 'express-rate-limit';

const app = express();
app.set('trust proxy', 1);
app.use('/login', rateLimit({ windowMs: 60_000, limit: 5 }));
app.listen(3000);
`;
const stack = (ports: string): string => `services:
  proxy:
    image: traefik:v3.4
    command: ["--providers.swarm=true"]
    ports:
      - ${ports}
    deploy:
      mode: global
      placement:
        constraints: ["node.role == manager"]
  web:
    image: registry.example/login:2.2.0
    build: .
    deploy:
      labels:
        - traefik.enable=true
        - traefik.http.services.web.loadbalancer.server.port=3000
`;

/** What stands where the client's address should be. */
const seen = {
  mesh: 'the routing mesh puts an address of its own in place of the client',
  'mesh-before-proxy':
    'the routing mesh hides the client from the proxy in front, which cannot pass on what it does not know',
  proxy: 'it sees the proxy in front, and nothing in the code believes what the proxy says of the client',
} as const;

export default defineCheck<AskedClient>({
  id: 'port-binding/ingress-hides-client-ip',
  title: 'The address of the client is hidden',
  severity: 'warning',
  confidence: 'medium',
  effect: 'degrade',
  joins: true,
  since: '0.1.0',
  rationale:
    'A port in ingress mode is answered by every node, which passes the connection on under an address of the mesh (10.0.0.x). What a program does by the address of the client, it then does for all of them at once: limits count everybody as one, lists of allowed addresses allow everybody or nobody, and records name the mesh. A proxy behind the mesh has the same trouble, and hides the client once more unless the program believes its headers.',
  evidence:
    'Code that decides by the address of the client, in services published through the mesh or behind a proxy that is, and what proxy and program make of forwarded headers.',
  needs: ['swarm', 'dockerfile', 'code'],
  traps: [
    'Addresses that are only logged.',
    'Ports in host mode, and a proxy on its nodes that the program believes.',
    'Proxy protocol, or the header of a network edge in front.',
  ],
  remedy:
    'Publish the proxy on its nodes themselves (`ports: [{ target: 443, published: 443, mode: host }]` with `mode: global`) and let the program believe it (`app.set("trust proxy", 1)`, `ProxyFix`, `--forwarded-allow-ips`).',
  references: ['https://docs.docker.com/engine/swarm/ingress/', 'https://expressjs.com/en/guide/behind-proxies.html'],
  examples: {
    bad: {
      'docker-stack.yml': stack('"443:443"'),
      Dockerfile: dockerfile,
      'package.json': manifest,
      'server.js': server,
    },
    good: {
      'docker-stack.yml': stack('{ target: 443, published: 443, mode: host }'),
      Dockerfile: dockerfile,
      'package.json': manifest,
      'server.js': server,
    },
  },

  each: askedClients,
  fails: ({ service, fact, hidden }) => {
    if (!hidden) return false;
    const limits = (factsOf(service, 'rate-limit') as readonly StateFact[]).find(({ guard }) => guard === 'always');
    const beside =
      limits && limits.at.start !== fact.at.start
        ? [{ at: limits.at, message: `${limits.label} counts by that address: all clients share one limit` }]
        : [];
    return {
      confidence: fact.guard === 'conditional' ? 'low' : hidden.confidence,
      subject: hidden.by,
      words: { seen: seen[hidden.by], so: limits ? '; all clients share one limit' : '' },
      notes: [...hidden.notes, ...beside],
    };
  },
  message: ({ service, fact }, { words }) =>
    `Service "${service.name}" asks for the address of its clients (${fact.label}), but ${words?.seen}${words?.so}.`,
});
