/** Which Dockerfile of the repository makes the image a service runs: the first kind of evidence that gives one answer wins. */
import { directoryOf, fileNameOf, joinPath, pathsUnder, type Span } from '../../source/index.ts';
import type { Build, ComposeFile, ComposeService, Scalar } from '../compose.ts';
import type { Dockerfile } from '../dockerfile.ts';
import type { FileListing, ImageLink } from '../model.ts';
import type { Reading } from '../reading.ts';
import type { Flag, Invocation } from '../shell.ts';
import { familyOf } from '../tables/image-families.ts';
import { imageOf, shippedBy } from './images.ts';

/** Something that builds an image: where from, and under which names it is known. */
interface Recipe {
  readonly dockerfile: string;
  readonly context: string | undefined;
  readonly target?: string;
  readonly names: readonly string[];
  /** The names as they are written where a variable decides them, tag included. */
  readonly written?: readonly string[];
  readonly why: string;
  /** Where the build is written down. */
  readonly at?: Span;
  /** The stage that is deployed is a conclusion, not written down. */
  readonly guessed?: true;
}

const developmentTarget = /^(dev|devel|development|debug|local|tests?|testing)$/i;

/** Every build that the repository holds or may hold. */
interface Recipes {
  readonly byPath: ReadonlyMap<string, Dockerfile>;
  readonly dotenv: Dotenv;
  /** With a name, by which others run what is built. */
  readonly ofCompose: readonly Recipe[];
  readonly ofCommands: readonly Recipe[];
}

