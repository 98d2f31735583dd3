import {
  defineCheck,
  type Evidence,
  listed,
  type SecretLookup,
  secretLookups,
  serviceKey,
} from '../../src/kit/index.ts';

export default defineCheck<SecretLookup>({
  id: 'config/default-secret',
  title: 'Secret falls back to a value everybody knows',
  severity: 'error',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'When the variable is missing, nothing stops: `docker stack deploy` and the program take the text that is written in the repository as the password or signing key, in production as well. Whoever has read the repository can then log in or sign tokens.',
  evidence:
    "Fallbacks of variables with the name of a secret: `${X:-value}` in stack files and `process.env.X ?? 'value'` in code, and placeholders such as `changeme`; together with who sets the variable.",
  needs: ['services'],
  traps: [
    'Fallbacks that are empty, or that the code refuses afterwards.',
    'Fallbacks in a branch for development only.',
    'Switches, paths and lifetimes that have `secret` or `token` in their name.',
    'A password for a laptop that the stack replaces.',
  ],
  remedy:
    'Insist on the variable: `${JWT_SECRET:?set JWT_SECRET}` in the stack file, an error at start in the code. Better still, mount a Docker secret. Replace the secret if the fallback was ever in use.',
  references: ['https://docs.docker.com/engine/swarm/secrets/'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/web:1.4.2
    environment:
      JWT_SECRET: \${JWT_SECRET:-change-me}
`,
    },
    good: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/web:1.4.2
    environment:
      JWT_SECRET: \${JWT_SECRET:?set JWT_SECRET}
`,
    },
  },

  each: secretLookups,
  fails: ({ known, name, supplied, suppliedAt, others, services, production }): Evidence | false =>
    known && {
      subject: name,
      service: services.length === 1 && services[0] ? serviceKey(services[0]) : undefined,
      severity: production && supplied === 'no' ? 'error' : 'warning',
      confidence: production && supplied !== 'unknown' ? 'high' : 'medium',
      notes: [
        ...(suppliedAt ? [{ at: suppliedAt, message: `${name} is set here` }] : []),
        ...[...new Map(others.map((at) => [`${at.file}:${at.start}`, at])).values()]
          .slice(0, 4)
          .map((at) => ({ at, message: 'and here' })),
      ],
    },
  message: ({ name, services, where, supplied }) => {
    const names = [...new Set(services.map((one) => `"${one.name}"`))];
    const who = names.length === 1 ? `Service ${names[0]} falls` : `Services ${listed(names)} fall`;
    const back = `${who} back to a value of ${name} that is written in ${where === 'stack' ? 'this file' : 'the code'}`;
    if (supplied === 'yes') return `${back} as soon as nobody sets it any more.`;
    return supplied === 'no' ? `${back}, and nothing here sets it.` : `${back} when nobody sets it.`;
  },
});
