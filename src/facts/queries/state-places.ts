/** Where a path that a program writes to ends up: on a shared mount, on one node, or in the container alone. */
import type { Mount } from '../compose.ts';
import type { Facts, Service } from '../model.ts';
import { mountCovering, pinOf, storageOf } from './storage.ts';

export type PlaceKind =
  /** All nodes see the same. */
  | 'shared'
  /** A volume or folder of the one node the service is pinned to. */
  | 'one-node'
  /** A volume or folder that every node has for itself. */
  | 'node-local'
  /** The container's own layer or an anonymous volume: new and empty for every task. */
  | 'each-task'
  | 'memory'
  | 'unknown';

export interface Place {
  readonly kind: PlaceKind;
  readonly mount?: Mount;
}

/** `path`: absolute, relative to the working directory or to the repository; absent when the code does not tell. */
export function placeOf(service: Service, path: string | undefined, facts: Facts): Place {
  const writable = service.mounts.filter(({ readOnly }) => !readOnly);
  if (writable.length === 0) return { kind: 'each-task' };
  if (path === undefined) return { kind: 'unknown' };
  const candidates = containerPaths(service, path);
  const mount = candidates.map((candidate) => mountCovering(service, candidate)).find((found) => found !== undefined);
  if (mount) return { kind: kindOf(mount, service, facts), mount };
  // Without a known working directory a relative path may well lie below one of the mounts.
  return { kind: candidates.length > 0 ? 'each-task' : 'unknown' };
}

function kindOf(mount: Mount, service: Service, facts: Facts): PlaceKind {
  switch (storageOf(mount, service, facts)) {
    case 'networked':
      return 'shared';
    case 'anonymous':
      return 'each-task';
    case 'memory':
      return 'memory';
    case 'node-local':
      return pinOf(service)?.to === 'one-node' ? 'one-node' : 'node-local';
    default:
      return 'unknown';
  }
}

/** Paths of the container a path in the code can stand for: below the working directory, with and without the package's own folder. */
function containerPaths(service: Service, path: string): readonly string[] {
  const clean = normal(path);
  if (clean.startsWith('/')) return [clean];
  const directory = service.workingDirectory?.value ?? service.built?.image.workingDirectory;
  if (directory === undefined) return [];
  const roots = [service.code.root, service.built?.image.context].filter((root) => root !== undefined && root !== '');
  const below = roots.flatMap((root) => (clean.startsWith(`${root}/`) ? [clean.slice(root!.length + 1)] : []));
  return [clean, ...below].map((relative) => `${directory.replace(/(?<!\/)\/+$/, '')}/${relative}`);
}

/** Without `.`, `..` and doubled slashes. */
function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return (path.startsWith('/') ? '/' : '') + parts.join('/');
}
