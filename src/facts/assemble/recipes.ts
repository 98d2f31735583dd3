/** What builds images: sections of compose files, commands, and Dockerfiles of which nobody says from where. */
import { directoryOf, fileNameOf, joinPath, pathsUnder, type Span } from '../../source/index.ts';
import type { Build, ComposeFile, Scalar } from '../compose.ts';
import type { Dockerfile } from '../dockerfile.ts';
import type { FileListing } from '../model.ts';
import type { Reading } from '../reading.ts';
import type { Flag, Invocation } from '../shell.ts';
import { namePattern, namePatternOfText, writtenName } from './image-names.ts';

/** Something that builds an image: where from, and under which names it is known. */
export interface Recipe {
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

export function recipesIn({ compose, dockerfiles, invocations, envFiles }: Required<Reading>): Recipes {
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
 * Where a Dockerfile is built from when nobody says: its own folder, unless what it copies lies at the root only. `COPY . .` fits anywhere;
 * then the folder that holds more than Docker's own files is meant.
 */
export function contextOf({ path, stages }: Dockerfile, files: FileListing): string {
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

export const plainRecipe = (dockerfile: Dockerfile, files: FileListing): Recipe => ({
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

export function recipeOfBuild(
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
