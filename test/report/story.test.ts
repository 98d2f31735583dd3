/**
 * Stories of services of the fixture projects. The golden files are meant to be read as an owner of the service would; after an intended
 * change `UPDATE_EXPECTED=1 npm test -- test/report/story` writes them anew.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { locator } from '../../src/engine/index.ts';
import { type Story, storyOf } from '../../src/engine/story/index.ts';
import { storyJson, storyText } from '../../src/report/story/index.ts';
import { widthOf } from '../../src/report/wrap.ts';
import type { FileTree } from '../../src/source/index.ts';
import { lintTree, readTree } from '../support/lint.ts';
import { expectGolden } from './golden.ts';

const look = { width: 100, colour: false, unicode: true };

function storiesOf(tree: FileTree): readonly Story[] {
  const { facts, report } = lintTree(tree);
  const locate = locator(tree);
  return report.services.map((one) => storyOf(one, facts, report, locate));
}

const projects = readdirSync('fixtures/projects').map(
  (name) => [name, storiesOf(readTree(join('fixtures/projects', name)))] as const,
);
const storyOfProject = (project: string, service: string): Story => {
  const found = projects.find(([name]) => name === project)?.[1].find(({ name }) => name === service);
  if (!found) throw new Error(`no ${service} in ${project}`);
  return found;
};

describe('golden', () => {
  test.each([
    ['flawless-shop', 'web'],
    ['lift-and-shift-shop', 'web'],
    ['django-bad', 'worker'],
    ['polyglot-monorepo', 'reports'],
  ])('%s %s', (project, service) => {
    const found = storyText([storyOfProject(project, service)], look);
    expectGolden(`story-${project}-${service}.txt`, found);
  });
});

describe('json', () => {
  const schema = JSON.parse(readFileSync('src/report/schema/service.json', 'utf8'));
  const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);

  test.each(projects)('%s validates', (_name, stories) => {
    validate(JSON.parse(storyJson(stories, '1.0.0')));
    expect(validate.errors).toBeNull();
  });

  test('the schema refuses what it does not know', () => {
    const output = JSON.parse(storyJson([storyOfProject('flawless-shop', 'web')], '1.0.0'));
    expect(validate({ ...output, services: [{ ...output.services[0], extra: 1 }] })).toBe(false);
    const { process: _process, ...rest } = output.services[0];
    expect(validate({ ...output, services: [rest] })).toBe(false);
  });
});

describe('what is told', () => {
  test.each(projects)('%s: entrypoint and command make the command line', (_name, stories) => {
    for (const {
      process: { argv, entrypoint, command },
    } of stories)
      if (argv !== null) expect([...(entrypoint?.argv ?? []), ...(command?.argv ?? [])]).toEqual(argv);
  });

  test('who is PID 1', () => {
    expect(storyOfProject('flawless-shop', 'web').process.first).toMatchObject({ value: 'node', kind: 'program' });
    expect(storyOfProject('lift-and-shift-shop', 'web').process.first).toMatchObject({ value: 'sh', kind: 'shell' });
  });

  const stack = (service: string, more = ''): FileTree => ({
    'docker-stack.yml': `services:\n  web:\n    image: registry.example/web:1\n${service}${more}`,
  });
  const only = (tree: FileTree): Story => storiesOf(tree)[0]!;

  test("Swarm's defaults are told as such", () => {
    const { deploy } = only(stack('    ports: ["80:80"]\n'));
    expect(deploy.update).toMatchObject({
      parallelism: { value: 1, at: null },
      order: { value: 'stop-first', at: null },
      failureAction: { value: 'pause', at: null },
      monitor: { value: 5, at: null },
    });
    expect(deploy.restart.condition).toEqual({ value: 'any', at: null });
    const text = storyText([only(stack('    ports: ["80:80"]\n'))], look);
    expect(text).toContain('the old one stops before the new one starts (all Swarm');
    expect(text).toContain('with one replica nobody answers between the two');
  });

  test('the entrypoint of an image that is not known may be anything', () => {
    const { process: told } = only(stack('    command: ["--verbose", "serve"]\n'));
    expect(told.first).toBeNull();
    expect(told.signal.reaches).toBe('unknown');
    expect(only(stack('    command: ["serve"]\n')).process).toMatchObject({
      first: null,
      signal: { reaches: 'application', confidence: 'low' },
    });
  });

  test('a variable that is required under a condition alone', () => {
    const story = only({
      ...stack('    build: .\n'),
      Dockerfile: 'FROM node:22-slim\nWORKDIR /app\nCOPY . .\nCMD ["node", "app.js"]\n',
      'package.json': '{ "name": "shop", "type": "module" }',
      'app.js':
        "if (!process.env.ALWAYS) throw new Error('ALWAYS');\nif (process.env.TLS === 'on') { if (!process.env.CERT) throw new Error('CERT'); }\n",
    });
    expect(story.environment?.required.map(({ name, conditional }) => [name, conditional])).toEqual([
      ['ALWAYS', false],
      ['CERT', true],
    ]);
    expect(storyText([story], look)).toContain('✗ ALWAYS, and nothing supplies it');
  });

  test('a job has no update', () => {
    const { deploy } = only(stack('    deploy: { mode: replicated-job }\n'));
    expect(deploy.update).toBeNull();
    expect(storyText([only(stack('    deploy: { mode: replicated-job }\n'))], look)).toContain(
      'every deploy runs it again',
    );
  });

  test('services that need each other', () => {
    const stories = storiesOf(
      stack(
        '    environment: { DATABASE_URL: "postgres://app@db/app", MODE: cache, PEERS: "cache:11211" }\n',
        '  db: { image: "postgres:17.5" }\n  cache: { image: "memcached:1.6" }\n',
      ),
    );
    const named = (name: string) => stories.find((one) => one.name === name)!;
    expect(named('web').needs.map(({ service, via }) => [service, via.map(({ value }) => value)])).toEqual([
      ['db', ['DATABASE_URL']],
      ['cache', ['PEERS']],
    ]);
    expect(named('db').neededBy.map(({ service }) => service)).toEqual(['web']);
  });

  test('deploys that begin with the same file are told apart', () => {
    const stories = storiesOf({
      ...stack('    ports: ["80:80"]\n'),
      'more.yml': 'services:\n  web:\n    image: registry.example/web:1\n',
      'deploy.sh':
        '#!/bin/sh\ndocker stack deploy -c docker-stack.yml one\ndocker stack deploy -c docker-stack.yml -c more.yml two\n',
    });
    expect(stories.map(({ identity }) => identity.files.join(' ')).sort()).toEqual([
      'docker-stack.yml',
      'docker-stack.yml more.yml',
    ]);
  });
});

describe('text', () => {
  test.each([80, 100, 140])('keeps to %d columns', (width) => {
    for (const [, stories] of projects)
      for (const line of storyText(stories, { ...look, width }).split('\n'))
        expect(widthOf(line)).toBeLessThanOrEqual(width);
  });

  test('is plain ASCII when that is asked for', () => {
    const text = storyText(
      projects.flatMap(([, stories]) => stories),
      { ...look, unicode: false },
    );
    expect(text).toMatch(/^[\n\u0020-\u007e]*$/);
  });

  test('paints only where colours are wanted, and says the same', () => {
    const stories = [storyOfProject('lift-and-shift-shop', 'web')];
    const plain = storyText(stories, look);
    const painted = storyText(stories, { ...look, colour: true });
    expect(plain).not.toContain('\u001b');
    expect(painted).toContain('\u001b[');
    expect(painted.replace(/\u001b\[\d+m/g, '')).toBe(plain);
  });

  test('shows hostile names and words, and obeys none', () => {
    const stories = storiesOf({
      'docker-stack.yml':
        'services:\n  "we\\e[31mb":\n    image: "registry.example/web:1"\n    command: ["run", "a\\u202Eb\\ac"]\n    volumes: ["data\\u2028:/da\\rta"]\n',
    });
    expect(stories.length).toBe(1);
    for (const text of [storyText(stories, look), storyJson(stories, '1.0.0')])
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u202e]/);
  });
});
