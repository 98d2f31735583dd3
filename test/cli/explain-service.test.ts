/** `swarm-lint explain-service`: which service is meant, and that no value of a secret is told. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { run } from '../../src/cli/program.ts';

const secret = 'S3cr3t-0f-the-sh0p';
const files: Record<string, string> = {
  'docker-stack.yml': `services:
  web:
    image: registry.example.com/shop:1.4.2
    build: .
    command: ["node", "main.js", "--token=${secret}", "--password", "${secret}"]
    environment:
      DB_PASSWORD: ${secret}
      DATABASE_URL: postgres://app:${secret}@database/app
    healthcheck:
      test: ["CMD-SHELL", "curl -u app:${secret} http://127.0.0.1:3000/"]
    deploy:
      labels:
        traefik.http.routers.web.rule: Host(\`shop.example.com\`)
  database:
    image: postgres:17.5
`,
  'other/docker-stack.yml': 'services:\n  database:\n    image: postgres:17.5\n',
  'docker-compose.dev.yml': 'services:\n  mailhog:\n    image: mailhog/mailhog:v1.0.1\n    volumes: [".:/app"]\n',
  Dockerfile: `FROM node:22-slim\nENV JWT_SECRET=${secret}\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["docker-entrypoint.sh", "--api-key=${secret}"]\n`,
  'package.json': '{ "name": "shop", "type": "module" }',
  'main.js': `console.log(process.env.DB_PASSWORD ?? '${secret}');\n`,
  'deploy.sh': '#!/bin/sh\ndocker stack deploy -c docker-stack.yml shop\n',
};

let work = '';
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'swarm-lint-story-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(work, path)), { recursive: true });
    writeFileSync(join(work, path), content);
  }
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

async function explain(...words: string[]) {
  let out = '';
  let err = '';
  const code = await run(['explain-service', ...words], {
    cwd: work,
    env: { NO_COLOR: '1' },
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    terminal: false,
    elapsed: () => 0,
  });
  return { code, out, err };
}

describe('which service', () => {
  test('by name', async () => {
    const { code, out } = await explain('web');
    expect(code).toBe(0);
    expect(out).toMatch(/^web {2}\S+ \w+ {2}docker-stack\.yml:2\n/);
  });

  test.each(['docker-stack.yml#database', 'shop/database', 'other/docker-stack.yml#database'])('%s', async (name) => {
    const { code, out } = await explain('-f', 'json', name);
    expect(code).toBe(0);
    expect(JSON.parse(out).services).toHaveLength(1);
    expect(JSON.parse(out).services[0]).toMatchObject({
      name: 'database',
      stack: expect.stringMatching(name.startsWith('other') ? /^other/ : /^docker/),
    });
  });

  test('several', async () => {
    const { out } = await explain('-f', 'json', 'web', 'shop/database', 'web');
    expect(JSON.parse(out).services.map(({ name }: { name: string }) => name)).toEqual(['web', 'database']);
  });
});

describe('wrong usage', () => {
  test.each([
    [[], 'name the service to explain. Services: web, database.'],
    [['wbe'], 'no service "wbe". Did you mean "web"? Services: web, database.'],
    [
      ['database'],
      '"database" is in 2 stacks. Name one of them: docker-stack.yml#database, other/docker-stack.yml#database.',
    ],
    [['mailhog'], 'service "mailhog" is in docker-compose.dev.yml, which is not judged'],
    [['web', '-f', 'jsn'], 'unknown format "jsn". Did you mean "json"?'],
    [['web', '-C', 'nowhere'], 'there is no file or directory "nowhere"'],
  ])('%j', async (words, message) => {
    const { code, out, err } = await explain(...words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});

test.each(['text', 'json'])('no value of a secret is told (%s)', async (format) => {
  const { out } = await explain('-f', format, 'web');
  expect(out).toContain('--token=***');
  expect(out).toContain('DB_PASSWORD');
  expect(out).not.toContain(secret);
});
