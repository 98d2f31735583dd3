/** The shortest lists, held against the decision itself: with those findings gone the verdict is better, with any of them left it is not. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { rules } from '../../rules/index.ts';
import { ask, locator, type ServiceReport, verdicts } from '../../src/engine/index.ts';
import { lintTree, readTree } from '../support/lint.ts';
import { attempting } from '../support/score.ts';

const projects = ['lift-and-shift-shop', 'django-bad', 'polyglot-monorepo', 'nest-bad', 'spring-bad'];

const cases = projects.map((name) => {
  const tree = readTree(`fixtures/projects/${name}`);
  const { facts, report } = lintTree(tree);
  const { answers } = ask(facts, rules);
  const without = (gone: ReadonlySet<string>): readonly ServiceReport[] =>
    verdicts(
      facts,
      report.findings.filter(({ fingerprint }) => !gone.has(fingerprint)),
      answers,
      locator(tree),
      attempting,
    );
  return { name, report, without };
});

const badVerdicts = ['blocked', 'undeployable'];
const isStuck = (one: ServiceReport | undefined): boolean =>
  badVerdicts.includes(one?.verdict ?? '') || one?.singleton === 'broken';
const rests = (one: ServiceReport | undefined): boolean =>
  one?.obligations.some(({ findings }) => findings.length > 0) === true ||
  isStuck(one) ||
  (one?.reasons.length ?? 0) > 0;

describe.each(cases)('$name', ({ report, without }) => {
  test.each(report.services.map((one, at) => [one.service.name, one, at] as const))('%s', (_name, one, at) => {
    const { wayOut } = one;
    if (wayOut === undefined) {
      expect(isStuck(one) || one.verdict === 'conditional' || one.verdict === 'unknown').toBe(false);
      return;
    }
    const stuck = new Set(one.verdict === 'singleton' ? wayOut.ready : wayOut.conditional);
    const all = report.findings.map(({ fingerprint }) => fingerprint);
    expect(isStuck(without(stuck)[at])).toBe(false);
    for (const { status, findings } of wayOut.open) {
      expect(findings).toEqual([]);
      expect(['weak', 'not-evaluated']).toContain(status);
    }
    const better = without(new Set(wayOut.ready))[at];
    if (one.verdict !== 'singleton') {
      // Facts stay as they are: what was found fault with may now lack evidence, and nothing else may.
      const lacking = better?.obligations.filter(({ status }) => status === 'weak' || status === 'not-evaluated') ?? [];
      expect(better?.verdict === 'ready').toBe(lacking.length === 0);
      const before = one.obligations.filter(({ findings }) => findings.length > 0).map(({ id }) => id);
      const stays = wayOut.open.map(({ id }) => id);
      for (const { id } of lacking) expect([...before, ...stays]).toContain(id);
      for (const id of stays) expect(lacking.map((result) => result.id)).toContain(id);
    }
    fc.assert(
      fc.property(fc.subarray(all), fc.subarray([...stuck]), fc.subarray([...wayOut.ready]), (some, few, more) => {
        const gone = new Set([...some, ...few, ...more]);
        const then = without(gone)[at];
        expect(isStuck(then)).toBe([...stuck].some((fingerprint) => !gone.has(fingerprint)));
        if (one.verdict !== 'singleton')
          expect(rests(then)).toBe(wayOut.ready.some((fingerprint) => !gone.has(fingerprint)));
      }),
      { numRuns: 30 },
    );
  });
});

test('what was accepted must go all the same before a service is ready', () => {
  const { services, findings } = lintTree({
    'docker-stack.yml': `services:
  web:
    image: registry.example/web:1.4.2
    build: .
    ports: ["80:3000"]
    x-swarm-lint: { ignore: { processes/local-session: one replica until spring } }
    deploy: { replicas: 2 }
`,
    Dockerfile: 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n',
    'package.json': '{"name":"web","dependencies":{"express":"5.1.0","express-session":"1.18.2"}}',
    'server.js':
      "const app = require('express')();\napp.use(require('express-session')({ secret: process.env.SECRET }));\napp.listen(3000);\n",
  }).report;
  const session = findings.find(({ check }) => check === 'processes/local-session');
  expect(session?.suppressed?.reason).toBe('one replica until spring');
  expect(services[0]?.verdict).toBe('conditional');
  expect(services[0]?.wayOut?.conditional).toBeUndefined();
  expect(services[0]?.wayOut?.ready).toContain(session?.fingerprint);
});
