import { describe, expect, test } from '@jest/globals';
import { hasInit, runsOwnProgram, type Service } from '../../../src/facts/index.ts';
import { lintTree } from '../../support/lint.ts';

function serviceOf(lines: readonly string[], more = ''): Service {
  const { facts } = lintTree({
    'docker-stack.yml': `services:\n  web:\n    image: registry.example/shop:1.4.2\n    build: .\n${more}`,
    Dockerfile: ['FROM node:22-slim', 'WORKDIR /app', 'COPY . .', ...lines, ''].join('\n'),
    'package.json': '{ "name": "shop" }',
    'src/server.js': 'console.log("shop");\n',
  });
  return facts.services[0]!;
}

describe('hasInit', () => {
  const program = 'CMD ["node", "src/server.js"]';
  test.each([
    ['an init as entrypoint', serviceOf(['ENTRYPOINT ["tini", "--"]', program]), true],
    ['an init behind another wrapper', serviceOf(['ENTRYPOINT ["gosu", "node", "dumb-init", "--"]', program]), true],
    ["the stack's own init", serviceOf([program], '    init: true\n'), true],
    ['no init', serviceOf([program]), false],
    ['a wrapper that becomes the program', serviceOf(['ENTRYPOINT ["gosu", "node"]', program]), false],
  ])('%s', (_, service, expected) => expect(hasInit(service)).toBe(expected));
});

describe('runsOwnProgram', () => {
  test.each([
    ['["node", "src/server.js"]', true],
    ['["node", "dist/server.js"]', true],
    ['["tini", "--", "node", "src/server.js"]', true],
    ['["node", "node_modules/acme/serve.js", "src/server.js"]', false],
    ['["node", ".output/server/index.mjs"]', false],
    ['["pm2-runtime", "src/server.js"]', false],
    ['["tsx", "src/server.js"]', false],
    ['["./server"]', false],
  ])('%s', (argv, expected) => expect(runsOwnProgram(serviceOf([`CMD ${argv}`]))).toBe(expected));
});
