/** Which instruction brings a file of the build context into an image. */
import { isUnder, joinPath, type Span } from '../../source/index.ts';
import type { CopyInstruction, Dockerfile } from '../dockerfile.ts';
import type { Image } from '../model.ts';
import { copies } from '../path-patterns.ts';
import { isCopy, stageCopiedFrom, stagesBehind } from './image-context.ts';

/** The COPY that brings a file of the context into the image; nothing when it stays behind in a build stage. */
export function copyOf(path: string, image: Image, dockerfile: Dockerfile): Span | undefined {
  for (const stage of stagesBehind(image, dockerfile)) {
    let directory = '/';
    for (const one of stage.instructions) {
      if (one.kind === 'workdir') directory = absolute(directory, one.value.value ?? '/');
      if (!isCopy(one) || one.from !== undefined || one.onBuild) continue;
      if (one.flags.some((flag) => flag.startsWith('--exclude'))) continue;
      const target = targetOf(path, one, directory, image.context ?? '');
      if (target === undefined) continue;
      if (image.instructions.includes(one)) return one.at;
      const fetched = image.instructions.some(
        (other) =>
          isCopy(other) &&
          stageCopiedFrom(other, dockerfile) === stage &&
          other.sources.some(({ value }) => value !== undefined && isUnder(target, absolute('/', value))),
      );
      if (fetched) return one.at;
    }
  }
  return undefined;
}

/** Where in the stage a COPY puts a file, if it takes it. */
function targetOf(path: string, copy: CopyInstruction, directory: string, context: string): string | undefined {
  const inside = context === '' ? path : path.slice(context.length + 1);
  const target = absolute(directory, copy.target.value ?? '.');
  for (const { value } of copy.sources) {
    if (value === undefined) continue;
    const source = joinPath('', value.replace(/^\/+/, ''));
    if (source === undefined || !copies(source, inside)) continue;
    return `${target}/${source === '' || /[*?[]/.test(source) ? inside : inside.slice(source.length + 1)}`
      .replace(/\/+/g, '/')
      .replace(/\/$/, '');
  }
  return undefined;
}

function absolute(directory: string, path: string): string {
  const joined = joinPath(path.startsWith('/') ? '' : directory.slice(1), path.replace(/^\/+/, ''));
  return `/${joined ?? ''}`;
}
