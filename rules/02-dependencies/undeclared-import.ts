import { defineCheck, type ImportedPackage, importedPackages, plural } from '../../src/kit/index.ts';

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
  id: 'dependencies/undeclared-import',
  title: 'Imports a package that no manifest declares',
  severity: 'error',
  confidence: 'high',
  effect: 'degrade',
  since: '0.1.0',
  rationale:
    'The package is there because another one brings it, or because it is installed globally on a laptop. The next update of that other package, a strict package manager or a clean image takes it away, and the program stops at its first line.',
  evidence:
    'Imports on the way from the entry file of a JavaScript or Python service, held against its manifests and the installs of its Dockerfile.',
  needs: ['services', 'dockerfile', 'manifest', 'code'],
  traps: [
    'Modules of the runtime, of the program itself and of the same workspace, and aliases of the compiler.',
    'Python modules whose package has another name (`yaml` of PyYAML).',
    'Imports inside a `try` or a condition, and imports of types.',
    "Packages that the Dockerfile installs by name, also by the system's package manager.",
  ],
  remedy: 'Add it to the dependencies, in the version the lock has now.',
  references: ['https://12factor.net/dependencies'],
  examples: {
    bad: {
      'docker-stack.yml': stack,
      Dockerfile: dockerfile,
      'package.json': '{ "name": "api", "dependencies": { "express": "4.21.2" } }\n',
      'server.js': source,
    },
    good: {
      'docker-stack.yml': stack,
      Dockerfile: dockerfile,
      'package.json': '{ "name": "api", "dependencies": { "express": "4.21.2", "dayjs": "1.11.13" } }\n',
      'server.js': source,
    },
  },

  each: importedPackages,
  fails: ({ declared, name, strict, confidence }) =>
    declared === undefined && {
      subject: name,
      confidence,
      // Where packages lie in one folder, what others bring is found: it works for the time being.
      ...(strict ? {} : ({ severity: 'warning', effect: 'none' } as const)),
    },
  message: ({ service, name, module, manifest, files }) =>
    `Service "${service.name}" imports ${module}${files > 1 ? ` (in ${plural(files, 'file')})` : ''}, and ${manifest} does not declare ${name === module ? 'it' : name}.`,
});
