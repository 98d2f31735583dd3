import { defineCheck, type Evidence, listed, type ModeGroup, modeGroups, serviceKey } from '../../src/kit/index.ts';

const stack = `services:
  api:
    image: registry.example/shop-api:1.4.2
    build: .
    environment:
      NODE_ENV: production
      API_URL: https://api.shop.example
`;
const dockerfile = `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`;

export default defineCheck<ModeGroup>({
  id: 'config/environment-config-in-code',
  title: 'Values of one environment written in the code',
  severity: 'warning',
  confidence: 'medium',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'When the code holds a set of values for each environment, a new stack, a review deploy or a moved database needs a release. Sets also grow with the environments: each new one multiplies what has to be kept in step.',
  evidence:
    "Values in the code of a service that depend on the name of an environment (`if (env === 'production')`, `settings.production.py`): one address, or two or more other values.",
  needs: ['services', 'dockerfile', 'code'],
  traps: [
    'Behaviour that depends on the environment: a log level, a debug page.',
    "Addresses of other people's public interfaces.",
    'Settings files that read the variables of the environment.',
    'Values for one environment, with no second one beside them.',
  ],
  remedy:
    'Read each value from a variable of its own and set it in the stack file of the environment: `API_URL: https://api.shop.example`.',
  references: ['https://12factor.net/config'],
  examples: {
    bad: {
      'docker-stack.yml': stack,
      Dockerfile: dockerfile,
      'server.js': `const all = {
  development: { api: 'http://localhost:4000' },
  production: { api: 'https://api.shop.example', bucket: 'shop-photos' },
};
export const config = all[process.env.NODE_ENV];
`,
    },
    good: {
      'docker-stack.yml': stack,
      Dockerfile: dockerfile,
      'server.js': `const all = {
  development: { api: process.env.API_URL, color: true },
  production: { api: process.env.API_URL, color: false },
};
export const config = all[process.env.NODE_ENV];
`,
    },
  },

  each: modeGroups,
  fails: ({ values, services }): Evidence | false => {
    // A single name may be the same everywhere; an address never is.
    if (!values.some(({ what }) => what === 'address') && values.length < 2) return false;
    return {
      subject: values[0]?.label,
      service: services.length === 1 && services[0] ? serviceKey(services[0]) : undefined,
      notes: values.slice(1, 5).map(({ at, label }) => ({ at, message: label })),
    };
  },
  message: ({ services, mode, values }) => {
    const names = [...new Set(services.map(({ name }) => `"${name}"`))];
    return `The code of ${names.length === 1 ? 'service' : 'services'} ${listed(names)} holds values of the environment "${mode}": ${listed(
      values.map(({ label }) => label),
      4,
    )}.`;
  },
});
