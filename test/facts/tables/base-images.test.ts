import { describe, expect, test } from '@jest/globals';
import { baseImageOf } from '../../../src/facts/tables/base-images.ts';

describe('the shell behind /bin/sh', () => {
  test.each([
    ['node:20', 'dash'],
    ['node:20-slim', 'dash'],
    ['node:20-alpine@sha256:ab', 'busybox'],
    ['node', 'dash'],
    ['docker.io/library/python:3.12-bookworm', 'dash'],
    ['debian:oldstable-slim', 'dash'],
    ['debian@sha256:ab', 'dash'],
    ['alpine@sha256:ab', 'busybox'],
    ['eclipse-temurin:21-jre', 'dash'],
    ['eclipse-temurin:21-jre-ubi9-minimal', 'bash'],
    ['amazoncorretto:17', 'bash'],
    ['amazoncorretto:17-alpine', 'busybox'],
    ['openjdk:8u292-jdk', 'dash'],
    ['openjdk:11', 'dash'],
    ['openjdk:17', 'bash'],
    ['openjdk:17-slim', 'dash'],
    ['openjdk:17-jdk-bullseye', 'dash'],
    ['mcr.microsoft.com/dotnet/aspnet:8.0', 'dash'],
    ['mcr.microsoft.com/dotnet/aspnet:8.0-azurelinux3.0', 'bash'],
    ['mcr.microsoft.com/dotnet/aspnet:8.0-azurelinux3.0-distroless', 'none'],
    ['mcr.microsoft.com/dotnet/aspnet:8.0-noble-chiseled', 'none'],
    ['gcr.io/distroless/nodejs20-debian12', 'none'],
    ['gcr.io/distroless/nodejs20-debian12:debug', 'busybox'],
    ['scratch', 'none'],
    ['traefik:v1.7', 'none'],
    ['traefik:v3.1', 'busybox'],
    ['traefik', 'busybox'],
    ['registry.access.redhat.com/ubi9/ubi', 'bash'],
    ['cgr.dev/chainguard/node', 'none'],
    ['node@sha256:ab', 'unknown'],
    ['node:${TAG}', 'unknown'],
  ])('%s: %s', (reference, shell) => expect(baseImageOf(reference)?.shell).toBe(shell));
});

describe('probe tools', () => {
  const has = (reference: string, tool: string): boolean | undefined => {
    const base = baseImageOf(reference);
    return base === undefined || base.toolsUnknown ? undefined : base.tools.includes(tool);
  };

  test.each([
    ['node:20', 'curl', true],
    ['node:20-slim', 'curl', false],
    ['node:20-alpine', 'wget', true],
    ['node:20-alpine', 'curl', false],
    ['python:3.12-slim', 'wget', false],
    ['python:3.12-slim', 'python3', true],
    ['eclipse-temurin:17', 'curl', true],
    ['openjdk:11', 'curl', true],
    ['openjdk:11-slim', 'curl', false],
    ['php:8-fpm-alpine', 'curl', true],
    ['nginx:1.27', 'curl', true],
    ['gcr.io/distroless/static', 'wget', false],
    ['amazoncorretto:17', 'wget', undefined],
    ['node@sha256:ab', 'curl', undefined],
    ['acme/node:20', 'curl', undefined],
  ])('%s, %s: %s', (reference, tool, expected) => expect(has(reference, tool)).toBe(expected));
});

describe('defaults', () => {
  test('commands, signals and ports', () => {
    expect(baseImageOf('nginx:1.27')).toMatchObject({
      stopSignal: 'SIGQUIT',
      ports: [80],
      entrypoint: ['/docker-entrypoint.sh'],
    });
    expect(baseImageOf('php:8.3-apache')).toMatchObject({ stopSignal: 'SIGWINCH', command: ['apache2-foreground'] });
    expect(baseImageOf('php:8.3-fpm')).toMatchObject({ stopSignal: 'SIGQUIT', ports: [9000] });
    expect(baseImageOf('mcr.microsoft.com/dotnet/aspnet:8.0')?.ports).toEqual([8080]);
    expect(baseImageOf('mcr.microsoft.com/dotnet/aspnet:7.0')?.ports).toEqual([80]);
    expect(baseImageOf('node:20')?.command).toEqual(['node']);
  });

  test('an image the table does not know is not guessed', () => {
    for (const reference of ['acme/api:1', 'acme/node', 'nodejs', '', '${BASE}'])
      expect(baseImageOf(reference)).toBeUndefined();
  });
});
