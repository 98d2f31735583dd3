import { defineCheck, type StageCopy, stageCopies } from '../../src/kit/index.ts';

const stack = `services:
  web:
    image: registry.example/shop:1.4.2
    build: .
    ports: ["80:3000"]
`;
const dockerfile = (base: string) => `FROM node:22-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY . .

FROM ${base}
WORKDIR /app
COPY --from=build /app/node_modules ./node_modules
COPY . .
CMD ["node", "server.js"]
`;
const files = {
  'docker-stack.yml': stack,
  'package.json': '{ "name": "shop", "dependencies": { "sharp": "^0.34.0" } }',
  'package-lock.json': '{ "name": "shop", "lockfileVersion": 3, "packages": {} }',
  'server.js': "import sharp from 'sharp';\n\nsharp();\n",
};

export default defineCheck<StageCopy>({
  id: 'dependencies/stage-abi-mismatch',
  title: 'What one stage builds does not run in the other',
  severity: 'error',
  confidence: 'medium',
  effect: 'break',
  obligation: 'image',
  since: '0.1.0',
  rationale:
    'Compiled code is bound to the C library and often to the language version of the image it was built in. Copied to a base of another kind it is not found or not loaded: the image builds, and every task ends as soon as it starts.',
  evidence:
    'COPY of packages, virtual environments and compiled programs from one stage to another: the C library and the language version of both bases.',
  needs: ['services', 'dockerfile'],
  traps: [
    'Packages without compiled code.',
    'Go with `CGO_ENABLED=0`, and Rust built for musl.',
    'Bases whose C library is not known.',
    'Alpine stages that install glibc compatibility.',
  ],
  remedy:
    'Use the same family of base images for both stages, `-alpine` or `-slim`, with the same language version; build Go programs with `CGO_ENABLED=0`.',
  references: ['https://docs.docker.com/build/building/multi-stage/'],
  examples: {
    bad: { ...files, Dockerfile: dockerfile('node:22-alpine') },
    good: { ...files, Dockerfile: dockerfile('node:22-slim') },
  },

  each: stageCopies,
  fails: ({ problem, what = '', from }) => problem !== undefined && { subject: what, words: { from } },
  message: ({ service, what, problem, from, to }) =>
    `Service "${service.name}" copies ${what} from ${from} to ${to}: ${problem}.`,
});
