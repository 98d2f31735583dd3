import {
  type Baked,
  defineCheck,
  type Evidence,
  type ImageSecret,
  imageSecrets,
  keepOutFix,
  serviceKey,
} from '../../src/kit/index.ts';

const says: Readonly<Record<Baked, (name: string, shipped: boolean) => string>> = {
  value: (name, shipped) =>
    shipped
      ? `The value of ${name} is part of the image: everybody who can pull it can read it.`
      : `The value of ${name} is written here: it stays in the cache and the records of the build.`,
  argument: (name, shipped) =>
    shipped
      ? `What the build is handed as ${name} stays in the history of the image: everybody who can pull it can read it.`
      : `What the build is handed as ${name} stays in the cache and the records of the build.`,
  command: (_name, shipped) =>
    shipped
      ? 'A token is written into this command: it stays in the history of the image, for everybody who can pull it.'
      : 'A token is written into this command: it stays in the cache and the records of the build.',
  file: (name) => `This copies ${name} into the image: everybody who can pull it can read the secrets in it.`,
};

export default defineCheck<ImageSecret>({
  id: 'config/secret-in-image',
  title: 'Secret is baked into the image',
  severity: 'error',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'Every node pulls the image, and whoever can pull it can unpack each layer and print its history: files that a later layer deletes, ENV values and build arguments are all there. The same value then serves every environment, and can be replaced only by a new image.',
  evidence:
    'ENV, ARG, COPY and RUN of the Dockerfiles, with `.dockerignore` and the build arguments of stack files and pipelines; what stays in the stage that is shipped counts more.',
  needs: ['dockerfile'],
  traps: [
    '`RUN --mount=type=secret`, which leaves nothing behind.',
    'Values to get a build through (`SECRET_KEY_BASE=dummy`), and defaults that the stack replaces.',
    'Files that `.dockerignore` keeps out, certificates and settings without secrets.',
    'Files that stay in a build stage.',
  ],
  remedy:
    'At build time use `RUN --mount=type=secret,id=npmrc …`, which leaves nothing behind; at run time mount a Docker secret and read `/run/secrets/…`. List files with secrets in `.dockerignore` (`.env*`, `*.pem`). Replace what was in an image.',
  references: ['https://docs.docker.com/build/building/secrets/'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/web:1.4.2
    build: .
`,
      Dockerfile: `FROM node:22-slim
WORKDIR /app
COPY . .
ENV SESSION_SECRET=correct-horse-battery
CMD ["node", "server.js"]
`,
      'server.js': 'console.log(process.env.SESSION_SECRET);\n',
    },
    good: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/web:1.4.2
    build: .
`,
      Dockerfile: `FROM node:22-slim
WORKDIR /app
COPY . .
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci
CMD ["node", "server.js"]
`,
      'server.js': 'console.log("/run/secrets/session_secret");\n',
    },
  },

  each: imageSecrets,
  fails: ({ how, name, services, shipped, seen }): Evidence | false => {
    if (!how) return false;
    // Nothing here runs the image: what it is handed, and where it is built, is not known.
    const certain = services.length > 0 || how === 'value' || how === 'command';
    return {
      subject: `${how} ${name}`,
      service: services.length === 1 && services[0] ? serviceKey(services[0]) : undefined,
      severity: shipped && certain ? 'error' : 'warning',
      confidence: certain ? 'high' : 'medium',
      notes: seen.slice(0, 5).map(({ at, what }) => ({ at, message: what })),
    };
  },
  message: ({ how, name, shipped }) => (how ? says[how](name, shipped) : name),
  fix: {
    summary: 'Adds files with secrets that a folder brings along to the `.dockerignore` there is.',
    safety: 'suggested',
    propose: (secret, _, facts) => keepOutFix(secret, facts),
  },
});
