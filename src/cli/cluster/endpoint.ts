/** Where the engine is: what the environment, a Docker context or the default says, in the order in which docker itself asks them. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../streams.ts';

/** Certificates in PEM. */
export interface Tls {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  /** False: whoever answers is trusted, because the context says so. */
  readonly verify: boolean;
}

export type Endpoint =
  | { readonly kind: 'socket'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number; readonly tls?: Tls }
  | {
      readonly kind: 'ssh';
      readonly host: string;
      readonly port?: string;
      readonly user?: string;
      readonly socket?: string;
    };

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly platform: NodeJS.Platform;
}

export const surroundings = (env: Surroundings['env']): Surroundings => ({
  env,
  home: homedir(),
  platform: process.platform,
});

const read = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

/** `context`: what the command line names; it stands above everything else. */
export function endpointOf(context: string | undefined, { env, home, platform }: Surroundings): Endpoint {
  const folder = env.DOCKER_CONFIG || join(home, '.docker');
  const address = context === undefined ? env.DOCKER_HOST : undefined;
  const name = context ?? (address ? undefined : env.DOCKER_CONTEXT || currentContext(folder));
  if (name !== undefined && name !== '' && name !== 'default') return fromContext(name, folder);
  const verify = Boolean(env.DOCKER_TLS_VERIFY);
  // Without certificates those that this machine trusts decide; to ask in clear would not be what was meant.
  const tls = verify ? (certificates(env.DOCKER_CERT_PATH || folder, true) ?? { verify }) : undefined;
  const usual = platform === 'win32' ? 'npipe:////./pipe/docker_engine' : 'unix:///var/run/docker.sock';
  return parse((name === 'default' ? env.DOCKER_HOST : address) || usual, tls);
}

function currentContext(folder: string): string | undefined {
  const text = read(join(folder, 'config.json'));
  try {
    const name: unknown = text && JSON.parse(text).currentContext;
    return typeof name === 'string' ? name : undefined;
  } catch {
    return undefined;
  }
}

function fromContext(name: string, folder: string): Endpoint {
  const id = createHash('sha256').update(name).digest('hex');
  const text = read(join(folder, 'contexts', 'meta', id, 'meta.json'));
  if (text === undefined)
    throw new UsageError(`there is no Docker context ${JSON.stringify(name)}; "docker context ls" lists them.`);
  let docker: unknown;
  try {
    docker = JSON.parse(text)?.Endpoints?.docker;
  } catch {
    throw new UsageError(`the Docker context ${JSON.stringify(name)} cannot be read: its meta.json is no JSON.`);
  }
  const { Host: host, SkipTLSVerify: skip } = (docker ?? {}) as {
    readonly Host?: unknown;
    readonly SkipTLSVerify?: unknown;
  };
  if (typeof host !== 'string' || host === '')
    throw new UsageError(`the Docker context ${JSON.stringify(name)} names no Docker engine.`);
  return parse(host, certificates(join(folder, 'contexts', 'tls', id, 'docker'), skip !== true));
}

function certificates(folder: string, verify: boolean): Tls | undefined {
  const [ca, cert, key] = ['ca.pem', 'cert.pem', 'key.pem'].map((name) => read(join(folder, name)));
  return ca === undefined && cert === undefined && verify ? undefined : { ca, cert, key, verify };
}

/** `unix:///var/run/docker.sock`, `npipe:////./pipe/docker_engine`, `tcp://manager:2376`, `ssh://ops@manager`. */
function parse(address: string, tls: Tls | undefined): Endpoint {
  const wrong = (why: string) => new UsageError(`the address of the engine ${JSON.stringify(address)} ${why}.`);
  const scheme = /^([a-z]+):\/\//.exec(address)?.[1];
  const rest = address.slice(`${scheme}://`.length);
  if (scheme === 'unix') return { kind: 'socket', path: rest };
  if (scheme === 'npipe') return { kind: 'socket', path: rest.replaceAll('/', '\\') };
  if (scheme !== 'tcp' && scheme !== 'http' && scheme !== 'https' && scheme !== 'ssh')
    throw wrong('is none that can be asked: unix://, npipe://, tcp:// and ssh:// can');
  let url: URL;
  try {
    url = new URL(`http://${rest}`);
  } catch {
    throw wrong('cannot be read');
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (scheme === 'ssh') {
    // A host that begins with a hyphen would be an option of ssh.
    if (host.startsWith('-') || url.username.startsWith('-')) throw wrong('cannot be read');
    return {
      kind: 'ssh',
      host,
      ...(url.port === '' ? {} : { port: url.port }),
      ...(url.username === '' ? {} : { user: decodeURIComponent(url.username) }),
      ...(url.pathname === '/' || url.pathname === '' ? {} : { socket: url.pathname }),
    };
  }
  const secure = tls ?? (scheme === 'https' ? { verify: true } : undefined);
  const port = portOf(rest) ?? (secure ? 2376 : 2375);
  return { kind: 'tcp', host, port, ...(secure ? { tls: secure } : {}) };
}

/** `URL` drops the port when it is the usual one of its scheme. */
const portOf = (rest: string): number | undefined => {
  const port = /^[^/]*:(\d+)(?:\/|$)/.exec(rest)?.[1];
  return port === undefined ? undefined : Number(port);
};

/** The endpoint as people name it, for messages. */
export function shown(endpoint: Endpoint): string {
  if (endpoint.kind === 'socket') return endpoint.path;
  const { host, port } = endpoint;
  return `${host}${port === undefined ? '' : `:${port}`}${endpoint.kind === 'ssh' ? ' (over ssh)' : ''}`;
}
