/** What the instructions of a Dockerfile find in the build context. */
import { isUnder, joinPath, type Text } from '../../source/index.ts';
import type { CopyInstruction, Dockerfile, Instruction, RunInstruction, Stage } from '../dockerfile.ts';
import type { Facts, Image } from '../model.ts';
import { copies, dockerIgnoredBy } from '../path-patterns.ts';
import { memoise } from './memoise.ts';

export const dockerfileOf = (image: Image, facts: Facts): Dockerfile | undefined =>
  facts.dockerfiles.find(({ path }) => path === image.dockerfile);

/** The stages an image is made from, and those it copies from; its own first. */
export function stagesBehind(image: Image, dockerfile: Dockerfile): readonly Stage[] {
  const visited = new Set<Stage>();
  const queue: (Stage | undefined)[] = [dockerfile.stages.find(({ at }) => at.start === image.at.start)];
  while (queue.length > 0) {
    const stage = queue.shift();
    if (!stage || visited.has(stage)) continue;
    visited.add(stage);
    queue.push(belowOf(stage, dockerfile));
    for (const one of stage.instructions) if (isCopy(one)) queue.push(stageCopiedFrom(one, dockerfile));
  }
  return [...visited];
}

export const isCopy = (one: Instruction): one is CopyInstruction => one.kind === 'copy' || one.kind === 'add';

/** The stage `--from` names; absent for an image and for the build context. */
export function stageCopiedFrom({ from }: CopyInstruction, { stages }: Dockerfile): Stage | undefined {
  const wanted = from?.toLowerCase();
  return wanted === undefined
    ? undefined
    : stages.find(({ name, index }) => name?.toLowerCase() === wanted || String(index) === wanted);
}

/** The stage a stage starts from. */
export const belowOf = ({ fromStage, index }: Stage, { stages }: Dockerfile): Stage | undefined =>
  fromStage !== undefined && fromStage < index ? stages[fromStage] : undefined;

/** The ignore file that holds for a build: the Dockerfile's own, or the one of the context. */
const ignorePatterns = memoise((image: Image) =>
  memoise((facts: Facts): readonly Text[] => {
    const docker = facts.ignoreFiles.filter(({ kind }) => kind === 'docker');
    const at = (path: string | undefined) => docker.find((file) => file.path === path)?.patterns;
    return at(`${image.dockerfile}.dockerignore`) ?? at(joinPath(image.context ?? '', '.dockerignore')) ?? [];
  }),
);

/** The pattern that keeps a repository path out of the build context of an image. */
export function keptOut(path: string, image: Image, facts: Facts): Text | undefined {
  const { context } = image;
  if (context === undefined || !isUnder(path, context)) return undefined;
  return dockerIgnoredBy(inside(path, context), ignorePatterns(image)(facts));
}

const inside = (path: string, context: string): string => (context === '' ? path : path.slice(context.length + 1));

/** What a command of a build has before it. */
export interface BuildView {
  /** Whether it finds a repository path; files the ignore file keeps out are found as well. */
  readonly sees: (path: string) => boolean;
  /** Something comes from where the repository cannot tell: another stage, a variable. */
  readonly unknown: boolean;
}

/** What the context has given to a RUN instruction: copies before it, in its stage and below, and its own mounts. */
export function viewOf(run: RunInstruction, stage: Stage, image: Image, dockerfile: Dockerfile): BuildView {
  const { context } = image;
  const before: Instruction[] = stage.instructions.slice(0, stage.instructions.indexOf(run));
  for (let below = belowOf(stage, dockerfile); below; below = belowOf(below, dockerfile))
    before.push(...below.instructions);
  const all = before.filter(isCopy);
  const own = all.filter(({ from }) => from === undefined);
  const mounts = run.flags.filter((flag) => flag.includes('type=bind'));
  const sources = [
    ...own.flatMap(({ sources: list }) => list.flatMap(({ value }) => value ?? [])),
    ...mounts.filter((flag) => !/(^|,)from=/.test(flag)).map((flag) => /(?:source|src)=([^,]+)/.exec(flag)?.[1] ?? '.'),
  ];
  const unknown =
    context === undefined ||
    own.some(({ sources: list }) => list.some(({ value }) => value === undefined)) ||
    all.some((copy) => stageCopiedFrom(copy, dockerfile) !== undefined) ||
    mounts.some((flag) => /(^|,)from=/.test(flag));
  return {
    unknown,
    sees: (path) =>
      context !== undefined &&
      isUnder(path, context) &&
      sources.some((source) => copies(source, inside(path, context))),
  };
}
