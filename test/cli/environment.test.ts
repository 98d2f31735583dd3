/** `swarm-lint env`: what is said of each variable, in both formats. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { run } from '../../src/cli/program.ts';

const files: Record<string, string> = {
  Dockerfile: 'FROM node:22-slim\nWORKDIR /app\nENV NODE_ENV=production\nCOPY . .\nCMD ["node", "server.js"]\n',
  'package.json': '{ "name": "shop", "type": "module" }',
  'server.js': `if (!process.env.LEDGER_URL) throw new Error('LEDGER_URL');
const level = process.env.LEVEL ?? 'info';
const secret = process.env.SIGNING_KEY;
console.log(level, secret, process.env.LEVEL, process.env.TAG);
`,
  '.env.example': '# the ledger\nLEDGER_URL=\n',
  'docker-stack.yml': `services:
  web:
    image: registry.example.com/shop:1.4.2
    build: .
    environment:
      LEVEL: debug
      TAG: \${TAG}
      COLOUR: red
    secrets: [signing_key]
  database:
    image: postgres:17.5
    environment:
      POSTGRES_PASSWORD_FILE: /run/secrets/signing_key
secrets:
  signing_key:
    external: true
`,
  'deploy.sh': '#!/bin/sh\nTAG=1\ndocker stack deploy -c docker-stack.yml shop\n',
};

let work = '';
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'swarm-lint-env-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(work, path)), { recursive: true });
    writeFileSync(join(work, path), content);
  }
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

async function env(...words: string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  let out = '';
  let err = '';
  const code = await run(['env', ...words], {
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

describe('text', () => {
  test('a line for each variable, and what is wrong below it', async () => {
    const { code, out } = await env('web');
    expect(code).toBe(0);
    const line = (name: string) => out.split('\n').find((one) => one.slice(2).startsWith(`${name} `));
    expect(line('LEDGER_URL')).toMatch(/^✗ LEDGER_URL +required +server\.js:1 +nothing +line 2$/);
    expect(line('LEVEL')).toMatch(/^✓ LEVEL +defaulted "info" +server\.js:2 \+1 +docker-stack\.yml:6 +–$/);
    expect(line('SIGNING_KEY')).toMatch(/optional +server\.js:3 +secret docker-stack\.yml:9 /);
    expect(line('TAG')).toMatch(/docker-stack\.yml:7 \(TAG set, but not exported\)/);
    expect(line('COLOUR')).toMatch(/not read +– +docker-stack\.yml:8/);
    expect(out).toContain('needs LEDGER_URL, and nothing sets it.');
    expect(out).not.toContain('database');
  });
  test('without a name every service is shown', async () => {
    const { out } = await env();
    expect(out).toContain('\ndatabase  docker-stack.yml:10');
    expect(out).toContain('postgres is made elsewhere');
  });
});

test('json names places, and no values', async () => {
  const { out } = await env('-f', 'json', 'web');
  const [web] = JSON.parse(out);
  expect(web).toMatchObject({
    service: 'web',
    stack: 'docker-stack.yml',
    code: 'read',
    example: '.env.example',
    complete: true,
  });
  const level = web.variables.find((one: { name: string }) => one.name === 'LEVEL');
  expect(level).toMatchObject({
    need: 'defaulted',
    fallback: 'info',
    supplied: { by: 'stack', at: { path: 'docker-stack.yml', line: 6 } },
  });
  expect(level.reads).toHaveLength(2);
  const ledger = web.variables.find((one: { name: string }) => one.name === 'LEDGER_URL');
  expect(ledger.findings.map((one: { check: string }) => one.check)).toEqual(['config/required-env-missing']);
  expect(ledger.documented).toEqual({ path: '.env.example', line: 2, column: 1 });
  expect(out).not.toMatch(/"red"|"debug"/);
});

describe('wrong usage', () => {
  test.each([
    [['wbe'], 'no service "wbe" whose environment is known. Did you mean "web"?'],
    [['-f', 'jsn'], 'unknown format "jsn". Did you mean "json"?'],
    [['-C', 'nowhere'], 'there is no file or directory "nowhere"'],
  ])('%j', async (words, message) => {
    const { code, out, err } = await env(...words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});
