import {
  defineCheck,
  directoryOf,
  type ImportedPackage,
  importedPackages,
  isUnder,
  leavesOutDevelopment,
  startOf,
} from '../../src/kit/index.ts';

const stack = `services:
  api:
    image: registry.example/shop-api:1.4.2
    build: .
`;
const dockerfile = `FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY . .
CMD ["node", "server.js"]
`;
const source = `import dayjs from 'dayjs';
export const now = () => dayjs().toISOString();
`;

export default defineCheck<ImportedPackage>({
  id: 'dependencies/dev-dependency-imported',
  title: 'The program needs a package that only development installs',
  severity: 'error',
  confidence: 'high',
  effect: 'break',
  obligation: 'image',
  since: '0.1.0',
  rationale:
    'On a laptop and in CI all packages are installed. The image leaves out those for development, so the program ends with "cannot find module", and Swarm starts it again and again.',
  evidence:
    'Imports on the way from the entry file of a service to a package that the manifest lists for development only, when its image installs without those.',
  needs: ['services', 'dockerfile', 'manifest', 'code'],
  traps: [
    'Programs that a bundler makes into one file: the package is inside.',
    'Imports of types, which are gone at run time.',
    'Packages that are listed in both groups, and images that install everything.',
  ],
  remedy: 'Move the package to the dependencies.',
  references: ['https://12factor.net/dependencies'],
  examples: {
    bad: {
      'docker-stack.yml': stack,
      Dockerfile: dockerfile,
      'package.json': '{ "name": "api", "devDependencies": { "dayjs": "1.11.13" } }\n',
      'server.js': source,
    },
    good: {
      'docker-stack.yml': stack,
      Dockerfile: dockerfile,
      'package.json': '{ "name": "api", "dependencies": { "dayjs": "1.11.13" } }\n',
      'server.js': source,
    },
  },

  each: (facts) => importedPackages(facts).filter(({ declared }) => declared !== undefined),
  fails: ({ declared, declaredAt, name, service, language, confidence, manifest }, facts) =>
    declared === 'development' &&
    leavesOutDevelopment(service, language, facts) && {
      subject: name,
      confidence,
      notes: declaredAt ? [{ at: declaredAt, message: `declared for development in ${manifest}` }] : [],
    },
  message: ({ service, module }) =>
    `Service "${service.name}" imports ${module}, a development dependency, and its image is installed without those.`,
  fix: {
    summary:
      'Moves the package to `dependencies` of package.json; npm and yarn accept the lock as it is, pnpm and bun would not.',
    safety: 'safe',
    propose: ({ name, manifest, declaredAt, service }, _, facts) => {
      const entry = facts.manifests
        .find(({ path }) => path === manifest)
        ?.dependencies.find((one) => one.name === name && one.at.start === declaredAt?.start);
      const group = facts.locks.some(
        ({ path, manager }) => isUnder(manifest, directoryOf(path)) && /^(?:pnpm|bun)$/.test(manager),
      );
      if (!entry || group || !manifest.endsWith('package.json')) return undefined;
      // npm 6 leaves out what its lock marks for development, whatever the manifest says.
      const old = /(?:^|\/)node:(?:[4-9]|1[0-4])(?!\d)/.test(service.built?.image.base.value ?? '');
      return {
        title: `Move ${name} to dependencies`,
        safety: old ? 'suggested' : 'safe',
        edits: [
          { kind: 'remove', at: entry.at },
          { kind: 'set', at: startOf(manifest), path: ['dependencies', name], value: entry.version },
        ],
      };
    },
  },
});
