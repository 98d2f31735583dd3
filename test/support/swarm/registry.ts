/** A registry of images in this process, as much of one as `docker push` and `docker pull` need. Everything is kept in memory. */
import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Registry {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** `login`: `user:password` that all but the first question must carry. Listens on all addresses. */
export async function startRegistry({ login }: { readonly login?: string } = {}): Promise<Registry> {
  const blobs = new Map<string, Buffer>();
  /** By `name:tag` and `name@digest`. */
  const manifests = new Map<string, { readonly type: string; readonly body: Buffer; readonly digest: string }>();
  const uploads = new Map<string, Buffer>();

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const say = (status: number, headers: Record<string, string | number> = {}, body?: Buffer | string): void => {
      response.writeHead(status, { 'docker-distribution-api-version': 'registry/2.0', ...headers });
      response.end(request.method === 'HEAD' ? undefined : body);
    };
    const wanted = login === undefined ? undefined : `Basic ${Buffer.from(login).toString('base64')}`;
    if (wanted && request.headers.authorization !== wanted)
      return say(
        401,
        { 'www-authenticate': 'Basic realm="registry"', 'content-type': 'application/json' },
        '{"errors":[{"code":"UNAUTHORIZED"}]}',
      );
    const { pathname, searchParams } = new URL(request.url!, 'http://registry');
    if (pathname === '/v2/') return say(200, { 'content-type': 'application/json' }, '{}');
    const body = await read(request);
    const [, name, kind, rest] =
      /^\/v2\/(.+)\/(manifests|blobs)\/(.+)$/.exec(`${pathname}${pathname.endsWith('/uploads/') ? 'new' : ''}`) ?? [];
    if (kind === 'manifests') {
      if (request.method === 'PUT') {
        const digest = digestOf(body);
        const manifest = { type: request.headers['content-type']!, body, digest };
        manifests.set(`${name}@${digest}`, manifest);
        manifests.set(`${name}${rest!.startsWith('sha256:') ? '@' : ':'}${rest}`, manifest);
        return say(201, { 'docker-content-digest': digest, location: `/v2/${name}/manifests/${digest}` });
      }
      const found = manifests.get(`${name}${rest!.startsWith('sha256:') ? '@' : ':'}${rest}`);
      return found
        ? say(
            200,
            { 'content-type': found.type, 'content-length': found.body.length, 'docker-content-digest': found.digest },
            found.body,
          )
        : say(404, { 'content-type': 'application/json' }, '{"errors":[{"code":"MANIFEST_UNKNOWN"}]}');
    }
    if (rest?.startsWith('uploads/')) {
      const id = request.method === 'POST' ? randomUUID() : rest.slice('uploads/'.length);
      const whole = Buffer.concat([uploads.get(id) ?? Buffer.alloc(0), body]);
      uploads.set(id, whole);
      const digest = searchParams.get('digest');
      if (request.method === 'PUT' && digest) {
        uploads.delete(id);
        blobs.set(digest, whole);
        return say(201, { 'docker-content-digest': digest, location: `/v2/${name}/blobs/${digest}` });
      }
      return say(202, {
        location: `/v2/${name}/blobs/uploads/${id}`,
        range: `0-${Math.max(0, whole.length - 1)}`,
        'docker-upload-uuid': id,
      });
    }
    const blob = rest === undefined ? undefined : blobs.get(rest);
    return blob
      ? say(
          200,
          { 'content-type': 'application/octet-stream', 'content-length': blob.length, 'docker-content-digest': rest! },
          blob,
        )
      : say(404, { 'content-type': 'application/json' }, '{"errors":[{"code":"BLOB_UNKNOWN"}]}');
  };

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const digestOf = (body: Buffer): string => `sha256:${createHash('sha256').update(body).digest('hex')}`;

async function read(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}
