import { expect, test } from '@jest/globals';
import { engineNamed } from '../../src/facts/tables/engine-names.ts';
import { movingDownload, movingRepository } from '../../src/facts/tables/moving-sources.ts';
import { runtimeImageOf } from '../../src/facts/tables/runtime-images.ts';

test.each<readonly [string, string | undefined]>([
  ['https://raw.githubusercontent.com/acme/tool/main/install.sh', 'main'],
  ['https://raw.githubusercontent.com/acme/tool/refs/heads/master/install.sh', 'master'],
  ['https://raw.githubusercontent.com/acme/tool/v1.2.3/main/install.sh', undefined],
  ['https://github.com/acme/tool/archive/refs/heads/main.tar.gz', 'main'],
  ['https://github.com/acme/tool/archive/refs/tags/v1.tar.gz', undefined],
  ['https://github.com/acme/tool/releases/latest/download/tool', 'latest'],
  ['https://github.com/acme/tool/releases/download/v1/tool', undefined],
  ['https://gitlab.com/acme/deep/tool/-/raw/main/install.sh', 'main'],
  ['https://example.test/main/install.sh', undefined],
])('%s is fetched from the branch %s', (address, branch) => {
  expect(movingDownload(address)).toBe(branch);
});

test.each<readonly [string, string | undefined]>([
  ['git+https://git.example/acme/theme.git', 'the default branch'],
  ['git+https://token@git.example/acme/theme.git@main', 'main'],
  ['git+https://git.example/acme/theme.git@v1.0#egg=theme', undefined],
  ['git+ssh://git@git.example/acme/theme.git#4be1f20', undefined],
  ['github:acme/theme#main', 'main'],
  ['acme/theme', 'the default branch'],
  ['acme/theme#semver:^1.0.0', undefined],
  ['https://git.example/acme/theme.git#develop', 'develop'],
  ['https://registry.example/theme.tgz', undefined],
  ['^1.2.3', undefined],
])('%s is the repository at %s', (address, branch) => {
  expect(movingRepository(address)).toBe(branch);
});

test.each<readonly [string, string, string | undefined]>([
  ['DATABASE_URL', 'postgresql+asyncpg://shop@db/shop', 'PostgreSQL'],
  ['SPRING_DATASOURCE_URL', 'jdbc:h2:mem:shop', 'H2'],
  ['DATABASE_URL', 'file:./dev.db', 'SQLite'],
  ['DB_ENGINE', 'django.db.backends.sqlite3', 'SQLite'],
  ['QUEUE_CONNECTION', 'sync', 'the memory of the process'],
  ['CELERY_BROKER_URL', 'memory://', 'the memory of the process'],
  ['MODE', 'sync', undefined],
  ['API_URL', 'https://api.example/postgres', undefined],
])('%s=%s chooses %s', (name, value, engine) => {
  expect(engineNamed(name, value)).toBe(engine);
});

test.each<readonly [string, string | undefined]>([
  ['node:22.4-alpine', 'node 22.4'],
  ['gcr.io/distroless/nodejs22-debian12', 'node 22'],
  ['mcr.microsoft.com/dotnet/aspnet:8.0', 'dotnet 8.0'],
  ['eclipse-temurin:21.0.4_7-jre', 'java 21.0.4'],
  ['registry.example/acme/node:22', undefined],
  ['python:latest', undefined],
  ['rust:2020-10-09', undefined],
])('%s holds %s', (reference, expected) => {
  const image = runtimeImageOf(reference);
  expect(image && `${image.runtime} ${image.version}`).toBe(expected);
});
