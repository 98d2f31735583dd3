/** Which source files belong to one program: from an entry file by what is imported, from a folder by packages and projects. */
import { directoryOf, isUnder, joinPath } from '../../source/index.ts';
import type { CodeFile } from '../code.ts';
import type { Manifest } from '../manifest.ts';

/** Everything an entry file loads, itself included; nothing when it is no file of code. */
export function reachedFrom(entry: string, code: ReadonlyMap<string, CodeFile>): readonly string[] {
  const reached = new Set<string>();
  const queue = [entry];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    const file = code.get(path);
    if (!file || reached.has(path)) continue;
    reached.add(path);
    queue.push(...file.imports);
  }
  return [...reached].sort();
}

/** Go: a package is a folder, and an import names the module and the folder below it. */
export function packagesFrom(
  folder: string,
  code: ReadonlyMap<string, CodeFile>,
  manifests: readonly Manifest[],
): readonly string[] {
  const modules = manifests.filter(({ ecosystem, name }) => ecosystem === 'go' && name !== undefined);
  const byFolder = goFolders(code);
  const reached = new Set<string>();
  const queue = [folder];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    if (reached.has(at)) continue;
    reached.add(at);
    for (const { packages } of byFolder.get(at) ?? [])
      for (const path of packages) {
        const module = modules.find(({ name }) => path === name || path.startsWith(`${name}/`));
        const inside = module && joinPath(directoryOf(module.path), path.slice(module.name!.length + 1) || '.');
        if (inside !== undefined) queue.push(inside);
      }
  }
  return [...reached].flatMap((at) => (byFolder.get(at) ?? []).map(({ path }) => path)).sort();
}

function goFolders(code: ReadonlyMap<string, CodeFile>): ReadonlyMap<string, readonly CodeFile[]> {
  const folders = new Map<string, CodeFile[]>();
  for (const file of code.values()) {
    if (file.language !== 'go' || file.path.endsWith('_test.go')) continue;
    const folder = directoryOf(file.path);
    const there = folders.get(folder);
    if (there) there.push(file);
    else folders.set(folder, [file]);
  }
  return folders;
}

/** Folders of a package and of those packages of the repository it is built with. */
export function projectsFrom(folder: string, manifests: readonly Manifest[]): readonly string[] {
  const first = manifests.filter(({ path }) => directoryOf(path) === folder);
  const reached = new Set(first);
  const queue = [...first];
  for (let one = queue.pop(); one !== undefined; one = queue.pop()) {
    const { ecosystem, dependencies, references = [] } = one;
    const wanted = new Set(dependencies.map(({ name }) => name));
    for (const other of manifests) {
      if (other.ecosystem !== ecosystem || reached.has(other)) continue;
      const named = other.name !== undefined && wanted.has(other.name);
      if (!named && !references.includes(other.path) && !references.includes(directoryOf(other.path))) continue;
      reached.add(other);
      queue.push(other);
    }
  }
  return [...new Set([folder, ...[...reached].map(({ path }) => directoryOf(path))])];
}

/** Whether the nearest package around a file is one of these. `manifests`: those of its ecosystem. */
export function isOfProjects(path: string, projects: readonly string[], manifests: readonly Manifest[]): boolean {
  const around = manifests.map((manifest) => directoryOf(manifest.path)).filter((folder) => isUnder(path, folder));
  const nearest = around.sort((one, other) => other.length - one.length)[0];
  return nearest === undefined ? projects.some((folder) => isUnder(path, folder)) : projects.includes(nearest);
}
