import type { Ecosystem } from './manifest.ts';

/** The spelling under which a manifest and its lock agree on a name. https://packaging.python.org/en/latest/specifications/name-normalization/ */
export function lockedName(name: string, ecosystem: Ecosystem): string {
  if (ecosystem === 'python') return name.toLowerCase().replace(/[-_.]+/g, '-');
  return ecosystem === 'php' ? name.toLowerCase() : name;
}
