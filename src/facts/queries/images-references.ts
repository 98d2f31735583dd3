/** What the image a service names comes to: where it is pulled from and whether its tag stays what it is. */
import { type ImageReference, parseImageReference } from '../image-reference.ts';
import type { Facts, Service } from '../model.ts';
import { officialImages } from '../tables/official-images.ts';
import { hasRole, stackOf } from './services.ts';

/** The reference as it is deployed when no variable is set; absent when a variable hides it. */
export const referenceOf = ({ image }: Service): ImageReference | undefined =>
  image === undefined ? undefined : parseImageReference(image.value ?? image.raw);

export const hasVariables = ({ image }: Service): boolean =>
  image?.parts.some((part) => typeof part !== 'string') ?? false;

/** Tags that are moved to the next build: by convention of registries, CI templates and people. */
const moving = new Set(
  'latest main master trunk head dev develop development test testing staging stage prod production stable edge nightly canary next release current'.split(
    ' ',
  ),
);

export const isMovingTag = (tag: string): boolean => moving.has(tag.toLowerCase());

/** The tag that may be another image tomorrow: `latest` when none is written; absent when tag or digest hold still or are not known. */
export function movingTag(service: Service): string | undefined {
  const reference = referenceOf(service);
  if (!reference || reference.digest !== undefined) return undefined;
  if (reference.tag !== undefined) return isMovingTag(reference.tag) ? reference.tag : undefined;
  // `web:${TAG:-}` and `web:${TAG}` have a tag that the deploy supplies.
  const written = service.image && parseImageReference(service.image.raw);
  return reference.versioned || written?.versioned ? undefined : 'latest';
}

/** Somebody else's product: a known family or one of Docker's official images, not built here. */
export function isThirdParty(service: Service): boolean {
  if (service.built) return false;
  const reference = referenceOf(service);
  return (
    service.family !== undefined ||
    (reference?.registry === undefined && officialImages.has(reference?.repository ?? ''))
  );
}

/** `api:1.4`: neither registry nor namespace, and none of Docker's own. No registry will ever hand it out to a node. */
export function isLocalName(service: Service): boolean {
  const reference = referenceOf(service);
  return (
    reference !== undefined &&
    reference.registry === undefined &&
    reference.namespace === undefined &&
    !officialImages.has(reference.name)
  );
}

const loopbackRegistry = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::(\d+))?$/;

/** `localhost:5000/api`: each node asks itself. The port it asks, or undefined for any other registry. */
export function loopbackRegistryPort(service: Service): number | undefined {
  const match = loopbackRegistry.exec(referenceOf(service)?.registry ?? '');
  return match === null ? undefined : Number(match[2] ?? 80);
}

/** The routing mesh answers on every node's loopback when a registry runs as a service that publishes the port. */
export const publishesOnEveryNode = (port: number, facts: Facts): boolean =>
  facts.services.some(({ ports }) =>
    ports.some(
      ({ published, mode }) => mode === 'ingress' && published && published.from <= port && port <= published.to,
    ),
  ) ||
  facts.invocations.some(
    ({ command, operands }) =>
      command[0] === 'service' &&
      command[1] === 'create' &&
      operands.some(({ raw, value }) => parseImageReference(value ?? raw)?.name === 'registry'),
  );

/** The image of the service is carried to the nodes by hand: `docker save` names it, or `docker load` takes in what is not known. */
export function carriesImage(service: Service, facts: Facts): boolean {
  const named = (last: string) =>
    facts.invocations.filter(({ command }) => command.at(-1) === last && command.length <= 2);
  const saved = named('save').map(({ operands }) =>
    operands.map(({ raw, value }) =>
      value === undefined || raw.includes('$') ? undefined : parseImageReference(value),
    ),
  );
  if (saved.length === 0) return named('load').length > 0;
  const own = referenceOf(service)?.name;
  return saved.some(
    (references) => references.length === 0 || references.some((one) => one === undefined || one.name === own),
  );
}

/** `docker stack deploy --resolve-image never` for the stack of the service: every node looks the tag up for itself. */
export const resolvesOnNodes = (service: Service, facts: Facts): boolean =>
  facts.invocations.some(
    ({ command, flags }) =>
      command[0] === 'stack' &&
      command[1] === 'deploy' &&
      flags.some(({ name, value }) => name === 'resolve-image' && value?.value === 'never') &&
      flags.some(
        ({ name, value }) =>
          name === 'compose-file' && stackOf(service, facts)?.files.some((file) => endsWith(file, value?.value)),
      ),
  );

const endsWith = (file: string, name: string | undefined): boolean =>
  name !== undefined &&
  (file === name ||
    file.endsWith(`/${name.replace(/^(\.\.?\/)+/, '')}`) ||
    name.endsWith(`/${file}`) ||
    name === `./${file}`);

/** Starting another major version on the same files may be one way. */
export const keepsData = (service: Service): boolean =>
  hasRole(service, 'datastore') && (service.family?.dataDirectories.length ?? 0) > 0;
