/** The parts of an image reference. Docker Hub's own host names and its `library/` are left out: `docker.io/library/redis` is `redis`. */
export interface ImageReference {
  readonly registry?: string;
  /** `acme/team` in `ghcr.io/acme/team/api`. */
  readonly namespace?: string;
  /** Everything but registry, tag and digest. */
  readonly repository: string;
  /** Last segment of the repository. */
  readonly name: string;
  /** Absent when none is written or a variable decides it. */
  readonly tag?: string;
  readonly digest?: string;
  /** A tag or digest is written, even if a variable decides it. */
  readonly versioned: boolean;
}

const DOCKER_HUB = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com']);
const SEGMENT = /^[a-z0-9]+(?:[._-]+[a-z0-9]+)*$/;
/** Stands for `${…}`: no reference may hold it. */
const UNKNOWN = '\u0001';

/**
 * Reads `registry/namespace/name:tag@digest` (https://github.com/distribution/reference). A variable may stand for the
 * registry or the tag; `undefined` when one hides the name, or the text is no reference.
 */
export function parseImageReference(text: string): ImageReference | undefined {
  const plain = withoutVariables(text.trim());
  const [path, digest] = splitAt(plain, '@');
  const slash = path.lastIndexOf('/');
  const [name, tag] = splitAt(path.slice(slash + 1), ':');
  const segments = [...(slash === -1 ? [] : path.slice(0, slash).split('/')), name];
  const registry = segments.length > 1 && isRegistry(segments[0]!) ? segments.shift() : undefined;
  if (registry !== undefined && DOCKER_HUB.has(registry) && segments.length > 1 && segments[0] === 'library')
    segments.shift();
  if (registry === undefined && segments.length === 2 && segments[0] === 'library') segments.shift();
  if (!segments.every((segment) => SEGMENT.test(segment))) return undefined;
  const namespace = segments.slice(0, -1).join('/');
  return {
    ...(registry !== undefined && !DOCKER_HUB.has(registry) ? { registry: registry.replaceAll(UNKNOWN, '${}') } : {}),
    ...(namespace === '' ? {} : { namespace }),
    repository: segments.join('/'),
    name,
    ...(tag && !tag.includes(UNKNOWN) ? { tag } : {}),
    ...(digest && !digest.includes(UNKNOWN) ? { digest } : {}),
    versioned: Boolean(tag) || Boolean(digest),
  };
}

/** The number a tag begins with: 16 in `16.2-alpine`, `v16`, 8 in `8u292-jdk`; absent for `latest` or `bookworm`. */
export function majorVersion(tag: string | undefined): number | undefined {
  const digits = /^v?(\d{1,4})(?:u\d|(?![0-9a-zA-Z]))/.exec(tag ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}

const isRegistry = (segment: string): boolean =>
  segment === 'localhost' || segment.includes('.') || segment.includes(':') || segment.includes(UNKNOWN);

function splitAt(text: string, mark: string): readonly [string, string | undefined] {
  const at = text.indexOf(mark);
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/** Replaces `$NAME` and `${…}`, nested ones included. */
function withoutVariables(text: string): string {
  let result = '';
  let at = 0;
  while (at < text.length) {
    if (text[at] !== '$') {
      result += text[at++];
      continue;
    }
    result += UNKNOWN;
    at++;
    if (text[at] === '{') {
      let open = 0;
      do {
        if (text[at] === '{') open++;
        if (text[at] === '}') open--;
        at++;
      } while (open > 0 && at < text.length);
    } else while (at < text.length && /\w/.test(text[at]!)) at++;
  }
  return result;
}
