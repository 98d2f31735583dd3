/** Dockerfiles that bear the name of a service or of its image: in their path, their package or their stages. */
import { directoryOf, fileNameOf } from '../../source/index.ts';
import type { Dockerfile } from '../dockerfile.ts';

/** What somebody looks for a Dockerfile by. */
export interface Sought {
  /** As `namePattern` gives it. */
  readonly image: string;
  readonly service: string;
  /** Names of packages by their folders. */
  readonly packages: ReadonlyMap<string, string>;
}

/** A Dockerfile, or one stage of it. */
export interface Named {
  readonly dockerfile: Dockerfile;
  readonly target?: string;
}

interface Kind {
  readonly why: string;
  readonly among: (dockerfiles: readonly Dockerfile[], sought: Sought) => readonly Named[];
}

const whole = (dockerfiles: readonly Dockerfile[]): readonly Named[] =>
  plainFirst(dockerfiles).map((dockerfile) => ({ dockerfile }));

/** The surest first. */
export const kindsOfNames: readonly Kind[] = [
  {
    why: 'its folder or its package is named like the service or the image',
    among: (dockerfiles, sought) => whole(dockerfiles.filter((dockerfile) => isNamedAfter(dockerfile, sought))),
  },
  {
    why: 'it is the only one in a folder named like the service or the image',
    among: (dockerfiles, sought) => whole(dockerfiles.filter((dockerfile) => isBelowNamed(dockerfile, sought))),
  },
  {
    why: 'a stage of it is named like the service or the image',
    among: (dockerfiles, sought) =>
      dockerfiles.flatMap((dockerfile) =>
        stagesNamedAfter(dockerfile, sought).map((target) => ({ dockerfile, target })),
      ),
  },
];

/** Beside `Dockerfile` others of the same folder are variants of it. */
function plainFirst(dockerfiles: readonly Dockerfile[]): readonly Dockerfile[] {
  const plain = dockerfiles.filter(({ path }) => fileNameOf(path) === 'Dockerfile');
  const folders = new Set(dockerfiles.map(({ path }) => directoryOf(path)));
  return plain.length === 1 && folders.size === 1 ? plain : dockerfiles;
}

const stripped = (name: string): string => name.toLowerCase().replace(/[-_.](service|svc|app|api|image|server)$/, '');

/** `whole`: of image and service, with and without what only says that it is one; `unprefixed`: `acme_shop_api` is an `api`, too. */
function wordsOf({ image, service }: Sought) {
  const last = image.split('/').at(-1)!;
  return {
    last,
    whole: [last, service.toLowerCase(), stripped(last), stripped(service)],
    unprefixed: last.split(/[-_]/).at(-1)!,
  };
}

function isNamedAfter({ path }: Dockerfile, sought: Sought): boolean {
  const { last, whole: words, unprefixed } = wordsOf(sought);
  const folder = fileNameOf(directoryOf(path)).toLowerCase();
  const suffix =
    fileNameOf(path).match(/^Dockerfile[.-](.+)$/i)?.[1] ?? fileNameOf(path).match(/^(.+)\.Dockerfile$/i)?.[1];
  // `@acme/api` is the package of `acme/api`.
  const packageName = sought.packages
    .get(directoryOf(path))
    ?.replace(/^@[^/]+\//, '')
    .toLowerCase();
  if (packageName !== undefined && packageName === last) return true;
  return [folder, suffix?.toLowerCase()].some(
    (name) =>
      name !== undefined && name !== '' && ([...words, unprefixed].includes(name) || words.includes(stripped(name))),
  );
}

/** `frontend/react-app/Dockerfile`, `api/docker/Dockerfile`: of a folder further above. */
function isBelowNamed({ path }: Dockerfile, sought: Sought): boolean {
  const { whole: words, unprefixed } = wordsOf(sought);
  const above = path.toLowerCase().split('/').slice(0, -2);
  return above.some((folder) => [...words, unprefixed].includes(folder) || words.includes(stripped(folder)));
}

/** Names of stages that say what is done in them, not what is built. */
const ofWork =
  /^(?:base|deps?|dependencies|build(?:er)?(?:-.*)?|compile|install|final|release|runtime|runner|run|prod(?:uction)?|stage|staging|dev(?:elopment)?|debug|local|tests?|testing|lint|ci|app|main|\d+)$/i;

/** One Dockerfile with a stage for each image: `FROM base AS bot` makes `shop-bot`. */
function stagesNamedAfter({ stages }: Dockerfile, sought: Sought): readonly string[] {
  const { last, whole: words } = wordsOf(sought);
  return stages.flatMap(({ name }) => {
    if (name === undefined || ofWork.test(name)) return [];
    const own = name.toLowerCase();
    return words.includes(own) || last.endsWith(`-${own}`) || last.endsWith(`_${own}`) ? [name] : [];
  });
}
