import { describe, expect, test } from '@jest/globals';
import { majorVersion, parseImageReference } from '../../../src/facts/image-reference.ts';
import {
  dataDirectoriesOf,
  familyOf,
  imageFamilies,
  officialImages,
} from '../../../src/facts/tables/image-families.ts';

describe('image references', () => {
  test.each([
    ['redis', { repository: 'redis', name: 'redis', versioned: false }],
    ['redis:7-alpine', { repository: 'redis', name: 'redis', tag: '7-alpine', versioned: true }],
    ['docker.io/library/redis:7', { repository: 'redis', name: 'redis', tag: '7', versioned: true }],
    ['localhost:5000/api', { registry: 'localhost:5000', repository: 'api', name: 'api', versioned: false }],
    [
      'ghcr.io/acme/team/api@sha256:ab',
      {
        registry: 'ghcr.io',
        namespace: 'acme/team',
        repository: 'acme/team/api',
        name: 'api',
        digest: 'sha256:ab',
        versioned: true,
      },
    ],
    ['acme/api:${TAG:-latest}', { namespace: 'acme', repository: 'acme/api', name: 'api', versioned: true }],
    [
      '${REGISTRY:-ghcr.io/x}/acme/api:1',
      { registry: '${}', namespace: 'acme', repository: 'acme/api', name: 'api', tag: '1', versioned: true },
    ],
  ])('%s', (text, expected) => expect(parseImageReference(text)).toEqual(expected));

  test.each(['', '${IMAGE}', 'acme/${NAME}', 'Acme/Api', 'a b', '/x', '__proto__'])('%j is none', (text) =>
    expect(parseImageReference(text)).toBeUndefined(),
  );

  test('major versions', () => {
    expect(['16.2-alpine', 'v3', '18', 'latest', undefined, '8u292-jdk'].map(majorVersion)).toEqual([
      16,
      3,
      18,
      undefined,
      undefined,
      8,
    ]);
  });
});

describe('families', () => {
  test.each([
    ['postgres:16', 'postgres'],
    ['docker.io/bitnami/redis:7', 'redis'],
    ['ghcr.io/acme/postgres:16', 'postgres'],
    ['acme/redis', 'redis'],
    ['registry.acme.org/mirror/bitnami/kafka:3', 'kafka'],
    ['docker.elastic.co/elasticsearch/elasticsearch:8.1.0', 'elasticsearch'],
    ['quay.io/keycloak/keycloak:25', 'keycloak'],
    ['mcr.microsoft.com/mssql/server:2022-latest', 'mssql'],
    ['redis:${TAG}', 'redis'],
    ['dockersamples/visualizer:stable', 'visualizer'],
    ['registry:2', 'registry'],
    ['clickhouse/clickhouse-server', 'clickhouse'],
  ])('%s is %s', (reference, family) => expect(familyOf(reference)?.family).toBe(family));

  test.each([
    'acme/my-redis-app',
    'acme/nginx-proxy-manager-ui',
    'acme/registry:1',
    'acme/postgres-client',
    'ghcr.io/acme/api',
    'node:20',
    '${IMAGE}',
    'constructor',
    'acme/server',
  ])('%s is none', (reference) => expect(familyOf(reference)).toBeUndefined());

  test('PostgreSQL moved its data with version 18', () => {
    const family = familyOf('postgres')!;
    expect(dataDirectoriesOf(family, 'postgres:16-alpine')).toEqual(['/var/lib/postgresql/data']);
    expect(dataDirectoriesOf(family, 'postgres:18')).toEqual(['/var/lib/postgresql']);
    expect(dataDirectoriesOf(family, 'postgres:latest')).toHaveLength(2);
  });

  test('cluster configuration is recognised', () => {
    const clustered = (reference: string, text: string) =>
      familyOf(reference)!.clusterHints.some((hint) => hint.test(text));
    expect(clustered('mongo:7', 'mongod --replSet rs0')).toBe(true);
    expect(clustered('mongo:7', 'mongod --auth')).toBe(false);
    expect(clustered('cassandra', 'CASSANDRA_SEEDS=a,b')).toBe(true);
  });

  test('the table is sound', () => {
    const names = imageFamilies.flatMap((family) => [family.family, ...family.names]);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(
      imageFamilies.filter(
        ({ role, stateless, dataDirectories }) => role === 'datastore' && !stateless && dataDirectories.length === 0,
      ),
    ).toEqual([]);
    for (const name of ['postgres', 'nginx', 'redis', 'traefik', 'mongo']) expect(officialImages.has(name)).toBe(true);
  });
});
