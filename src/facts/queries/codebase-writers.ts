/** Builds that write the same image name. */
import { fileNameOf, joinPath, type Located } from '../../source/index.ts';
import type { Facts, Service, Stack } from '../model.ts';
import type { Invocation } from '../shell.ts';
import { hasInlineDockerfile } from './codebase-builds.ts';
import { memoise } from './memoise.ts';
import { judgedStacks } from './services.ts';

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
