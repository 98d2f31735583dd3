/** What the image of a Dockerfile's stage comes to, with everything it inherits from the stages before it. */
import { directoryOf, joinPath, type Text } from '../../source/index.ts';
import type { CopyInstruction, Dockerfile, Instruction, RunInstruction, Stage } from '../dockerfile.ts';
import type { FileListing, Image, NamedText } from '../model.ts';
import { stageNamed } from '../queries/images-stages.ts';
import type { Reading } from '../reading.ts';
import { baseImageOf } from '../tables/base-images.ts';
import { buildStepsOf } from './build-steps.ts';

export function assembleImages({ dockerfiles }: Required<Reading>, files: FileListing): readonly Image[] {
  return dockerfiles.flatMap((dockerfile) => {
    const image = imageOf(dockerfile, undefined, directoryOf(dockerfile.path), files);
    return image ? [image] : [];
  });
}

/** `target`: name of the stage to build, or absent for the last one. `undefined` when there is no such stage. */
export function imageOf(
  dockerfile: Dockerfile,
  target: string | undefined,
  context: string | undefined,
  files: FileListing,
): Image | undefined {
  const stage =
    target === undefined
      ? dockerfile.stages.at(-1)
      : (dockerfile.stages.find(({ name }) => name?.toLowerCase() === target.toLowerCase()) ??
        dockerfile.stages[Number(target)]);
  if (!stage) return undefined;
  const chain = lineage(dockerfile, stage);
  const instructions = chain.flatMap((link) => link.instructions.filter(({ onBuild }) => !onBuild));
  const last = <K extends Instruction['kind']>(kind: K) =>
    instructions.findLast((one): one is Extract<Instruction, { kind: K }> => one.kind === kind);
  const entrypoint = last('entrypoint') as Image['entrypoint'];
  const command = last('cmd') as Image['command'];
  const base = chain[0]!.from;
  const involved = stagesBehind(dockerfile, chain);
  return {
    at: stage.at,
    dockerfile: dockerfile.path,
    target: stage.name,
    context,
    base,
    baseKnown: baseImageOf(base.value ?? ''),
    environment: environmentOf(instructions),
    exposed: instructions.flatMap((one) =>
      one.kind === 'expose' && /^\d+$/.test(one.port.value ?? '') ? [{ at: one.at, port: Number(one.port.value) }] : [],
    ),
    user: textOf(last('user')),
    workingDirectory: workingDirectoryOf(instructions),
    volumes: instructions.flatMap((one) =>
      one.kind === 'volume' ? one.paths.map((path) => ({ at: one.at, path })) : [],
    ),
    healthcheck: last('healthcheck') as Image['healthcheck'],
    stopSignal: textOf(last('stopsignal')),
    shell: (last('shell') as Extract<Instruction, { kind: 'shell' }> | undefined)?.argv,
    entrypoint,
    // A stage that sets ENTRYPOINT clears the CMD it would inherit.
    command: command && entrypoint && stageOf(chain, command) < stageOf(chain, entrypoint) ? undefined : command,
    runs: instructions.filter((one): one is RunInstruction => one.kind === 'run'),
    instructions,
    steps: context === undefined ? [] : buildStepsOf(dockerfile, involved, context, files),
    ships: context === undefined ? [] : shippedBy(involved, context, files),
  };
}

const stageOf = (chain: readonly Stage[], instruction: Instruction): number =>
  chain.findIndex((stage) => stage.instructions.includes(instruction));

/** The stage with those it starts from, the bottom one first. */
function lineage(dockerfile: Dockerfile, stage: Stage): readonly Stage[] {
  const chain: Stage[] = [stage];
  while (chain[0]!.fromStage !== undefined && chain[0]!.fromStage < chain[0]!.index) {
    const below = dockerfile.stages[chain[0]!.fromStage];
    if (!below) break;
    chain.unshift(below);
  }
  return chain;
}

function environmentOf(instructions: readonly Instruction[]): readonly NamedText[] {
  const names = new Map<string, NamedText>();
  for (const one of instructions)
    if (one.kind === 'env') names.set(one.name, { at: one.at, name: one.name, value: one.value?.value });
  return [...names.values()];
}

const textOf = (one: Instruction | undefined): Text | undefined =>
  one && 'value' in one ? (one.value as Text) : undefined;

function workingDirectoryOf(instructions: readonly Instruction[]): string | undefined {
  let directory: string | undefined;
  for (const one of instructions) {
    if (one.kind !== 'workdir') continue;
    const value = one.value.value;
    if (value === undefined) return undefined;
    directory = value.startsWith('/') ? value : `${directory ?? ''}/${value}`;
  }
  return directory?.replace(/(?<!\/)\/+$/, '') || directory;
}

/** Its own stages, and those they copy from. */
function stagesBehind(dockerfile: Dockerfile, chain: readonly Stage[]): readonly Stage[] {
  const visited = new Set<Stage>();
  const queue = [...chain];
  for (let stage = queue.shift(); stage; stage = queue.shift()) {
    if (visited.has(stage)) continue;
    visited.add(stage);
    for (const one of stage.instructions) {
      if ((one.kind !== 'copy' && one.kind !== 'add') || one.from === undefined) continue;
      const from = stageNamed(one.from, dockerfile);
      if (from) queue.push(...lineage(dockerfile, from));
    }
  }
  return [...visited];
}

/** Repository paths whose content reaches an image of these stages. */
export function shippedBy(stages: readonly Stage[], context: string, files: FileListing): readonly string[] {
  const paths = new Set<string>();
  for (const one of stages.flatMap(({ instructions }) => instructions)) {
    if (one.kind === 'run') for (const flag of one.flags) addBind(flag, context, files, paths);
    else if ((one.kind === 'copy' || one.kind === 'add') && one.from === undefined)
      for (const path of copied(one, context, files)) paths.add(path);
  }
  return [...paths].sort();
}

function copied({ sources }: CopyInstruction, context: string, files: FileListing): readonly string[] {
  return sources.flatMap(({ value }) => {
    if (value === undefined || /^[a-z]+:\/\//.test(value)) return [];
    // The part before the first wildcard is enough to say where the files come from.
    const literal = value.replace(/^\/+/, '').split(/[*?[]/)[0]!;
    const path = joinPath(
      context,
      literal.endsWith('/') || literal === value.replace(/^\/+/, '') ? literal : directoryOf(literal),
    );
    return path !== undefined && (files.has(path) || files.hasDirectory(path)) ? [path] : [];
  });
}

/** `RUN --mount=type=bind,source=.,target=/src` ships what it builds from. */
function addBind(flag: string, context: string, files: FileListing, paths: Set<string>): void {
  if (!/type=bind/.test(flag) || /(^|,)from=/.test(flag)) return;
  const source = flag.match(/(?:source|src)=([^,]+)/)?.[1] ?? '.';
  const path = joinPath(context, source.replace(/^\/+/, ''));
  if (path !== undefined && files.hasDirectory(path)) paths.add(path);
}
