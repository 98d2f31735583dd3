/** Where the engine is: the same order as docker's own. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { endpointOf } from '../../../src/cli/cluster/endpoint.ts';

let home = '';
const idOf = (name: string): string => createHash('sha256').update(name).digest('hex');

function context(name: string, endpoint: unknown, certificate?: string): void {
  const meta = join(home, '.docker', 'contexts', 'meta', idOf(name));
  mkdirSync(meta, { recursive: true });
  writeFileSync(
    join(meta, 'meta.json'),
    typeof endpoint === 'string' ? endpoint : JSON.stringify({ Name: name, Endpoints: { docker: endpoint } }),
  );
  if (certificate === undefined) return;
  const tls = join(home, '.docker', 'contexts', 'tls', idOf(name), 'docker');
  mkdirSync(tls, { recursive: true });
  for (const file of ['ca.pem', 'cert.pem', 'key.pem']) writeFileSync(join(tls, file), `${certificate} ${file}`);
}

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'swarm-lint-home-'));
  context('far', { Host: 'ssh://ops@manager.example:2222' });
  context('secure', { Host: 'tcp://10.0.0.1:2376' }, 'secure');
  context('trusting', { Host: 'tcp://10.0.0.1:2376', SkipTLSVerify: true });
  context('broken', '{');
  context('empty', {});
  writeFileSync(join(home, '.docker', 'config.json'), '{"currentContext":"far"}');
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const at = (env: Readonly<Record<string, string>>, name?: string, platform: NodeJS.Platform = 'linux') =>
  endpointOf(name, { env, home, platform });
const far = { kind: 'ssh', host: 'manager.example', port: '2222', user: 'ops' };

describe('the engine is', () => {
  test('the one of the current context', () => expect(at({})).toEqual(far));
  test('the one of DOCKER_HOST, before any context', () =>
    expect(at({ DOCKER_HOST: 'unix:///run/x.sock', DOCKER_CONTEXT: 'secure' })).toEqual({
      kind: 'socket',
      path: '/run/x.sock',
    }));
  test('the one of DOCKER_CONTEXT, before the current one', () =>
    expect(at({ DOCKER_CONTEXT: 'secure' })).toEqual({
      kind: 'tcp',
      host: '10.0.0.1',
      port: 2376,
      tls: { ca: 'secure ca.pem', cert: 'secure cert.pem', key: 'secure key.pem', verify: true },
    }));
  test('the one that is named, before everything', () =>
    expect(at({ DOCKER_HOST: 'unix:///run/x.sock' }, 'far')).toEqual(far));
  test('the usual socket where nothing is said', () => {
    const nowhere = { DOCKER_CONFIG: join(home, 'nowhere') };
    expect(at(nowhere)).toEqual({ kind: 'socket', path: '/var/run/docker.sock' });
    expect(at(nowhere, undefined, 'win32')).toEqual({ kind: 'socket', path: '\\\\.\\pipe\\docker_engine' });
    expect(at({}, 'default')).toEqual({ kind: 'socket', path: '/var/run/docker.sock' });
  });
  test('asked over TLS with the certificates of DOCKER_CERT_PATH', () =>
    expect(
      at({
        DOCKER_HOST: 'tcp://manager:2376',
        DOCKER_TLS_VERIFY: '1',
        DOCKER_CERT_PATH: join(home, '.docker', 'contexts', 'tls', idOf('secure'), 'docker'),
      }),
    ).toMatchObject({ kind: 'tcp', host: 'manager', tls: { cert: 'secure cert.pem', verify: true } }));
  test('trusted unseen only where its context says so', () =>
    expect(at({ DOCKER_CONTEXT: 'trusting' })).toMatchObject({ tls: { verify: false } }));
  test.each([
    ['tcp://manager', { kind: 'tcp', host: 'manager', port: 2375 }],
    ['tcp://manager:80', { kind: 'tcp', host: 'manager', port: 80 }],
    ['tcp://[::1]:2375', { kind: 'tcp', host: '::1', port: 2375 }],
    ['ssh://manager', { kind: 'ssh', host: 'manager' }],
    ['ssh://manager/run/user/1000/docker.sock', { kind: 'ssh', host: 'manager', socket: '/run/user/1000/docker.sock' }],
  ])('%s', (address, endpoint) => expect(at({ DOCKER_HOST: address })).toEqual(endpoint));
});

describe('wrong usage is', () => {
  test.each([
    ['a context that is not there', {}, 'nobody', /no Docker context "nobody"/],
    ['a context that cannot be read', {}, 'broken', /cannot be read/],
    ['a context without an engine', {}, 'empty', /names no Docker engine/],
    ['an address of another kind', { DOCKER_HOST: 'ftp://manager' }, undefined, /can be asked/],
    ['an address that is an option of ssh', { DOCKER_HOST: 'ssh://-oProxyCommand=x' }, undefined, /cannot be read/],
  ])('%s', (_name, env, name, said) => expect(() => at(env as Record<string, string>, name)).toThrow(said));
});
