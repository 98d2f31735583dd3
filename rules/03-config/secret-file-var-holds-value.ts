import {
  defineCheck,
  type Evidence,
  type SecretFileTrouble,
  type SecretFileVariable,
  secretFileVariables,
} from '../../src/kit/index.ts';

const says: Readonly<Record<SecretFileTrouble, (shown: string) => string>> = {
  'secret-put-in': (shown) => `expects the path of a file and gets the secret itself from ${shown}`,
  'no-path': () => 'expects the path of a file and gets something that is no path',
  'not-mounted': (shown) => `names ${shown}, where the service mounts no secret`,
};

export default defineCheck<SecretFileVariable>({
  id: 'config/secret-file-var-holds-value',
  title: 'Variable for the path of a secret leads to no secret',
  severity: 'error',
  confidence: 'high',
  effect: 'break',
  obligation: 'configuration',
  since: '0.1.0',
  rationale:
    'A program opens the file that `X_FILE` names. With the secret itself in the variable, or a path that nothing is mounted at, there is no such file: the program stops, and Swarm starts it again every five seconds. A secret put in there stands in the definition of the service for everybody to read, too.',
  evidence:
    'Variables ending in `_FILE` with the name of a secret: their value, and the secrets, configs and volumes the service mounts.',
  needs: ['services'],
  traps: [
    'Variables that name files which are no secret.',
    'Paths on a volume that holds secrets, and paths a variable decides.',
    'Secrets mounted under a `target` of their own.',
    'Images that take the bare name of a secret, as MinIO does.',
  ],
  remedy:
    'Give the path and mount the secret: `POSTGRES_PASSWORD_FILE: /run/secrets/db_password` with `secrets: [db_password]`. A secret appears under `/run/secrets/` with the name the service lists, or its `target`.',
  references: ['https://docs.docker.com/engine/swarm/secrets/'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  database:
    image: postgres:17.5
    environment:
      POSTGRES_PASSWORD_FILE: \${POSTGRES_PASSWORD}
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

  each: secretFileVariables,
  fails: ({ trouble, name, certain }): Evidence | false =>
    trouble !== undefined && {
      subject: name,
      ...(!certain && { severity: 'warning', confidence: 'medium', effect: 'none' }),
    },
  message: ({ service, name, trouble, shown }) =>
    `${name} of service "${service.name}" ${trouble ? says[trouble](shown) : 'is set'}.`,
});
