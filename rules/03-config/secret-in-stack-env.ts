import { defineCheck, type Evidence, listed, type Setting, serviceKey, settings } from '../../src/kit/index.ts';

export default defineCheck<Setting>({
  id: 'config/secret-in-stack-env',
  title: 'Secret value carried by the service definition',
  severity: 'error',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'Environment variables and arguments are part of the service definition: `docker service inspect` prints them, every manager stores them, and child processes and crash reports inherit them. A literal is also in the history of the repository for ever.',
  evidence:
    'Environment, command line, labels and build arguments of services in stack files and `docker service create`: literals, and on Swarm also values of variables, in settings that hold a secret.',
  needs: ['services'],
  traps: [
    'Paths of mounted secrets and `X_FILE` variables.',
    'Users, hosts and public keys.',
    'Switches and lifetimes that have `token` or `password` in their name.',
    'Variables handed to Compose on one machine.',
  ],
  remedy:
    'Create it with `docker secret create`, list it under `secrets:` and hand over its path: `POSTGRES_PASSWORD_FILE: /run/secrets/db_password`, or read `/run/secrets/…` in the code. Replace a value that was committed.',
  references: ['https://docs.docker.com/engine/swarm/secrets/'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  database:
    image: postgres:17.5
    environment:
      POSTGRES_PASSWORD: correct-horse-battery
`,
    },
    good: {
      'docker-stack.yml': `services:
  database:
    image: postgres:17.5
    environment:
      POSTGRES_PASSWORD_FILE: /run/secrets/db_password
    secrets: [db_password]
secrets:
  db_password:
    external: true
`,
    },
  },

  // Who hands a value to Compose keeps it on one machine; Swarm stores it with the service.
  each: (facts) =>
    settings(facts).filter(({ secret, services }) => secret !== 'interpolated' || services.every(({ swarm }) => swarm)),
  fails: ({ secret, services, name, mounted, production }): Evidence | false =>
    secret !== undefined && {
      severity: secret === 'literal' && production ? 'error' : 'warning',
      confidence: production ? 'high' : 'medium',
      subject: name,
      service: services.length === 1 && services[0] ? serviceKey(services[0]) : undefined,
      words: { mounted: mounted ? ' The secret that is mounted beside it protects nothing.' : '' },
    },
  message: ({ name, services, secret }, { words }) => {
    const names = [...new Set(services.map((one) => `"${one.name}"`))];
    const who = names.length === 0 ? 'The service' : `${names.length === 1 ? 'Service' : 'Services'} ${listed(names)}`;
    const gets = names.length > 1 ? 'get' : 'gets';
    return secret === 'literal'
      ? `${who} ${gets} ${name} as plain text from this file: everybody with the repository or with access to a manager can read it.${words?.mounted}`
      : `${who} ${gets} ${name} as plain text in ${names.length > 1 ? 'their definitions' : 'its definition'}: everybody who may inspect ${names.length > 1 ? 'them' : 'the service'} can read it.${words?.mounted}`;
  },
});
