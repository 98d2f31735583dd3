/** Engines and their versions, as tags tell them. */
import { describe, expect, test } from '@jest/globals';
import { differs, engineVersionOf } from '../../../src/facts/tables/engine-versions.ts';

describe('the version of an engine', () => {
  test.each([
    ['postgres:16.4-alpine', 'PostgreSQL', '16'],
    ['docker.io/library/postgres:16', 'PostgreSQL', '16'],
    ['postgis/postgis:16-3.4', 'PostgreSQL', '16'],
    ['timescale/timescaledb:2.17.2-pg16', 'PostgreSQL', '16'],
    ['pgvector/pgvector:pg17', 'PostgreSQL', '17'],
    ['pgvector/pgvector:0.8.0-pg17', 'PostgreSQL', '17'],
    ['mysql:8.0.40', 'MySQL', '8.0'],
    ['mysql:8', 'MySQL', '8'],
    ['redis:7.4.1-alpine', 'Redis', '7'],
  ])('%s', (reference, engine, series) => {
    expect(engineVersionOf(reference)).toEqual({ engine, series });
  });

  test.each([
    'postgres',
    'postgres:latest',
    'postgres:alpine',
    'timescale/timescaledb:latest',
    'acme/shop:3',
    'redis@sha256:00',
  ])('of %s is not known', (reference) => {
    expect(engineVersionOf(reference)).toBeUndefined();
  });
});

test('what only one side says differs from nothing', () => {
  const of = (reference: string) => engineVersionOf(reference)!;
  expect(differs(of('mysql:8'), of('mysql:8.4'))).toBe(false);
  expect(differs(of('mysql:8.0'), of('mysql:8.4'))).toBe(true);
  expect(differs(of('postgres:16'), of('redis:7'))).toBe(false);
  expect(differs(of('postgres:16.1'), of('postgres:16.4'))).toBe(false);
});
