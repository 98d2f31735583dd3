import { defineCheck, type ImageWriter, imageWriters } from '../../src/kit/index.ts';

export default defineCheck<ImageWriter>({
  id: 'codebase/image-name-collision',
  title: 'Two different builds write the same image name',
  severity: 'error',
  confidence: 'high',
  effect: 'break',
  obligation: 'image',
  since: '0.1.0',
  rationale:
    'A tag names one image: the build that finishes last replaces the others. Which program the services then run depends on the order of the builds, and differs between nodes that pulled before and after.',
  evidence:
    'Image names that services with `build:` and the builds of scripts and pipelines write, with the context, Dockerfile, target and arguments of each.',
  needs: ['services'],
  traps: [
    'Two services that share one image and build it the same way.',
    'Builds that differ in cache settings or architecture only, and are joined under one name later.',
    'The same repository under two tags.',
  ],
  remedy: 'Give every build its own repository: `registry.example/shop-api` and `registry.example/shop-admin`.',
  references: ['https://docs.docker.com/reference/compose-file/build/#using-build-and-image'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  api:
    image: registry.example/shop:1.4.2
    build: ./api
  admin:
    image: registry.example/shop:1.4.2
    build: ./admin
`,
      'api/Dockerfile': 'FROM node:22-slim\nCOPY . /app\nCMD ["node", "/app/api.js"]\n',
      'admin/Dockerfile': 'FROM node:22-slim\nCOPY . /app\nCMD ["node", "/app/admin.js"]\n',
    },
    good: {
      'docker-stack.yml': `services:
  api:
    image: registry.example/shop-api:1.4.2
    build: ./api
  admin:
    image: registry.example/shop-admin:1.4.2
    build: ./admin
`,
      'api/Dockerfile': 'FROM node:22-slim\nCOPY . /app\nCMD ["node", "/app/api.js"]\n',
      'admin/Dockerfile': 'FROM node:22-slim\nCOPY . /app\nCMD ["node", "/app/admin.js"]\n',
    },
  },

  each: imageWriters,
  fails: ({ other, image, service }) =>
    other !== undefined && {
      subject: image,
      confidence: service ? 'high' : 'medium',
      notes: [{ at: other.at, message: `${other.who} builds something else under this name` }],
    },
  message: ({ who, other, image }) =>
    `${who[0]?.toUpperCase()}${who.slice(1)} and ${other?.who} build different images under the name ${image}: the last one wins.`,
});
