/** Predictions beside measurements. */
import { expect, test } from '@jest/globals';
import { relationOf } from '../../src/prove/compare.ts';
import { compare, type ObservedService } from '../../src/prove/index.ts';
import { lintTree } from '../support/lint.ts';
import { flawless, runOf } from './observations.ts';

test('loses and fails count as the same prediction', () => {
  expect(relationOf('signals', 'weak', 'failed')).toBe('confirmed');
  expect(relationOf('signals', 'failed', 'weak')).toBe('confirmed');
  expect(relationOf('signals', 'met', 'weak')).toBe('refuted');
  expect(relationOf('signals', 'failed', 'met')).toBe('refuted');
  expect(relationOf('signals', 'not-evaluated', 'met')).toBe('added');
  expect(relationOf('signals', 'failed', 'not-measured')).toBe('open');
});

test('a health check that passes may still look at nothing', () => {
  expect(relationOf('healthcheck', 'weak', 'met')).toBe('open');
  expect(relationOf('healthcheck', 'met', 'failed')).toBe('refuted');
});

const stack = `version: "3.8"
services:
  web:
    image: shop/web:1
    healthcheck: { test: ["CMD", "wget", "-q", "-O", "/dev/null", "http://127.0.0.1:3000/"] }
    deploy: { replicas: 2 }
`;
const { report } = lintTree({ 'docker-stack.yml': stack });
const proved = (change: Partial<ObservedService>) => compare(runOf({ ...flawless, ...change }), report.services);

test('what holds is no disagreement', () => {
  const [web] = proved({}).services;
  expect(proved({}).disagreements).toEqual([]);
  expect(web?.obligations.find(({ id }) => id === 'healthcheck')).toMatchObject({ relation: 'confirmed' });
  expect(web?.obligations.find(({ id }) => id === 'deploys')?.measured.text).toBe(
    '2 tasks ran 3.2 s after the deploy; scaled to 3 on 2 nodes in 2.0 s',
  );
});

test('a contradiction is told in one sentence with both sides', () => {
  const start = { ...(flawless.start as object), healthcheck: 'failing' } as ObservedService['start'];
  expect(proved({ start }).disagreements).toEqual([
    'web, health check: predicted met (in the stack file), measured failed (the health check never passed)',
  ]);
});

test('requests that an update loses are foretold where the files say why', () => {
  const lost = { sent: 50, failed: 4, reasons: [] };
  const update = { ...flawless.update, requests: lost } as unknown as ObservedService['update'];
  const relation = (healthcheck: 'met' | 'failed') => {
    const predicted: Readonly<Record<string, 'met' | 'failed'>> = { updates: 'met', signals: 'met', healthcheck };
    const services = report.services.map((service) => ({
      ...service,
      obligations: service.obligations.map((one) => ({ ...one, status: predicted[one.id] ?? one.status })),
    }));
    const [web] = compare(runOf({ ...flawless, update }), services).services;
    return web!.obligations.find(({ id }) => id === 'updates')?.relation;
  };
  expect(relation('met')).toBe('refuted');
  expect(relation('failed')).toBe('open');
});

test('what this Swarm lacks says nothing of the files', () => {
  const start = { wanted: 1, running: 0, healthcheck: 'unknown' as const, failures: [], pending: 'no suitable node' };
  const [deploys] = proved({ start }).services[0]!.obligations;
  expect(deploys).toMatchObject({ id: 'deploys', relation: 'open', measured: { text: 'no suitable node' } });
});

test('a stack that Swarm refuses is measured, and nothing else of it is', () => {
  const observed = {
    ...runOf({ ...flawless, start: { missing: 'refused' } }),
    deploy: { accepted: false, seconds: 1, said: 'undefined network' },
  };
  const [deploys] = compare(observed, report.services).services[0]!.obligations;
  expect(deploys).toMatchObject({ measured: { status: 'failed', text: 'undefined network' }, relation: 'added' });
});
