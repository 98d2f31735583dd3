/** Asks an engine what there is to know of its Swarm, and puts the answers into one file. Nothing but GET is ever sent. */
import { SNAPSHOT_KEY, SNAPSHOT_VERSION } from '../../facts/snapshot-words.ts';
import { serialise } from '../../report/serialise.ts';
import { keep } from './keep.ts';
import { imageShape, questions } from './shapes.ts';

export interface Answer {
  readonly status: number;
  /** Parsed JSON; `undefined` when it is none. */
  readonly body: unknown;
}

/** Asks for one path of the Engine API. Throws when nobody answers. */
export type Ask = (path: string) => Promise<Answer>;

/** The engine cannot tell anything of a Swarm: `message` says why and what to do. */
export class NoClusterError extends Error {}

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;
const messageOf = (body: unknown): string =>
  isObject(body) && typeof body.message === 'string' ? body.message : 'no answer that can be read';

/** Segments of letters and digits: nothing that could lead to another path. */
const isReference = /^\w[\w.-]*(?::\d+)?(?:\/\w[\w.-]*)*(?::[\w.-]+)?(?:@[\w:]+)?$/;
/** More than any cluster runs; each is one question. */
const mostImages = 500;

/** The text of a snapshot. */
export async function takeSnapshot(ask: Ask, version: string): Promise<string> {
  const kept: Record<string, unknown> = {};
  const refused: Record<string, string> = {};
  for (const { name, path, shape } of questions) {
    const { status, body } = await ask(path);
    if (status === 200) kept[name] = keep(body, shape);
    else refused[path] = `${status}: ${messageOf(body)}`;
    if (name !== 'info') continue;
    complain(kept.info, status, body);
    // Without a leader every other question takes twenty seconds to be refused.
    if (isLeaderless(kept.info)) break;
  }
  const images = await imagesOf(kept.services, ask);
  return serialise({
    [SNAPSHOT_KEY]: SNAPSHOT_VERSION,
    tool: `swarm-lint ${version}`,
    ...kept,
    ...(Object.keys(images).length > 0 ? { images } : {}),
    ...(Object.keys(refused).length > 0 ? { refused } : {}),
  });
}

const isLeaderless = (info: unknown): boolean =>
  isObject(info) && isObject(info.Swarm) && typeof info.Swarm.Error === 'string' && info.Swarm.Error !== '';

/** Without a manager there is nothing to be read, and no sense in asking on. */
function complain(info: unknown, status: number, body: unknown): void {
  if (status !== 200 || !isObject(info)) throw new NoClusterError(`the engine answers ${status}: ${messageOf(body)}`);
  const swarm = isObject(info.Swarm) ? info.Swarm : {};
  const name = typeof info.Name === 'string' ? ` (${info.Name})` : '';
  if (swarm.LocalNodeState === 'locked')
    throw new NoClusterError(`this manager${name} is locked: unlock it with docker swarm unlock, or ask another one`);
  if (swarm.LocalNodeState !== 'active')
    throw new NoClusterError(
      `this engine${name} is in no Swarm: choose a manager with DOCKER_HOST or a Docker context`,
    );
  if (swarm.ControlAvailable !== true)
    throw new NoClusterError(
      `this engine${name} is a worker and knows nothing of the cluster: choose a manager with DOCKER_HOST or a Docker context`,
    );
}

/** Health checks that images bring along, as far as the engine that is asked holds them. */
async function imagesOf(services: unknown, ask: Ask): Promise<Readonly<Record<string, unknown>>> {
  const references = new Set(
    (Array.isArray(services) ? services : []).flatMap((service) => {
      const container = service?.Spec?.TaskTemplate?.ContainerSpec;
      const image: unknown = container?.Image;
      return typeof image === 'string' && !container.Healthcheck?.Test ? [image] : [];
    }),
  );
  const images: [string, unknown][] = [];
  for (const reference of [...references].sort().slice(0, mostImages)) {
    if (!isReference.test(reference)) continue;
    const { status, body } = await ask(`/images/${reference}/json`);
    const config = isObject(body) && isObject(body.Config) ? body.Config : undefined;
    if (status === 200 && config) images.push([reference, keep(config, imageShape) ?? {}]);
  }
  return Object.fromEntries(images);
}
