/** Where in a container the configuration files of servers stand: copied by the image, mounted, or handed in as configs. */
import { directoryOf, fileNameOf, isUnder, joinPath } from '../../source/index.ts';
import type { Facts, Image, Service } from '../model.ts';
import { copies } from '../path-patterns.ts';
import type { ServerFile } from '../server-file.ts';
import { baseImageOf } from '../tables/base-images.ts';
import { isCopy, keptOut } from './image-context.ts';
import { stackOf } from './services.ts';

export interface Landing {
  /** Absolute path in the container. */
  readonly target: string;
  /** Absent: a file that could not be read. */
  readonly file?: ServerFile;
}

export interface Landings {
  readonly all: readonly Landing[];
  /** Folders and files whose content the repository does not show: other stages, volumes, paths of the node. */
  readonly unseen: readonly string[];
}

export function landingsOf(service: Service, facts: Facts): Landings {
  const byTarget = new Map<string, Landing>();
  const unseen: string[] = [];
  const files = new Map<string, ServerFile | undefined>(facts.gaps.map(({ at }) => [at.file, undefined]));
  for (const file of facts.serverFiles) files.set(file.path, file);
  if (service.built) copied(service.built.image, files, facts, byTarget, unseen);
  for (const { from, target } of handedIn(service, facts)) {
    // What is mounted hides what the image has there.
    for (const one of [...byTarget.keys()]) if (isUnder(one, target)) byTarget.delete(one);
    let brought = false;
    if (from !== undefined)
      for (const [path, file] of files)
        if (isUnder(path, from)) {
          const place = path === from ? target : `${target}/${path.slice(from === '' ? 0 : from.length + 1)}`;
          byTarget.set(place, { target: place, file });
          brought = true;
        }
    if (!brought) unseen.push(target);
  }
  return { all: [...byTarget.values()], unseen };
}

function copied(
  image: Image,
  files: ReadonlyMap<string, ServerFile | undefined>,
  facts: Facts,
  byTarget: Map<string, Landing>,
  unseen: string[],
): void {
  const { context } = image;
  let directory = '/';
  for (const one of image.instructions) {
    if (one.kind === 'workdir') directory = absolute(one.value.value ?? '/', directory);
    if (!isCopy(one)) continue;
    const written = one.target.value;
    if (written === undefined || context === undefined || one.from !== undefined) {
      unseen.push(written === undefined ? '/' : absolute(written, directory));
      continue;
    }
    let brought = false;
    for (const [path, file] of files) {
      if (!isUnder(path, context) || keptOut(path, image, facts)) continue;
      const inside = context === '' ? path : path.slice(context.length + 1);
      const target = targetOf(
        inside,
        one.sources,
        absolute(written, directory),
        isFolder(written) || one.sources.length > 1,
      );
      if (target === undefined) continue;
      byTarget.set(target, { target, file });
      brought = true;
    }
    // Files that nobody claims: what they say is not known.
    if (!brought) unseen.push(absolute(written, directory));
  }
}

/** Docker makes `/etc/nginx/conf.d` a folder where the image has one. */
const isFolder = (target: string): boolean =>
  /(^|\/)\.?$|(^|\/)(nginx|conf\.d|http\.d|templates|sites-(enabled|available)|php-fpm\.d|pool\.d|supervisor|supervisor\.d|supervisord\.d|etc)$/.test(
    target,
  );

function targetOf(
  inside: string,
  sources: readonly { readonly value?: string }[],
  target: string,
  folder: boolean,
): string | undefined {
  const base = target === '/' ? '' : target;
  for (const { value } of sources) {
    const source = value === undefined ? undefined : joinPath('', value.replace(/^\/+/, ''));
    if (source === undefined || !copies(source, inside)) continue;
    if (source === inside) return folder ? `${base}/${fileNameOf(inside)}` : target;
    // A folder hands over what it holds; of what a pattern finds, only the names are kept.
    if (/[*?[]/.test(source)) {
      const depth = source.split('/').length;
      const rest = inside.split('/').slice(depth - 1);
      return rest.length === 1 ? `${base}/${rest[0]}` : `${base}/${rest.slice(1).join('/')}`;
    }
    return `${base}/${source === '' ? inside : inside.slice(source.length + 1)}`;
  }
  return undefined;
}

/** Configs and bind mounts; `from` is a path of the repository, absent when it is not of ours. */
function handedIn(service: Service, facts: Facts): readonly { readonly from?: string; readonly target: string }[] {
  const stack = stackOf(service, facts);
  const configs = service.configs.map(({ source, target }) => {
    const file = stack?.declarations.find(({ kind, name }) => kind === 'config' && name === source)?.file;
    const from = file?.value === undefined ? undefined : joinPath(directoryOf(file.at.file), file.value);
    return {
      from: from !== undefined && facts.files.has(from) ? from : undefined,
      target: absolute(target ?? source, '/'),
    };
  });
  const mounts = service.mounts.flatMap(({ type, source, target, at }) => {
    if (target === undefined || type === 'tmpfs') return [];
    const from = type === 'bind' && source !== undefined ? joinPath(directoryOf(at.file), source) : undefined;
    const known = from !== undefined && (facts.files.has(from) || facts.files.hasDirectory(from));
    return [{ from: known ? from : undefined, target: absolute(target, '/') }];
  });
  return [...mounts, ...configs];
}

/** `/a/b` of `b` in `/a`. */
export function absolute(path: string, directory: string): string {
  const joined = joinPath(path.startsWith('/') ? '' : directory.slice(1), path.replace(/^\/+/, ''));
  return `/${joined ?? ''}`;
}

/** `/etc/nginx/conf.d/*.conf`: a single star stays in its folder. */
export const matcher = (pattern: string): ((target: string) => boolean) => {
  const parts = pattern.split('*');
  if (parts.length === 1) return (target) => target === pattern;
  const [before, after] = [parts[0]!, parts.at(-1)!];
  return (target) =>
    target.startsWith(before) &&
    target.endsWith(after) &&
    target.length >= before.length + after.length &&
    (parts.length > 2 || !target.slice(before.length).includes('/'));
};

/** What an image from elsewhere starts when nobody says otherwise. */
export const readyCommand = ({ built, command, entrypoint, image }: Service): readonly string[] | undefined =>
  built || command || entrypoint ? undefined : baseImageOf(image?.value ?? '')?.command;
