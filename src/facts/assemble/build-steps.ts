/** RUN instructions of all stages behind an image, each with the folder of the repository it works in. */
import { joinPath } from '../../source/index.ts';
import type { CopyInstruction, Dockerfile, Stage } from '../dockerfile.ts';
import type { BuildStep, FileListing } from '../model.ts';
import { absolutely, directoriesOf } from '../queries/images-stages.ts';

export function buildStepsOf(
  dockerfile: Dockerfile,
  stages: readonly Stage[],
  context: string,
  files: FileListing,
): readonly BuildStep[] {
  return stages.flatMap((stage) => {
    const directories = directoriesOf(stage, dockerfile);
    const copies: { readonly copy: CopyInstruction; readonly directory: string }[] = [];
    return stage.instructions.flatMap((one): readonly BuildStep[] => {
      const directory = directories(one);
      if ((one.kind === 'copy' || one.kind === 'add') && one.from === undefined && directory !== undefined)
        copies.push({ copy: one, directory });
      if (one.kind !== 'run' || one.onBuild) return [];
      const bound = one.flags.map((flag) =>
        /^--mount=(?!.*from=)(?=.*type=bind).*?(?:target|dst|destination)=([^,]+)/.exec(flag),
      );
      if (directory !== undefined && bound.some((found) => found && absolutely('/', found[1]!) === directory))
        return [{ run: one, directory: context }];
      const at = directory === undefined ? undefined : repositoryFolder(directory, copies, context, files);
      return [{ run: one, ...(at === undefined ? {} : { directory: at }) }];
    });
  });
}

/** The folder of the repository whose files stand in a folder of the stage; the last copy wins. */
function repositoryFolder(
  path: string,
  copies: readonly { readonly copy: CopyInstruction; readonly directory: string }[],
  context: string,
  files: FileListing,
): string | undefined {
  let found: string | undefined;
  for (const { copy, directory } of copies) {
    const target = copy.target.value;
    const place = target === undefined ? undefined : absolutely(target.startsWith('/') ? '/' : directory, target);
    if (place === undefined) continue;
    for (const { value } of copy.sources) {
      const from =
        value === undefined || /[*?[]|:\/\//.test(value)
          ? undefined
          : joinPath(context, value.replace(/^\/+/, '') || '.');
      if (from === undefined || !(from === '' || files.hasDirectory(from))) continue;
      // `COPY shop /src/shop`, then `WORKDIR /src`: the folder above holds what is copied below it.
      if (path === place) found = from;
      else if (path.startsWith(place === '/' ? '/' : `${place}/`)) {
        const inside = joinPath(from, path.slice(place === '/' ? 1 : place.length + 1));
        if (inside !== undefined && files.hasDirectory(inside)) found = inside;
      } else if (place.startsWith(path === '/' ? '/' : `${path}/`)) {
        const rest = place.slice(path === '/' ? 1 : path.length + 1);
        if (from === rest) found ??= '';
        else if (from.endsWith(`/${rest}`)) found ??= from.slice(0, -rest.length - 1);
      }
    }
  }
  return found;
}
