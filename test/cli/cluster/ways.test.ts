/** The ways to an engine, with engines that really listen at their ends: a socket, a port, a port with TLS, and ssh. */
import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, expect, test } from '@jest/globals';
import { endpointOf } from '../../../src/cli/cluster/endpoint.ts';
import { engineAt } from '../../../src/cli/cluster/engine.ts';
import { engineAt as changingEngineAt } from '../../../src/cli/prove/engine.ts';
import { buildCli } from '../built.ts';
import { authority, clientCertificate, clientKey, serverCertificate, serverKey } from './certificates.ts';

const home = mkdtempSync(join(tmpdir(), 'swarm-lint-ways-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

const hosts: (string | undefined)[] = [];
const answering = (server: Server): Server =>
  server.on('request', (request, response) => {
    hosts.push(request.headers.host);
    response.end('{ "ID": "here" }');
  });
const listening = async (server: Server, where: number | string = 0): Promise<number> => {
  open.push(server);
  await new Promise<void>((done) => {
    if (typeof where === 'string') server.listen(where, done);
    else server.listen(where, '127.0.0.1', done);
  });
  return typeof where === 'string' ? 0 : (server.address() as AddressInfo).port;
};

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(home, 'certificates-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}
const ours = { 'ca.pem': authority, 'cert.pem': clientCertificate, 'key.pem': clientKey };

async function asked(env: Readonly<Record<string, string>>) {
  const endpoint = endpointOf(undefined, { env, home, platform: process.platform });
  const engine = engineAt(endpoint);
  const changing = changingEngineAt(endpoint);
  try {
    const answer = await engine.ask('/info');
    expect((await changing.send('POST', '/info', {})).body).toEqual(answer.body);
    return answer;
  } finally {
    engine.close();
    changing.close();
  }
}
const secureServer = (more: object = {}): Server =>
  answering(
    createSecureServer({
      key: serverKey,
      cert: serverCertificate,
      ca: authority,
      requestCert: true,
      rejectUnauthorized: true,
      ...more,
    }),
  );
const here = { status: 200, body: { ID: 'here' } };

test('a port without TLS', async () => {
  const port = await listening(answering(createServer()));
  expect(await asked({ DOCKER_HOST: `tcp://127.0.0.1:${port}` })).toEqual(here);
});

const posix = process.platform === 'win32' ? test.skip : test;
posix('a socket', async () => {
  const path = join(home, 'engine.sock');
  await listening(answering(createServer()), path);
  expect(await asked({ DOCKER_HOST: `unix://${path}` })).toEqual(here);
  expect(hosts.at(-1)).toBe('docker');
});

test.each(['127.0.0.1', 'localhost'])('a port with TLS on %s, both ends with certificates', async (host) => {
  const port = await listening(secureServer());
  const env = { DOCKER_HOST: `tcp://${host}:${port}`, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: folderWith(ours) };
  expect(await asked(env)).toEqual(here);
  expect(hosts.at(-1)).toBe(`${host}:${port}`);
});

test.each<[string, Readonly<Record<string, string>> | undefined, string]>([
  [
    'no certificate of ours',
    { 'ca.pem': authority },
    'it wants a certificate of ours that it trusts: DOCKER_CERT_PATH',
  ],
  ['no authority', {}, 'nobody that is trusted has signed its certificate: DOCKER_CERT_PATH'],
  ['no TLS', undefined, 'it takes connections over TLS only: set DOCKER_TLS_VERIFY=1'],
])('with %s it is said what is missing', async (_, files, why) => {
  const port = await listening(
    files === undefined
      ? // As engines answer what comes in clear.
        createServer((_request, response) => {
          response.statusCode = 400;
          response.end('Client sent an HTTP request to an HTTPS server.\n');
        })
      : secureServer(),
  );
  const tls = files && { DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: folderWith(files) };
  const asking = asked({ DOCKER_HOST: `tcp://127.0.0.1:${port}`, ...tls });
  if (files === undefined)
    expect(await asking).toMatchObject({ status: 400, body: { message: expect.stringContaining(why) } });
  else await expect(asking).rejects.toThrow(why);
});

test('a certificate for other names is refused', async () => {
  const port = await listening(secureServer({ cert: clientCertificate, key: clientKey }));
  const env = { DOCKER_HOST: `tcp://localhost:${port}`, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: folderWith(ours) };
  await expect(asked(env)).rejects.toThrow('its certificate is for other names than this one');
});

test('what speaks no TLS is told to be asked without', async () => {
  const port = await listening(answering(createServer()));
  const env = { DOCKER_HOST: `tcp://127.0.0.1:${port}`, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: folderWith(ours) };
  await expect(asked(env)).rejects.toThrow('it does not speak TLS: unset DOCKER_TLS_VERIFY');
});

posix(
  'ssh, by the client of the other machine',
  async () => {
    const path = join(home, 'far.sock');
    await listening(
      createServer((_, response) => response.end('{ "Name": "far", "Swarm": { "LocalNodeState": "inactive" } }')),
      path,
    );
    const bin = join(home, 'bin');
    mkdirSync(bin);
    // What would be run on the other machine is run here; its engine is the one above.
    const dial = `const far = require("node:net").connect("${path}"); process.stdin.pipe(far).pipe(process.stdout)`;
    const log = join(home, 'ssh.log');
    writeFileSync(join(bin, 'ssh'), `#!/bin/sh\necho "$@" > '${log}'\nexec '${process.execPath}' -e '${dial}'\n`);
    chmodSync(join(bin, 'ssh'), 0o755);
    const env = { PATH: `${bin}${delimiter}${process.env.PATH}`, HOME: home, DOCKER_HOST: 'ssh://ops@manager:2222' };
    const { stderr } = await promisify(execFile)(process.execPath, [buildCli(), 'cluster'], { env }).catch(
      (error) => error,
    );
    expect(stderr).toContain('manager:2222 (over ssh): this engine (far) is in no Swarm');
    expect(readFileSync(log, 'utf8')).toBe(
      '-o ConnectTimeout=30 -T -l ops -p 2222 -- manager docker system dial-stdio\n',
    );
  },
  60_000,
);
