import { defineCheck, type Evidence, type InlinedVariables, inlinedVariables, listed } from '../../src/kit/index.ts';

const dockerfile = `FROM node:22-slim AS build
WORKDIR /src
COPY . .
RUN npm ci && npm run build
FROM nginx:1.29
COPY --from=build /src/dist /usr/share/nginx/html
`;
const manifest = '{ "name": "shop", "scripts": { "build": "vite build" }, "devDependencies": { "vite": "7.1.0" } }';

export default defineCheck<InlinedVariables>({
  id: 'config/build-time-variable-at-runtime',
  title: 'Variable was fixed when the image was built',
  severity: 'warning',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'The bundler wrote the value, or `undefined`, into the files for the browser when the image was built. What the stack sets for the container reaches nobody: the page goes on with the value of the build, and one image cannot serve two environments.',
  evidence:
    'Variables that a service gets at run time and that a bundler (Vite, Next.js, Create React App and others) puts into files for the browser while its image is built.',
  needs: ['services', 'dockerfile', 'manifest', 'code'],
  traps: [
    'Variables that only the server reads.',
    'Services whose start builds again, or writes a settings file for the page.',
    'Packages made for variables at run time, and templates of nginx.',
    'The same value in the build and in the stack.',
  ],
  remedy:
    'Let the server hand the value to the page at run time (a small `/env.js` written at start, a route that answers it), or use relative addresses such as `/api`. To keep the value fixed, pass it as a build argument and remove it here.',
  references: ['https://vite.dev/guide/env-and-mode', 'https://nextjs.org/docs/app/guides/environment-variables'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    build: .
    environment:
      VITE_API_URL: https://api.example.com
`,
      Dockerfile: dockerfile,
      'package.json': manifest,
      'main.js': 'fetch(import.meta.env.VITE_API_URL);\n',
    },
    good: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    build: .
    environment:
      VITE_API_URL: /api
`,
      Dockerfile: dockerfile.replace('RUN', 'ARG VITE_API_URL=/api\nRUN'),
      'package.json': manifest,
      'main.js': 'fetch(import.meta.env.VITE_API_URL);\n',
    },
  },

  each: inlinedVariables,
  fails: ({ late }): Evidence | false => {
    const differs = late.filter(({ builtAt }) => builtAt);
    return (
      late.length > 0 && {
        subject: late.map(({ name }) => name).join(' '),
        ...(differs.some(({ sure }) => sure) && { severity: 'error' }),
        notes: differs
          .slice(0, 3)
          .flatMap(({ name, builtAt }) => (builtAt ? [{ at: builtAt, message: `the build takes this ${name}` }] : [])),
      }
    );
  },
  message: ({ service, late, bundler }) => {
    const names = listed(late.map(({ name }) => name));
    return late.some(({ builtAt }) => builtAt)
      ? `Service "${service.name}" sets ${names} to another value than the build of its image did: ${bundler} has put that one into the files for the browser.`
      : `Service "${service.name}" sets ${names} too late: ${bundler} puts the value into the files for the browser when the image is built.`;
  },
});
