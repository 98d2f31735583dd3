/** Stages of a Dockerfile, for queries that follow files and packages through them. */
import { joinPath } from '../../source/index.ts';
import type { Dockerfile, Instruction, Stage } from '../dockerfile.ts';
import type { Facts, Image } from '../model.ts';

export interface Build {
  readonly image: Image;
  readonly dockerfile: Dockerfile;
  readonly facts: Facts;
}

/** The stage an image is made of, with its Dockerfile; absent when the build context is not known. */
export const buildOf = (image: Image, facts: Facts): (Build & { readonly stage: Stage }) | undefined => {
  const dockerfile = facts.dockerfiles.find(({ path }) => path === image.dockerfile);
  const stage = dockerfile?.stages.find(({ at }) => at.start === image.at.start);
  return dockerfile && stage && image.context !== undefined ? { image, dockerfile, facts, stage } : undefined;
};

export const belowOf = ({ fromStage, index }: Stage, { stages }: Dockerfile): Stage | undefined =>
  fromStage !== undefined && fromStage < index ? stages[fromStage] : undefined;

export const stageNamed = (from: string, { stages }: Dockerfile): Stage | undefined =>
  stages.find(({ name, index }) => name?.toLowerCase() === from.toLowerCase() || String(index) === from);

/** `path` below `root`, as an absolute path of the image. */
export function absolutely(root: string, path: string): string | undefined {
  const joined = joinPath(root.replace(/^\/+/, ''), path.replace(/^\/+/, ''));
  return joined === undefined ? undefined : `/${joined}`;
}

/** The working directory in force at an instruction. */
export function directoriesOf(stage: Stage, dockerfile: Dockerfile): (one: Instruction) => string | undefined {
  const chain: Stage[] = [stage];
  for (let below = belowOf(stage, dockerfile); below; below = belowOf(below, dockerfile)) chain.unshift(below);
  const known = new Map<Instruction, string | undefined>();
  let directory: string | undefined = '/';
  for (const one of chain.flatMap(({ instructions }) => instructions)) {
    if (one.kind === 'workdir') {
      const { value } = one.value;
      directory =
        value === undefined || (directory === undefined && !value.startsWith('/'))
          ? undefined
          : absolutely(value.startsWith('/') ? '/' : directory!, value);
    }
    known.set(one, directory);
  }
  return (one) => known.get(one);
}

export function workingDirectory(stage: Stage, dockerfile: Dockerfile): string | undefined {
  const last = stage.instructions.at(-1) ?? belowOf(stage, dockerfile)?.instructions.at(-1);
  return last && directoriesOf(stage, dockerfile)(last);
}
