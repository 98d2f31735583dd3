/** A stand-in for the Engine: answers on a unix socket, and remembers what was sent to it. */

import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

export interface Engine {
  readonly address: string;
  readonly sent: readonly Sent[];
  readonly close: () => Promise<void>;
}

/** `answers`: by path; what has none is answered with 404. A number in front of an answer is its status. */
export async function engineWith(answers: Readonly<Record<string, unknown>>): Promise<Engine> {
  const folder = mkdtempSync(join(tmpdir(), 'swarm-lint-engine-'));
  const address = join(folder, 'docker.sock');
  const sent: Sent[] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => {
      body += piece;
    });
    request.on('end', () => {
      const path = request.url ?? '';
      sent.push({ method: request.method ?? '', path, body });
      const found = answers[path];
      const [status, answer] = Array.isArray(found) && typeof found[0] === 'number' ? found : [200, found];
      response.writeHead(found === undefined ? 404 : (status as number), { 'content-type': 'application/json' });
      response.end(found === undefined ? '{"message":"page not found"}' : JSON.stringify(answer));
    });
  });
  await new Promise<void>((done) => server.listen(address, done));
  return {
    address,
    sent,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A small Swarm whose answers hold everything that must not be stored. */
export const leaky: Readonly<Record<string, unknown>> = {
  '/version': { Version: '28.2.2', ApiVersion: '1.50' },
  '/info': {
    Name: 'node1',
    ServerVersion: '28.2.2',
    SystemTime: '2027-03-01T12:00:00Z',
    LoggingDriver: 'json-file',
    HttpProxy: 'http://proxy:LEAKED-proxy@proxy:3128',
    RegistryConfig: { IndexConfigs: { 'LEAKED-registry.example': {} } },
    Swarm: {
      NodeID: 'n1',
      LocalNodeState: 'active',
      ControlAvailable: true,
      Error: '',
      Cluster: {
        ID: 'c',
        TLSInfo: { TrustRoot: 'LEAKED-certificate' },
        JoinTokens: { Worker: 'SWMTKN-1-LEAKED-token' },
      },
    },
  },
  '/nodes': [
    {
      ID: 'n1',
      Spec: { Role: 'manager', Availability: 'active', Labels: { zone: 'a' } },
      Description: {
        Hostname: 'node1',
        Engine: { EngineVersion: '28.2.2' },
        TLSInfo: { TrustRoot: 'LEAKED-certificate' },
      },
      Status: { State: 'ready', Addr: '10.0.0.1' },
      ManagerStatus: { Leader: true, Reachability: 'reachable', Addr: '10.0.0.1:2377' },
    },
  ],
  '/services?status=true': [
    {
      ID: 's1',
      Spec: {
        Name: 'shop_web',
        Labels: {
          'com.docker.stack.namespace': 'shop',
          'traefik.http.middlewares.login.basicauth.users':
            'admin:$apr1$LEAKED$LEAKEDLEAKEDLEAKEDLEAKEDLEAKEDle,eve:{SHA}LEAKEDLEAKED=',
          'api.token': 'LEAKED-label',
        },
        TaskTemplate: {
          ContainerSpec: {
            Image: 'registry.example/shop:1.4.2@sha256:4bcf',
            Args: ['serve', '--api-key', 'LEAKED-argument', '--db-password=LEAKED-option', '--level', 'info'],
            Env: [
              'NODE_ENV=production',
              'DB_PASSWORD=LEAKED-password',
              'DATABASE_URL=postgres://shop:LEAKED-url@db:5432/shop',
              'CERT=-----BEGIN RSA PRIVATE KEY-----\nLEAKED-key\n-----END RSA PRIVATE KEY-----',
              'GITHUB=ghp_LEAKEDLEAKEDLEAKEDLEAKEDLEAKEDLEAKED1',
            ],
            Healthcheck: { Test: ['CMD-SHELL', 'curl -u probe:LEAKED-probe http://localhost/health'] },
            Secrets: [{ SecretID: 'x', SecretName: 'shop_key', File: { Name: 'key' } }],
            Mounts: [
              {
                Type: 'volume',
                Source: 'shop_data',
                Target: '/data',
                VolumeOptions: {
                  DriverConfig: { Name: 'cifs', Options: { o: 'username=shop,password=LEAKED-mount' } },
                },
              },
            ],
          },
          LogDriver: { Name: 'splunk', Options: { 'splunk-token': 'LEAKED-splunk', 'splunk-url': 'https://logs' } },
        },
        Mode: { Replicated: { Replicas: 2 } },
      },
      PreviousSpec: { TaskTemplate: { ContainerSpec: { Env: ['OLD=LEAKED-previous'] } } },
      ServiceStatus: { RunningTasks: 1, DesiredTasks: 2 },
    },
  ],
  '/tasks': [
    {
      ID: 't1',
      ServiceID: 's1',
      Slot: 1,
      NodeID: 'n1',
      DesiredState: 'running',
      Status: {
        State: 'running',
        Timestamp: '2027-03-01T11:59:00Z',
        Err: 'cannot pull https://ci:LEAKED-error@registry.example/shop',
      },
      Spec: { ContainerSpec: { Image: 'registry.example/shop:1.4.2@sha256:4bcf', Env: ['DB_PASSWORD=LEAKED-task'] } },
    },
  ],
  '/networks': [{ Name: 'shop_default', Id: 'w1', Driver: 'overlay', Labels: { password: 'LEAKED-network' } }],
  '/secrets': [{ ID: 'x', Spec: { Name: 'shop_key', Data: 'LEAKED-secret', Labels: {} } }],
  '/configs': [{ ID: 'y', Spec: { Name: 'shop_site', Data: 'bGVhay1jb25maWc=', Labels: {} } }],
};
