/** Where build definitions point. */
import { directoryOf, fileNameOf, joinPath, type Located, type Span } from '../../source/index.ts';
import type { Build, MapNode } from '../compose.ts';
import type { Facts, Service, Stack } from '../model.ts';
import type { Invocation } from '../shell.ts';
import { type DeployInput, deployInputs, isMadeByBuild } from './codebase-inputs.ts';
import { memoise } from './memoise.ts';

/** One thing a build definition names. `problem` is absent when it is there. */
export interface BuildPointer extends Located {
  readonly service?: Service;
  /** What names it, for messages: `service "api"`, `docker build`. */
  readonly who: string;
  readonly what: 'context' | 'dockerfile' | 'stage' | 'source';
  readonly name: string;
  readonly problem?: string;
  /** The line of the ignore file that is the reason. */
  readonly by?: Span;
  /** Something else may put it there before the build. */
  readonly unsure?: true;
}

type Found = Pick<BuildPointer, 'at' | 'what' | 'name' | 'problem' | 'by' | 'unsure'>;

const remote = /^([a-z][a-z0-9+.-]*:|git@|github\.com\/)|\.git(#|$)/i;

export const buildPointers = memoise((facts: Facts): readonly BuildPointer[] => {
  const stacks = facts.stacks.filter(({ purpose }) => purpose.value !== 'development');
  return [
    ...stacks.flatMap((stack) => stack.services.flatMap((service) => ofService(service, stack, facts))),
    ...deployInputs(facts).flatMap((input) => ofInput(input, facts)),
    ...facts.invocations.flatMap((invocation) => ofCommand(invocation, facts)),
  ];
});

function ofService(service: Service, stack: Stack, facts: Facts): readonly BuildPointer[] {
  if (!service.build || hasInlineDockerfile(service.body)) return [];
  const directory = directoryOf(stack.id);
  const found = [...ofBuild(service.build, directory, facts), ...moreContexts(service.body, directory, facts)];
  return [...found, ...outsideSources(service)].map((one) => ({
    ...one,
    service,
    who: `Service "${service.name}"`,
  }));
}

export function hasInlineDockerfile(body: MapNode): boolean {
  const build = body.entries.find(({ key }) => key === 'build')?.value;
  return build?.kind === 'map' && build.entries.some(({ key }) => key === 'dockerfile_inline');
}

/** What COPY names. A lock that the build leaves out is the business of the install that wants it. */
function ofInput({ kind, path, at, service, state, by }: DeployInput, facts: Facts): readonly BuildPointer[] {
  if (kind !== 'copied' || facts.locks.some((lock) => lock.path === path)) return [];
  const found = { at, service, who: `Service "${service?.name}"`, what: 'source' as const, name: path };
  if (state === 'kept-out') return [{ ...found, by: by?.at, problem: `${by?.at.file} keeps it out of the build` }];
  if (state !== 'missing') return [found];
  const nothing = 'there is no such file';
  const problem = absence(path, facts, nothing);
  return [{ ...found, problem, ...(problem === nothing ? { unsure: true } : {}) }];
}

/** `additional_contexts`, as a map or as `NAME=PATH`; images, services and addresses are no folders. */
function moreContexts(body: MapNode, directory: string, facts: Facts): readonly Found[] {
  const build = body.entries.find(({ key }) => key === 'build')?.value;
  const more =
    build?.kind === 'map' ? build.entries.find(({ key }) => key === 'additional_contexts')?.value : undefined;
  const values =
    more?.kind === 'map' ? more.entries.map(({ value }) => value) : more?.kind === 'list' ? more.items : [];
  return values.flatMap((value): readonly Found[] => {
    const name = value.kind === 'scalar' ? value.value?.replace(/^[\w.-]+=/, '') : undefined;
    if (name === undefined || /^[a-z-]+:/.test(name) || remote.test(name)) return [];
    const path = joinPath(directory, name);
    if (path === undefined || isElsewhere(path, facts)) return [];
    const problem = facts.files.hasDirectory(path) ? undefined : absence(path, facts, 'there is no such folder');
    return [{ at: value.at, what: 'context', name, problem }];
  });
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
  const known = isDockerfile(file, facts);
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

/** Docker takes `dockerfile` where `Dockerfile` is not there. */
const isDockerfile = (path: string, { files }: Facts): boolean =>
  files.has(path) || (fileNameOf(path) === 'Dockerfile' && files.has(joinPath(directoryOf(path), 'dockerfile') ?? ''));

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

/** Workflows of a project that lies inside this one name paths from that project's root. */
export const rootOfPipeline = (path: string): string =>
  /^(?:(.*)\/)?\.(?:github|gitea|forgejo|circleci|gitlab|woodpecker)\//.exec(path)?.[1] ??
  (path.startsWith('.') ? '' : directoryOf(path));

/** The folder a command builds from. A folder that a build makes is not there before it. */
function contextOfCommand(
  { operands, path, directory = '', command }: Invocation,
  facts: Facts,
): readonly BuildPointer[] {
  const context = operands[0];
  const name = context?.value;
  if (!context || name === undefined || name === '-' || remote.test(name) || isMadeByBuild(name)) return [];
  const candidates = [directory, '', directoryOf(path), rootOfPipeline(path)].flatMap(
    (base) => joinPath(base, name) ?? [],
  );
  if (candidates.length === 0 || candidates.some((candidate) => isElsewhere(candidate, facts))) return [];
  const known = candidates.some((candidate) => facts.files.hasDirectory(candidate));
  const problem = known ? undefined : absence(candidates[0]!, facts, 'there is no such folder');
  return [{ at: context.at, who: `docker ${command.join(' ')} in ${path}`, what: 'context', name, problem }];
}

/** `docker build -f FILE --target STAGE` in a script or a pipeline whose directory is known. */
function ofCommand(invocation: Invocation, facts: Facts): readonly BuildPointer[] {
  const { command, where, path, directory, flags } = invocation;
  if (where === 'documentation' || invocation.remote || directory === undefined) return [];
  if (command.at(-1) !== 'build' || command[0] === 'compose') return [];
  const file = flags.find(({ name }) => name === 'file' || name === 'f')?.value;
  if (file === undefined) return contextOfCommand(invocation, facts);
  if (file.value === undefined || file.value === '-' || remote.test(file.value)) return [];
  const candidates = [directory, '', directoryOf(path), rootOfPipeline(path)].flatMap(
    (base) => joinPath(base, file.value ?? '') ?? [],
  );
  const there = candidates.find((candidate) => isDockerfile(candidate, facts));
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
