import { defineCheck, type EngineChoice, engineChoices } from '../../src/kit/index.ts';

const production = `services:
  web:
    image: registry.example/shop:1.4.2
    environment:
      DATABASE_URL: postgres://shop@db/shop
    deploy:
      replicas: 2
`;
const development = (url: string) => `services:
  web:
    build: .
    volumes: [".:/app"]
    environment:
      DATABASE_URL: ${url}
`;

export default defineCheck<EngineChoice>({
  id: 'dev-prod-parity/backing-type-mismatch',
  title: 'Another kind of database stands in during development',
  severity: 'warning',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'Two engines differ in types, in locking, in what a transaction sees and in the queries they understand. Whatever depends on that works on the machine of the developer and fails first in production.',
  evidence:
    'Engines that images and variables choose for a service in production, beside those under the same service name in its development files.',
  needs: ['services'],
  traps: [
    'Another driver for the same engine.',
    'Several development files of which one agrees.',
    'Values that cannot be known.',
  ],
  remedy: 'Run the engine of production in the file for development too: one more service and the same address.',
  references: ['https://12factor.net/dev-prod-parity'],
  examples: {
    bad: { 'docker-stack.yml': production, 'docker-compose.override.yml': development('sqlite:///app/dev.db') },
    good: { 'docker-stack.yml': production, 'docker-compose.override.yml': development('postgres://shop@db/shop') },
  },

  each: engineChoices,
  fails: ({ standIn, variable, engine }) =>
    standIn !== undefined && {
      subject: variable ?? 'image',
      words: { standIn: standIn.engine },
      notes: [{ at: standIn.at, message: `${standIn.engine} in place of ${engine}` }],
    },
  message: ({ service, variable, engine }, { words }) =>
    variable === undefined
      ? `Service "${service.name}" is ${engine} here and ${words?.standIn} during development.`
      : `Service "${service.name}" uses ${engine} here (${variable}) and ${words?.standIn} during development.`,
});
