import { type BuildPointer, buildPointers, defineCheck } from '../../src/kit/index.ts';

const named: Readonly<Record<BuildPointer['what'], string>> = {
  context: 'builds from',
  dockerfile: 'builds with',
  stage: 'builds stage',
  source: 'copies',
};

export default defineCheck<BuildPointer>({
  id: 'codebase/build-context-missing',
  title: 'Build definition points at nothing',
  severity: 'error',
  confidence: 'high',
  effect: 'break',
  obligation: 'image',
  since: '0.1.0',
  rationale:
    'The image cannot be built from this revision. The registry may still hold an older one, so the stack goes on running code that the repository no longer describes, until the day the image has to be rebuilt.',
  evidence:
    'The context, Dockerfile and target of every `build:`, of `docker build` in scripts and pipelines, and the sources of COPY, held against the files of the repository and its ignore files.',
  needs: [],
  traps: [
    'Contexts that are an address or lie outside the repository: what is there cannot be seen.',
    'Paths and stage names with a variable that nobody here sets.',
    'A folder that git ignores, such as `dist`: another build may make it first.',
    'Stage names that differ in case only: Docker does not mind.',
  ],
  remedy:
    'Correct the path or the stage name. To reach files beside the folder, move the context up and name the file: `context: .` with `dockerfile: api/Dockerfile`.',
  references: ['https://docs.docker.com/reference/compose-file/build/'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  api:
    image: registry.example/shop-api:1.4.2
    build:
      context: ./api
      target: prod
`,
      'api/Dockerfile': 'FROM node:22-slim AS runtime\nCOPY . /app\nCMD ["node", "/app/server.js"]\n',
    },
    good: {
      'docker-stack.yml': `services:
  api:
    image: registry.example/shop-api:1.4.2
    build:
      context: ./api
      target: runtime
`,
      'api/Dockerfile': 'FROM node:22-slim AS runtime\nCOPY . /app\nCMD ["node", "/app/server.js"]\n',
    },
  },

  each: buildPointers,
  fails: ({ problem, name, service, by, unsure }) => {
    if (problem === undefined) return false;
    // A command may run where its script has first made the file.
    if (!service) return { subject: name, severity: 'warning', confidence: 'medium' };
    // A file that is not deployed from where it lies may be copied before it is used.
    if (unsure) return { subject: name, severity: 'warning', confidence: 'medium', effect: 'none' };
    const notes = by ? [{ at: by, message: 'the line that leaves it out' }] : [];
    return service.purpose === 'production' && { subject: name, notes };
  },
  message: ({ who, what, name, problem }) => `${who} ${named[what]} ${name}: ${problem}.`,
});
