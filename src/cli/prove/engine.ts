/** Talks with an engine over its API, and may change things by it: what `prove` deploys it has to scale, update and remove. */
import type { IncomingMessage } from 'node:http';
import type { Endpoint } from '../cluster/endpoint.ts';
import { bodyOf, explained, wayTo } from '../cluster/engine.ts';
import type { Answer } from '../cluster/take.ts';
import { UsageError } from '../streams.ts';

/** Milliseconds. */
const patience = 60_000;
/** Connections: requests of a load and questions about tasks go on side by side. */
const sockets = 8;

export type Method = 'GET' | 'POST' | 'DELETE';

/** Which of its two outputs a piece of text came from. */
export type Output = 'stdout' | 'stderr';

export interface Engine {
  /** Throws when nobody answers. */
  readonly send: (method: Method, path: string, body?: unknown) => Promise<Answer>;
  /** Hands over what comes as it comes, taken out of the frames of the engine. Resolves with the status at the end. */
  readonly follow: (
    method: Method,
    path: string,
    body: unknown,
    told: (text: string, from: Output) => void,
  ) => Promise<number>;
  readonly close: () => void;
}

export function engineAt(endpoint: Endpoint): Engine {
  const { agent, send: request, where, headers } = wayTo(endpoint, sockets);
  const open = (method: Method, path: string, body: unknown, timeout: number): Promise<IncomingMessage> =>
    new Promise((done, failed) => {
      const text = body === undefined ? undefined : JSON.stringify(body);
      const sent = request(
        {
          ...where,
          agent,
          method,
          path,
          timeout,
          headers: {
            ...headers,
            ...(text === undefined
              ? {}
              : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
          },
        },
        done,
      );
      sent.on('timeout', () => sent.destroy(new Error(`it did not answer within ${timeout / 1000} s`)));
      sent.on('error', (error) => failed(new UsageError(explained(error, endpoint))));
      sent.end(text);
    });
  const send: Engine['send'] = async (method, path, body) => {
    const response = await open(method, path, body, patience);
    const pieces: Buffer[] = [];
    for await (const piece of response) pieces.push(piece as Buffer);
    return { status: response.statusCode ?? 0, body: bodyOf(Buffer.concat(pieces)) };
  };
  const follow: Engine['follow'] = async (method, path, body, told) => {
    const response = await open(method, path, body, 0);
    const frames = unframed(told);
    try {
      for await (const piece of response) frames(piece as Buffer);
    } catch {
      // The container is gone: that is the end of it.
    }
    return response.statusCode ?? 0;
  };
  return { send, follow, close: () => agent.destroy() };
}

/** Bytes: one for the output, three of nothing, four for the length. */
const head = 8;

/** Frames of the engine may be cut anywhere. */
export function unframed(told: (text: string, from: Output) => void): (piece: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (piece) => {
    rest = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    while (rest.length >= head) {
      const size = rest.readUInt32BE(4);
      if (rest.length < head + size) return;
      told(rest.toString('utf8', head, head + size), rest[0] === 2 ? 'stderr' : 'stdout');
      rest = rest.subarray(head + size);
    }
  };
}

/** What an engine says when it refuses something. */
export const messageOf = ({ status, body }: Answer): string =>
  typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string'
    ? body.message
    : `the engine answers ${status}`;