function recipesIn({ compose, dockerfiles, invocations, envFiles }: Required<Reading>): Recipes {
  const dotenv: Dotenv = new Map(
    envFiles
      .filter(({ path }) => fileNameOf(path) === '.env')
      .map(({ path, lines }) => [
        directoryOf(path),
        new Map(lines.map(({ name, raw }) => [name, raw.replace(/^(["'])(.*)\1$/, '$2')])),
      ]),
  );
  const byPath = new Map(dockerfiles.map((dockerfile) => [dockerfile.path, dockerfile]));
  return {
    byPath,
    dotenv,
    ofCompose: compose.flatMap((file) => recipesOfFile(file, byPath, dotenv)),
    ofCommands: invocations.flatMap((invocation) => recipeOfInvocation(invocation, byPath)),
  };
}

/**
 * Files and folders of the repository that some image may hold, whoever runs it: no service ships anything else. Stages are not told apart.
 */
export function shippedAnywhere(reading: Required<Reading>, files: FileListing): readonly string[] {
  const { byPath, dotenv, ofCompose, ofCommands } = recipesIn(reading);
  // Of files that are deployed together the first says where paths start, and it may be any other.
  const places = [...new Set(reading.compose.map(({ path }) => directoryOf(path)))];
  const unnamed = reading.compose.flatMap(({ services }) =>
    services.flatMap(({ build }) =>
      build === undefined ? [] : places.flatMap((place) => recipeOfBuild(build, place, byPath, dotenv) ?? []),
    ),
  );
  const contexts = new Set<string>();
  const note = (dockerfile: string, context: string | undefined): void => {
    if (context !== undefined) contexts.add(`${dockerfile}\0${context}`);
  };
  for (const { dockerfile, context } of [...ofCompose, ...ofCommands, ...unnamed]) note(dockerfile, context);
  for (const dockerfile of reading.dockerfiles) {
    note(dockerfile.path, directoryOf(dockerfile.path));
    note(dockerfile.path, contextOf(dockerfile, files));
  }
  const shipped = [...contexts].flatMap((pair) => {
    const [path = '', context = ''] = pair.split('\0');
    return shippedBy(byPath.get(path)?.stages ?? [], context, files);
  });
  return [...new Set(shipped)];
}

export interface Links {
  /** `directory`: of the first stack file, for its build contexts. */
  readonly linkOf: (service: ComposeService, directory: string) => ImageLink | undefined;
}

export function imageLinks(reading: Required<Reading>, files: FileListing): Links {
  const { dockerfiles, manifests } = reading;
  const { byPath, dotenv, ofCompose: composeRecipes, ofCommands: commandRecipes } = recipesIn(reading);
  const packages = new Map(manifests.flatMap(({ path, name }) => (name ? [[directoryOf(path), name] as const] : [])));
  const make = (recipe: Recipe, confidence: ImageLink['confidence']): ImageLink | undefined => {
    const dockerfile = byPath.get(recipe.dockerfile);
    const image = dockerfile && imageOf(dockerfile, recipe.target, recipe.context, files);
    return image && { image, confidence, why: recipe.why, at: recipe.at };
  };
  const only = (found: readonly Recipe[]): Recipe | undefined =>
    new Set(found.map(({ dockerfile, target }) => `${dockerfile}\n${target ?? ''}`)).size === 1 ? found[0] : undefined;
  const applications = dockerfiles.filter(({ path }) => !isDevelopmentDockerfile(path));

  return {
    linkOf: (service, directory) => {
      if (service.build) {
        const recipe = recipeOfBuild(service.build, directory, byPath, dotenv);
        return recipe && make({ ...recipe, names: [], why: 'its build section names it' }, 'high');
      }
      if (!service.image) return undefined;
      const wanted = namePattern(service.image);
      if (
        familyOf(service.image.value ?? service.image.raw) &&
        !composeRecipes.some(({ names }) => names.some((name) => namesMatch(name, wanted)))
      )
        return undefined;
      const written = writtenName(service.image.raw);
      const byBuild = only(
        [...composeRecipes, ...commandRecipes].filter(
          (recipe) =>
            recipe.names.some((name) => namesMatch(name, wanted)) ||
            (written !== undefined && recipe.written?.includes(written)),
        ),
      );
      if (byBuild) return make(byBuild, byBuild.guessed ? 'medium' : 'high');
      const byName = only(
        plainFirst(applications.filter((dockerfile) => isNamedAfter(dockerfile, wanted, service.name, packages))).map(
          (dockerfile) => plainRecipe(dockerfile, files),
        ),
      );
      if (byName)
        return make({ ...byName, why: 'its folder or its package is named like the service or the image' }, 'medium');
      const below = only(
        plainFirst(applications.filter((dockerfile) => isBelowNamed(dockerfile, wanted, service.name))).map(
          (dockerfile) => plainRecipe(dockerfile, files),
        ),
      );
      if (below)
        return make({ ...below, why: 'it is the only one in a folder named like the service or the image' }, 'medium');
      const stage = only(
        applications.flatMap((dockerfile) =>
          stagesNamedAfter(dockerfile, wanted, service.name).map((target) => ({
            ...plainRecipe(dockerfile, files),
            target,
          })),
        ),
      );
      return stage && make({ ...stage, why: 'a stage of it is named like the service or the image' }, 'medium');
    },
  };
}

/** When one application Dockerfile and one image of the team are all there is, they belong together. */
export function soleLink(
  services: readonly ComposeService[],
  reading: Required<Reading>,
  files: FileListing,
): { readonly isRunBy: (service: ComposeService) => boolean; readonly link: ImageLink } | undefined {
  const applications = reading.dockerfiles.filter(({ path }) => !isDevelopmentDockerfile(path));
  // Web, worker and scheduler often run one image with different commands.
  const own = services.flatMap(({ image }) => (image && !familyOf(image.value ?? image.raw) ? [image] : []));
  // Stacks for several environments run one image under several tags.
  const [name, ...others] = new Set(own.map(namePattern));
  const [dockerfile] = applications;
  if (!dockerfile || applications.length > 1 || name === undefined || others.length > 0) return undefined;
  // A variable in place of the name could stand for any image of the world.
  if (name.split('/').at(-1)!.includes('*')) return undefined;
  const image = imageOf(dockerfile, undefined, contextOf(dockerfile, files), files);
  const why = 'it is the only Dockerfile, and this the only image of the team';
  const isRunBy = (service: ComposeService): boolean =>
    service.image !== undefined && namePattern(service.image) === name;
  return image && { isRunBy, link: { image, confidence: 'medium', why } };
}

/**
 * Where a Dockerfile is built from when nobody says: its own folder, unless what it copies lies at the root only. `COPY . .` fits anywhere;
 * then the folder that holds more than Docker's own files is meant.
 */
function contextOf({ path, stages }: Dockerfile, files: FileListing): string {
  const own = directoryOf(path);
  const copied = stages.flatMap(({ instructions }) =>
    instructions.flatMap((one) =>
      (one.kind === 'copy' || one.kind === 'add') && one.from === undefined
        ? one.sources.flatMap(({ value }) => value ?? [])
        : [],
    ),
  );
  const literal = copied
    .map((source) => source.replace(/^\.?\/+|(?<!\/)\/+$/g, ''))
    .filter((source) => source !== '' && source !== '.' && !/[*?[:]/.test(source));
  const missing = (context: string) =>
    literal.filter((source) => {
      const found = joinPath(context, source);
      return found === undefined || !(files.has(found) || files.hasDirectory(found));
    }).length;
  if (own === '') return '';
  if (literal.length > 0) return missing('') < missing(own) ? '' : own;
  const inside = pathsUnder(files.paths, own);
  return inside.every((one) => dockersOwn.test(fileNameOf(one))) ? '' : own;
}

const dockersOwn = /^(.*[Dd]ockerfile.*|\.dockerignore|.*\.(ya?ml|sh|env|conf|md)|\.env.*|Makefile)$/;

const plainRecipe = (dockerfile: Dockerfile, files: FileListing): Recipe => ({
  dockerfile: dockerfile.path,
  context: contextOf(dockerfile, files),
  names: [],
  why: '',
});

export const isDevelopmentDockerfile = (path: string): boolean =>
  /(^|\/)\.devcontainer\//.test(path) ||
  /(^|[./_-])(dev|development|local|tests?|testing|debug|ci|e2e|windows)([./_-]|$)/i.test(fileNameOf(path)) ||
  /(^|\/)(tests?|__tests__|e2e|fixtures|testdata|examples?|samples?|docs)\//i.test(path);

function recipesOfFile(file: ComposeFile, byPath: ReadonlyMap<string, Dockerfile>, dotenv: Dotenv): readonly Recipe[] {
  return file.services.flatMap((service) => {
    if (!service.build || !service.image) return [];
    const recipe = recipeOfBuild(service.build, directoryOf(file.path), byPath, dotenv);
    if (!recipe) return [];
    const names = [namePattern(service.image)];
    // The development target of the same image name is not what a registry holds: the last stage is.
    return developmentTarget.test(recipe.target ?? '')
      ? [
          {
            ...recipe,
            target: undefined,
            names,
            guessed: true,
            why: `${file.path} builds its development stage from it`,
          },
        ]
      : [{ ...recipe, names, why: `${file.path} builds this image from it` }];
  });
}

/** Values of the `.env` beside a file: what a build with Compose reads. Swarm does not, but Swarm does not build either. */
type Dotenv = ReadonlyMap<string, ReadonlyMap<string, string>>;

function builtValue({ value, parts }: Scalar, variables: ReadonlyMap<string, string> | undefined): string | undefined {
  if (value !== undefined && !parts.some((part) => typeof part !== 'string')) return value;
  const texts = parts.map((part) => (typeof part === 'string' ? part : (variables?.get(part.name) ?? part.value)));
  return texts.includes(undefined) ? undefined : texts.join('');
}

function recipeOfBuild(
  { context, dockerfile, target }: Build,
  directory: string,
  byPath: ReadonlyMap<string, Dockerfile>,
  dotenv: Dotenv,
): Omit<Recipe, 'names' | 'why'> | undefined {
  const variables = dotenv.get(directory);
  const from = builtValue(context, variables);
  const file = dockerfile ? builtValue(dockerfile, variables) : 'Dockerfile';
  const stage = target && builtValue(target, variables);
  if (from === undefined || file === undefined || (target && stage === undefined)) return undefined;
  const contextPath = joinPath(directory, from);
  if (contextPath === undefined) return undefined;
  const path = joinPath(contextPath, file);
  if (path === undefined || !byPath.has(path)) return undefined;
  return { dockerfile: path, context: contextPath, target: stage, at: (target ?? dockerfile ?? context).at };
}

function recipeOfInvocation(invocation: Invocation, byPath: ReadonlyMap<string, Dockerfile>): readonly Recipe[] {
  const { command, flags, operands } = invocation;
  if (command.at(-1) !== 'build' || command[0] === 'compose') return [];
  const all = (...names: readonly string[]): readonly Flag[] => flags.filter(({ name }) => names.includes(name));
  const tags = all('t', 'tag', 'tags').map(({ value }) => value?.value ?? value?.raw ?? '');
  const names = tags.map(namePatternOfText);
  if (names.length === 0) return [];
  const given = operands[0];
  if (given && given.value === undefined) return [];
  const file = all('f', 'file')[0]?.value;
  if (file && file.value === undefined) return [];
  const target = all('target')[0]?.value;
  const bases = [invocation.directory, '', directoryOf(invocation.path)].filter((base) => base !== undefined);
  for (const base of bases) {
    const context = joinPath(base, given?.value ?? '.');
    const path = file
      ? joinPath(base, file.value!)
      : context === undefined
        ? undefined
        : joinPath(context, 'Dockerfile');
    if (path !== undefined && byPath.has(path))
      return [
        {
          dockerfile: path,
          context,
          target: target?.value,
          names,
          written: tags.flatMap((tag) => writtenName(tag) ?? []),
          why: `${invocation.path} builds this image from it`,
          at: (target ?? file ?? invocation).at,
        },
      ];
  }
  return [];
}

/** The name of an image without tag and digest, in lower case, with `*` for what a variable decides. */
const namePattern = (image: Scalar): string =>
  namePatternOfText(image.parts.map((part) => (typeof part === 'string' ? part : (part.value ?? '${x}'))).join(''));

function namePatternOfText(text: string): string {
  const starred = text
    .replace(/\$\{\{[^{}]*\}\}|\$\{[^}]{0,1000}\}|\$\([^)]{0,1000}\)|\$[A-Za-z_]\w*/g, '*')
    .toLowerCase();
  const slash = starred.lastIndexOf('/');
  const [name] = starred.slice(slash + 1).split(/[:@]/);
  return starred.slice(0, slash + 1) + (name ?? '');
}

/** `$REGISTRY/$PROJECT:$TAG` and `"${REGISTRY}/${PROJECT}:${TAG}"` are the same name; absent where no variable hides it. */
const writtenName = (text: string): string | undefined =>
  /\$[A-Za-z_{]/.test(text) && !/\$\{\{|\$\(/.test(text)
    ? text.replace(/^(["'])(.*)\1$/, '$2').replace(/\$([A-Za-z_]\w*)/g, '${$1}')
    : undefined;

/** Compared from the right, segment by segment; a wildcard matches any one segment, and the last one must be known on both sides. */
function namesMatch(one: string, other: string): boolean {
  const left = withoutRegistry(one);
  const right = withoutRegistry(other);
  const [last, otherLast] = [left.at(-1), right.at(-1)];
  if (last === undefined || otherLast === undefined || last.includes('*') || otherLast.includes('*')) return false;
  for (let back = 1; back <= Math.min(left.length, right.length); back++) {
    const a = left.at(-back)!;
    const b = right.at(-back)!;
    if (a !== b && !a.includes('*') && !b.includes('*')) return false;
  }
  return true;
}

function withoutRegistry(name: string): readonly string[] {
  const segments = name.split('/').filter(Boolean);
  return segments.length > 1 && /[.:]|^localhost$/.test(segments[0]!) ? segments.slice(1) : segments;
}

/** Beside `Dockerfile` others of the same folder are variants of it. */
function plainFirst(dockerfiles: readonly Dockerfile[]): readonly Dockerfile[] {
  const plain = dockerfiles.filter(({ path }) => fileNameOf(path) === 'Dockerfile');
  const folders = new Set(dockerfiles.map(({ path }) => directoryOf(path)));
  return plain.length === 1 && folders.size === 1 ? plain : dockerfiles;
}

/** `frontend/react-app/Dockerfile`, `api/docker/Dockerfile`: of the folder above. */
function isBelowNamed({ path }: Dockerfile, imageName: string, serviceName: string): boolean {
  const last = imageName.split('/').at(-1)!;
  const wanted = new Set(
    [last, last.split(/[-_]/).at(-1)!, serviceName.toLowerCase()].flatMap((name) => [name, stripped(name)]),
  );
  const above = path.toLowerCase().split('/').slice(0, -2);
  return above.some((folder) => wanted.has(folder) || wanted.has(stripped(folder)));
}

/** Names of stages that say what is done in them, not what is built. */
const ofWork =
  /^(?:base|deps?|dependencies|build(?:er)?(?:-.*)?|compile|install|final|release|runtime|runner|run|prod(?:uction)?|stage|staging|dev(?:elopment)?|debug|local|tests?|testing|lint|ci|app|main|\d+)$/i;

/** One Dockerfile with a stage for each image: `FROM base AS bot` makes `shop-bot`. */
function stagesNamedAfter({ stages }: Dockerfile, imageName: string, serviceName: string): readonly string[] {
  const last = imageName.split('/').at(-1)!;
  const wanted = [last, stripped(last), serviceName.toLowerCase()];
  return stages.flatMap(({ name }) => {
    if (name === undefined || ofWork.test(name)) return [];
    const own = name.toLowerCase();
    return wanted.includes(own) || last.endsWith(`-${own}`) || last.endsWith(`_${own}`) ? [name] : [];
  });
}

const stripped = (name: string): string => name.toLowerCase().replace(/[-_.](service|svc|app|api|image|server)$/, '');

function isNamedAfter(
  { path }: Dockerfile,
  imageName: string,
  serviceName: string,
  packages: ReadonlyMap<string, string>,
): boolean {
  const folder = fileNameOf(directoryOf(path)).toLowerCase();
  const suffix =
    fileNameOf(path).match(/^Dockerfile[.-](.+)$/i)?.[1] ?? fileNameOf(path).match(/^(.+)\.Dockerfile$/i)?.[1];
  const last = imageName.split('/').at(-1)!;
  const wanted = [last, serviceName.toLowerCase(), stripped(last), stripped(serviceName)];
  // `acme_shop_api`, `shop-api`: images are often prefixed with the project.
  const unprefixed = last.split(/[-_]/).at(-1)!;
  // `@acme/api` is the package of `acme/api`.
  const packageName = packages
    .get(directoryOf(path))
    ?.replace(/^@[^/]+\//, '')
    .toLowerCase();
  if (packageName !== undefined && packageName === last) return true;
  return [folder, suffix?.toLowerCase()].some(
    (name) =>
      name !== undefined && name !== '' && ([...wanted, unprefixed].includes(name) || wanted.includes(stripped(name))),
  );
}
