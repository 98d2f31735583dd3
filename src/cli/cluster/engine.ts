/** Asks an engine over its API. The one method it has is GET, so nothing can be changed by it. */
import { spawn } from 'node:child_process';
import { Agent, type RequestOptions, request } from 'node:http';
import { request as requestSecurely, Agent as SecureAgent } from 'node:https';
import { Duplex } from 'node:stream';
import { UsageError } from '../streams.ts';
import { type Endpoint, shown } from './endpoint.ts';
import type { Answer, Ask } from './take.ts';

/** Milliseconds. A manager without a leader takes some twenty seconds to say so. */
const patience = 45_000;
/** Bytes; the answers of a cluster with ten thousand tasks are a tenth of it. */
const largest = 512 * 1024 * 1024;

export interface Engine {
  readonly ask: Ask;
  readonly close: () => void;
}

export function engineAt(endpoint: Endpoint): Engine {
  const { agent, send, where, headers } = wayTo(endpoint);
  const ask = (path: string): Promise<Answer> =>
    new Promise((done, failed) => {
      const fail = (error: NodeJS.ErrnoException): void => failed(new UsageError(explained(error, endpoint)));
      const options: RequestOptions = {
        ...where,
        agent,
        method: 'GET',
        path,
        headers: { ...headers, accept: 'application/json' },
        timeout: patience,
      };
      const sent = send(options, (response) => {
        const pieces: Buffer[] = [];
        let size = 0;
        response.on('data', (piece: Buffer) => {
          size += piece.length;
          if (size > largest) sent.destroy(new Error('it answers with more than 512 MiB'));
          else pieces.push(piece);
        });
        response.on('error', fail);
        response.on('end', () => done({ status: response.statusCode ?? 0, body: bodyOf(Buffer.concat(pieces)) }));
      });
      sent.on('timeout', () => sent.destroy(new Error(`it did not answer within ${patience / 1000} s`)));
      sent.on('error', fail);
      sent.end();
    });
  return { ask, close: () => agent.destroy() };
}

const CERTIFICATES = 'DOCKER_CERT_PATH names the folder with ca.pem, cert.pem and key.pem';

/** What an engine answers; absent where that cannot be read. */
export function bodyOf(bytes: Buffer): unknown {
  const text = bytes.toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    return text.includes('HTTP request to an HTTPS server')
      ? { message: `it takes connections over TLS only: set DOCKER_TLS_VERIFY=1; ${CERTIFICATES}` }
      : undefined;
  }
}

export interface Way {
  readonly agent: Agent;
  readonly send: typeof request;
  readonly where: RequestOptions;
  /** Without a name of the machine there is none to send; with one, the certificate is held against what is sent. */
  readonly headers: Readonly<Record<string, string>>;
}

/** `sockets`: how many questions may be open at once. */
export function wayTo(endpoint: Endpoint, sockets = 1): Way {
  const one = { keepAlive: true, maxSockets: sockets };
  const nameless = { host: 'docker' };
  if (endpoint.kind === 'socket')
    return { agent: new Agent(one), send: request, where: { socketPath: endpoint.path }, headers: nameless };
  if (endpoint.kind === 'ssh') {
    const agent = new Agent(one);
    agent.createConnection = () => overSsh(endpoint);
    return { agent, send: request, where: { host: endpoint.host }, headers: nameless };
  }
  const { host, port, tls } = endpoint;
  if (!tls) return { agent: new Agent(one), send: request, where: { host, port }, headers: {} };
  const { ca, cert, key, verify } = tls;
  const agent = new SecureAgent({ ...one, ca, cert, key, rejectUnauthorized: verify });
  return { agent, send: requestSecurely, where: { host, port }, headers: {} };
}

/** As docker itself goes: the client on the other machine hands the connection on to its engine. Keys, agents and known hosts are those of ssh. */
function overSsh({ host, port, user, socket }: Extract<Endpoint, { kind: 'ssh' }>): Duplex {
  const child = spawn(
    'ssh',
    [
      ...['-o', 'ConnectTimeout=30', '-T'],
      ...(user === undefined ? [] : ['-l', user]),
      ...(port === undefined ? [] : ['-p', port]),
      ...['--', host, 'docker'],
      ...(socket === undefined ? [] : ['--host', `unix://${socket}`]),
      ...['system', 'dial-stdio'],
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const stream = Duplex.from({ readable: child.stdout, writable: child.stdin });
  child.on('error', (error) => stream.destroy(error));
  stream.on('close', () => child.kill());
  // What a socket has and a pipe does not need.
  return Object.assign(stream, {
    setTimeout: () => stream,
    setNoDelay: () => stream,
    setKeepAlive: () => stream,
    ref: () => stream,
    unref: () => stream,
  });
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such socket: start Docker, or say where the engine is with DOCKER_HOST or a Docker context',
  EACCES: 'this user may not ask it: add the user to the group docker, or use sudo',
  ECONNREFUSED: 'nobody listens there',
  ENOTFOUND: 'no machine has this name',
  EHOSTUNREACH: 'the machine cannot be reached',
  ETIMEDOUT: 'the machine does not answer',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for other names than this one',
  ...Object.fromEntries(
    [
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    ].map((code) => [code, `nobody that is trusted has signed its certificate: ${CERTIFICATES}`]),
  ),
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ...Object.fromEntries(
    [
      'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
      'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE',
      'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
      'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA',
    ].map((code) => [code, `it wants a certificate of ours that it trusts: ${CERTIFICATES}`]),
  ),
};

/** What went wrong, as a sentence with a way out. */
export function explained(error: NodeJS.ErrnoException, endpoint: Endpoint): string {
  const isSsh = endpoint.kind === 'ssh';
  const isPlain = error.code === 'EPROTO' && error.message.includes('wrong version number');
  const why = isSsh
    ? error.code === 'ENOENT'
      ? 'the program ssh is not installed'
      : `the connection ended: ${error.message}`
    : isPlain
      ? 'it does not speak TLS: unset DOCKER_TLS_VERIFY'
      : (reasons[error.code ?? ''] ?? error.message);
  return `cannot ask the engine at ${shown(endpoint)}: ${why}.`;
}
