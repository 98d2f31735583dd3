/** Where the files of the repository end up in an image, as far as its COPY and ADD instructions tell. */
import { joinPath } from '../../source/index.ts';
import type { Image } from '../model.ts';
import { memoise } from './memoise.ts';

export interface Copied {
  /** Absolute path in the image. */
  readonly target: string;
  /** Repository paths; empty when they come from another stage or image. */
  readonly sources: readonly string[];
  readonly fromStage: boolean;
}

/** Instructions whose target cannot be told are left out. */
export const copiedInto = memoise((image: Image): readonly Copied[] => {
  let directory: string | undefined = '/';
  const copied: Copied[] = [];
  for (const one of image.instructions) {
    if (one.kind === 'workdir') directory = absolute(one.value.value, directory);
    if (one.kind !== 'copy' && one.kind !== 'add') continue;
    const target = absolute(one.target.value, directory);
    if (target === undefined) continue;
    const fromStage = one.from !== undefined;
    const sources = fromStage
      ? []
      : one.sources.flatMap(({ value }) => joinPath(image.context ?? '', (value ?? '').replace(/^\/+/, '')) ?? []);
    copied.push({ target, sources, fromStage });
  }
  return copied;
});

function absolute(path: string | undefined, directory: string | undefined): string | undefined {
  if (path === undefined || (!path.startsWith('/') && directory === undefined)) return undefined;
  const joined = joinPath('', path.startsWith('/') ? path.slice(1) : `${directory?.slice(1)}/${path}`);
  return joined === undefined ? undefined : `/${joined}`;
}
