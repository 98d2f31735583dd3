/** Packages for developers, and compilers, that end up in an image. */
import type { Located, Span } from '../../source/index.ts';
import type { Stage } from '../dockerfile.ts';
import { parseImageReference } from '../image-reference.ts';
import type { Manifest } from '../manifest.ts';
import type { Facts, Image, Service } from '../model.ts';
import { type DevelopmentGroup, developmentGroups } from '../tables/development-groups.ts';
import { type Install, installs } from './dependencies-installs.ts';
import { runCommands } from './image-commands.ts';
import { belowOf, dockerfileOf, isCopy, stageCopiedFrom } from './image-context.ts';
import { memoise } from './memoise.ts';
import { judgedServices } from './services.ts';

/** Something that may bring more into an image than production needs. */
export interface ShippedTools extends Located {
  readonly service: Service;
  readonly kind: 'packages' | 'compiler';
  /** The install command, or the base image. */
  readonly name: string;
  /** A package that is not needed, as an example. */
  readonly example?: string;
  readonly instead: string;
  /** The COPY that takes it over from another stage. */
  readonly by?: Span;
  readonly surplus: boolean;
}

export const shippedTools = memoise((facts: Facts): readonly ShippedTools[] => [
  ...judgedServices(facts).flatMap(ofBase).filter(firstAtItsPlace()),
  ...installs(facts).flatMap((install) => ofInstall(install, facts)),
]);

const firstAtItsPlace = (): ((one: Located) => boolean) => {
  const seen = new Set<string>();
  return ({ at }) => {
    const key = `${at.file}:${at.start}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  };
};

/** Images made for building alone; languages whose programs run without them. */
const compilers = new Set(['golang', 'rust', 'maven', 'gradle', 'dotnet/sdk', 'dotnet/core/sdk']);

function ofBase(service: Service): readonly ShippedTools[] {
  const base = service.built?.image.base;
  if (!base?.value) return [];
  const repository = parseImageReference(base.value)?.repository ?? '';
  const instead = 'a second stage that copies the program alone';
  return [{ at: base.at, service, kind: 'compiler', name: base.value, instead, surplus: compilers.has(repository) }];
}

function ofInstall(install: Install, facts: Facts): readonly ShippedTools[] {
  const { service, command, at, label } = install;
  const group = developmentGroups.find(({ manager }) => manager === command.manager);
  const image = service.built?.image;
  if (!group || !image || !install.manifests) return [];
  const example = installedFrom(install, install.manifests, group, facts)
    .flatMap(({ dependencies }) => dependencies)
    .find((one) => one.group === 'development')?.name;
  if (example === undefined) return [];
  const left =
    install.words.some((word) => group.flags.includes(word)) ||
    group.variables.some(([name, values]) => {
      const value = install.settings.get(name);
      return value !== undefined && (values === undefined || values.includes(value));
    });
  const needed = startsWith(service, install) || isArgument(install.stage, group.variables);
  const by =
    left || needed || hasOtherBranch(install, group.flags) ? undefined : wayIntoImage(install.stage, image, facts);
  const pruned = group.prunes.some((prune) => prunesLater(prune, install, facts));
  return [
    {
      at,
      service,
      kind: 'packages',
      name: label,
      example,
      instead: group.instead,
      surplus: by !== undefined && !pruned,
      ...(by && by !== 'own' ? { by } : {}),
    },
  ];
}

/** The package that the command names, wherever it lies: its lock describes it. Without one, the outermost of those it finds. */
function installedFrom(
  { words }: Install,
  found: readonly Manifest[],
  { chooses }: DevelopmentGroup,
  { manifests }: Facts,
): readonly Manifest[] {
  const chosen = chooses && optionIn(words, chooses);
  if (chosen) return manifests.filter(({ name, ecosystem }) => name === chosen && ecosystem === found[0]?.ecosystem);
  const outermost = Math.min(...found.map(({ path }) => path.split('/').length));
  return found.filter(({ path }) => path.split('/').length === outermost);
}

/** `--package app`, `--package=app` */
function optionIn(words: readonly string[], flag: string): string | undefined {
  const index = words.indexOf(flag);
  return index < 0 ? words.find((word) => word.startsWith(`${flag}=`))?.slice(flag.length + 1) : words[index + 1];
}

/** `ARG NODE_ENV=development`: whoever builds the image for production says otherwise. */
const isArgument = ({ instructions }: Stage, variables: readonly (readonly [name: string, ...unknown[]])[]): boolean =>
  instructions.some((one) => one.kind === 'arg' && variables.some(([name]) => name === one.name));

/** A start command that names a package of the development group cannot do without it. */
function startsWith({ process }: Service, { manifests = [] }: Install): boolean {
  const development = new Set(
    manifests.flatMap(({ dependencies }) =>
      dependencies.flatMap(({ group, name }) => (group === 'development' ? [name] : [])),
    ),
  );
  return process.starts.some(({ argv }) => argv.some((word) => development.has(word.replace(/^.*\/\.bin\//, ''))));
}

/** `if [ "$INSTALL_DEV" = true ]; then poetry install; else poetry install --no-dev; fi` */
const hasOtherBranch = ({ stage, at, words }: Install, flags: readonly string[]): boolean =>
  stage.instructions.some(
    (one) =>
      one.kind === 'run' &&
      one.at.start <= at.start &&
      at.end <= one.at.end &&
      runCommands(one).some((other) => other.words[0] === words[0] && other.words.some((word) => flags.includes(word))),
  );

/** `own`: the stage is part of the image; otherwise the COPY that takes the installed packages along. */
function wayIntoImage(stage: Stage, image: Image, facts: Facts): Span | 'own' | undefined {
  const dockerfile = dockerfileOf(image, facts);
  const last = dockerfile?.stages.find(({ at }) => at.start === image.at.start);
  if (!dockerfile || !last) return undefined;
  const chain: Stage[] = [];
  for (let one: Stage | undefined = last; one; one = belowOf(one, dockerfile)) chain.push(one);
  if (chain.includes(stage)) return 'own';
  const copy = image.instructions.filter(isCopy).find((one) => {
    let from = stageCopiedFrom(one, dockerfile);
    while (from && from !== stage) from = belowOf(from, dockerfile);
    return (
      from === stage && one.sources.some(({ value = '' }) => /(^|\/)(node_modules|\.?venv|vendor)\/?$/.test(value))
    );
  });
  return copy?.at;
}

/** A later command of the stages above takes out again what the install has brought. */
function prunesLater(prune: string, { stage, service, at }: Install, facts: Facts): boolean {
  const dockerfile = facts.dockerfiles.find(({ path }) => path === service.built?.image.dockerfile);
  const words = prune.split(' ');
  const builtOn = (one: Stage): boolean => {
    for (let below: Stage | undefined = one; below && dockerfile; below = belowOf(below, dockerfile))
      if (below === stage) return true;
    return false;
  };
  return (dockerfile?.stages ?? [])
    .filter(builtOn)
    .some(({ instructions }) =>
      instructions.some(
        (one) =>
          one.kind === 'run' &&
          runCommands(one).some(
            (other) => other.at.start > at.start && words.every((word, index) => other.words[index] === word),
          ),
      ),
    );
}
