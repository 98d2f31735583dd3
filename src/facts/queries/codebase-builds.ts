/** Where build definitions point, and which of them write the same image name. */
import { directoryOf, fileNameOf, joinPath, type Located, type Span } from '../../source/index.ts';
import type { Build, MapNode } from '../compose.ts';
import type { Facts, Service, Stack } from '../model.ts';
import type { Invocation } from '../shell.ts';
import { memoise } from './memoise.ts';
import { judgedStacks } from './services.ts';

/** One thing a build definition names. `problem` is absent when it is there. */
export interface BuildPointer extends Located {
  readonly service?: Service;
  /** What names it, for messages: `service "api"`, `docker build`. */
  readonly who: string;
  readonly what: 'context' | 'dockerfile' | 'stage' | 'source';
  readonly name: string;
  readonly problem?: string;
}

type Found = Pick<BuildPointer, 'at' | 'what' | 'name' | 'problem'>;

const remote = /^([a-z][a-z0-9+.-]*:|git@|github\.com\/)|\.git(#|$)/i;

export const buildPointers = memoise((facts: Facts): readonly BuildPointer[] => {
  const stacks = facts.stacks.filter(({ purpose }) => purpose.value !== 'development');
  return [
    ...stacks.flatMap((stack) => stack.services.flatMap((service) => ofService(service, stack, facts))),
    ...facts.invocations.flatMap((invocation) => ofCommand(invocation, facts)),
  ];
});

function ofService(service: Service, stack: Stack, facts: Facts): readonly BuildPointer[] {
  if (!service.build || hasInlineDockerfile(service.body)) return [];
  const found = ofBuild(service.build, directoryOf(stack.id), facts);
  return [...found, ...outsideSources(service)].map((one) => ({
    ...one,
    service,
    who: `Service "${service.name}"`,
  }));
}

function hasInlineDockerfile(body: MapNode): boolean {
  const build = body.entries.find(({ key }) => key === 'build')?.value;
  return build?.kind === 'map' && build.entries.some(({ key }) => key === 'dockerfile_inline');
}

function ofBuild({ context, dockerfile, target }: Build, directory: string, facts: Facts): readonly Found[] {
  if (context.value === undefined || remote.test(context.value)) return [];
  const path = joinPath(directory, context.value);
  if (path === undefined || isElsewhere(path, facts)) return [];
  if (!facts.files.hasDirectory(path))
    return [
      {
        at: context.at,
        what: 'context',
        name: context.value,
        problem: absence(path, facts, 'there is no such folder'),
      },
    ];
  if (dockerfile && dockerfile.value === undefined) return [{ at: context.at, what: 'context', name: context.value }];
  const file = joinPath(path, dockerfile?.value ?? 'Dockerfile');
  if (file === undefined || isElsewhere(file, facts)) return [{ at: context.at, what: 'context', name: context.value }];
  // Docker also takes `dockerfile` when no name is given.
  const known = facts.files.has(file) || (!dockerfile && facts.files.has(joinPath(path, 'dockerfile') ?? ''));
  if (!known)
    return [
      {
        at: (dockerfile ?? context).at,
        what: 'dockerfile',
        name: file,
        problem: absence(file, facts, 'there is no such file'),
      },
    ];
  const there: Found = { at: (dockerfile ?? context).at, what: 'dockerfile', name: file };
  return target?.value === undefined ? [there] : [there, ...stage(file, target.value, target.at, facts)];
}

function stage(file: string, name: string, at: Span, facts: Facts): readonly Found[] {
  const stages = facts.dockerfiles.find(({ path }) => path === file)?.stages ?? [];
  if (stages.length === 0) return [];
  const exists = stages.some((one) => one.name?.toLowerCase() === name.toLowerCase() || String(one.index) === name);
  return [{ at, what: 'stage', name, problem: exists ? undefined : `${file} has no stage of this name` }];
}

/** BuildKit takes `../x` for `x` at the root of the context: it works only where that happens to exist. */
function outsideSources({ built }: Service): readonly Found[] {
  if (built?.confidence !== 'high' || built.image.context === undefined) return [];
  return built.image.instructions.flatMap((one): readonly Found[] => {
    if ((one.kind !== 'copy' && one.kind !== 'add') || one.from !== undefined) return [];
    return one.sources
      .filter(({ value }) => value !== undefined && /^(\.\/)*\.\.\//.test(value))
      .map(({ at, value, raw }) => {
        const inside = joinPath(built.image.context ?? '', (value ?? raw).replace(/^(\.{1,2}\/)+/, ''));
        const shipped = inside !== undefined && built.image.ships.includes(inside);
        const problem = shipped ? undefined : 'it lies outside the build context, which Docker never sends';
        return { at, what: 'source', name: raw, problem };
      });
  });
}

/** `docker build -f FILE --target STAGE` in a script or a pipeline whose directory is known. */
function ofCommand(invocation: Invocation, facts: Facts): readonly BuildPointer[] {
  const { command, where, path, directory, flags } = invocation;
  if (where === 'documentation' || invocation.remote || directory === undefined) return [];
  if (command.at(-1) !== 'build' || command[0] === 'compose') return [];
  const file = flags.find(({ name }) => name === 'file' || name === 'f')?.value;
  if (file?.value === undefined || file.value === '-' || remote.test(file.value)) return [];
  const candidates = [directory, '', directoryOf(path)].flatMap((base) => joinPath(base, file.value ?? '') ?? []);
  const there = candidates.find((candidate) => facts.files.has(candidate));
  if (candidates.length === 0 || candidates.some((candidate) => isElsewhere(candidate, facts))) return [];
  const who = `docker ${command.join(' ')} in ${path}`;
  if (there === undefined)
    return [
      {
        at: file.at,
        who,
        what: 'dockerfile',
        name: file.value,
        problem: absence(candidates[0]!, facts, 'there is no such file'),
      },
    ];
  const target = flags.find(({ name }) => name === 'target')?.value;
  return [
    { at: file.at, who, what: 'dockerfile', name: file.value },
    ...(target?.value === undefined
      ? []
      : stage(there, target.value, target.at, facts).map((one) => ({ ...one, who }))),
  ];
}

/** Made on the way, or part of a submodule: the listing cannot tell whether it will be there. */
function isElsewhere(path: string, facts: Facts): boolean {
  if (facts.gaps.some(({ at }) => at.file !== '' && (path === at.file || path.startsWith(`${at.file}/`)))) return true;
  const segments = path.split('/');
  return facts.ignoreFiles.some(
    ({ kind, patterns }) =>
      kind === 'git' &&
      patterns.some(({ raw }) => {
        const name = raw.replace(/^\/|\/$/g, '');
        return name !== '' && (segments.includes(name) || path === name || path.startsWith(`${name}/`));
      }),
  );
}

/** Disks of developers often do not tell upper from lower case, those of build machines do. */
function absence(path: string, { files }: Facts, otherwise: string): string {
  const wanted = path.toLowerCase();
  for (const one of files.paths) {
    const lower = one.toLowerCase();
    if (lower !== wanted && !lower.startsWith(`${wanted}/`)) continue;
    const spelt = one.slice(0, path.length);
    if (spelt !== path) return `it is spelt ${spelt}, which only disks that ignore case find`;
  }
  return otherwise;
}

/** One build that writes an image name. */
export interface ImageWriter extends Located {
  readonly service?: Service;
  readonly who: string;
  readonly image: string;
  readonly recipe: string;
  /** An earlier, different build of the same name. */
  readonly other?: ImageWriter;
}

/** Builds with a known name, each with the first different build of that name beside it. */
export const imageWriters = memoise((facts: Facts): readonly ImageWriter[] => {
  const pipelines = new Map<string, ImageWriter[]>();
  for (const writer of facts.invocations.flatMap(writersOf))
    pipelines.set(writer.at.file, [...(pipelines.get(writer.at.file) ?? []), writer]);
  return [...judgedStacks(facts).map(writersOfStack), ...pipelines.values()].flatMap(paired);
});

const paired = (writers: readonly ImageWriter[]): readonly ImageWriter[] =>
  writers.map((writer, index) => ({
    ...writer,
    other: writers.slice(0, index).find(({ image, recipe }) => image === writer.image && recipe !== writer.recipe),
  }));

function writersOfStack({ services }: Stack): readonly ImageWriter[] {
  return services.flatMap((service) => {
    const { build, image } = service;
    if (!build || !image || build.context.value === undefined || hasInlineDockerfile(service.body)) return [];
    if (
      (build.dockerfile && build.dockerfile.value === undefined) ||
      (build.target && build.target.value === undefined)
    )
      return [];
    return [
      {
        at: image.at,
        service,
        who: `service "${service.name}"`,
        image: withTag(image.value ?? image.raw),
        recipe: recipe(build.context.value, build.dockerfile?.value, build.target?.value),
      },
    ];
  });
}

/** Builds of a pipeline that are pushed: there nobody chooses between them, all of them run. */
function writersOf({ where, command, flags, operands, job, at, directory }: Invocation): readonly ImageWriter[] {
  if (where !== 'ci' || command.at(-1) !== 'build' || command[0] === 'compose') return [];
  const context = operands[0]?.value;
  const value = (...names: readonly string[]) => flags.find(({ name }) => names.includes(name))?.value;
  const file = value('file', 'f');
  const target = value('target');
  if (!flags.some(({ name }) => name === 'push') || value('platform') !== undefined) return [];
  if (context === undefined || directory === undefined) return [];
  if ((file && file.value === undefined) || (target && target.value === undefined)) return [];
  return flags
    .filter(({ name, value: tag }) => (name === 'tag' || name === 't') && tag?.value !== undefined)
    .map(({ value: tag }) => ({
      at: tag?.at ?? at,
      who: job === undefined ? 'a build' : `job "${job}"`,
      image: withTag(tag?.value ?? ''),
      recipe: recipe(joinPath(directory, context) ?? context, file?.value, target?.value),
    }));
}

const recipe = (context: string, dockerfile = 'Dockerfile', target = ''): string =>
  [joinPath('', context) ?? context, joinPath('', dockerfile) ?? dockerfile, target].join('\n');

function withTag(image: string): string {
  const name = image.replace(/^(docker\.io\/)?(library\/)?/, '');
  const last = fileNameOf(name);
  return last.includes(':') || last.includes('@') ? name : `${name}:latest`;
}
