/** What a Rust file loads, from its text: modules beside it, crates of the workspace, and libraries by name. */
import { directoryOf, fileNameOf, joinPath, type Source } from '../../source/index.ts';
import type { Imports } from '../code/language.ts';
import { rocketFile } from './rocket.ts';
import { usesIn } from './uses.ts';

const use = /^[ \t]*(?:pub(?:\([^)\n]*\))?[ \t]+)?use[ \t]+([^;]+);/gm;
const crate = /^[ \t]*(?:pub[ \t]+)?extern[ \t]+crate[ \t]+([a-z_]\w*)/gm;
/** `mod routes;`, with the file it names itself in front. */
const module =
  /(?:#\[path[ \t]*=[ \t]*"([^"\n]+)"\][ \t]*\n[ \t]*)?(?:pub(?:\([^)\n]*\))?[ \t]+)?\bmod[ \t]+([a-z_]\w*)[ \t]*[;{]/gm;
/** `tokio::spawn` without a `use`. */
const qualified = /(?<![\w:$.])([a-z_]\w*)::(?=[A-Za-z_<{*])/g;

/** First words of paths that name no library. */
const own = new Set([
  'crate',
  'self',
  'super',
  'std',
  'core',
  'alloc',
  'proc_macro',
  'test',
  'clippy',
  'rustfmt',
  'rustdoc',
]);
const primitives = new Set(['str', 'bool', 'char', 'f32', 'f64', 'usize', 'isize']);

export function importsOf(source: Source, exists: (path: string) => boolean): Imports {
  const { path } = source;
  const text = source.text.replaceAll(/\/\/[^\n]*/g, '');
  const imports = new Set<string>();
  const modules = new Set<string>();
  for (const [whole, file, name] of text.matchAll(module)) {
    modules.add(name!);
    const found = whole.endsWith(';') ? moduleFile(path, name!, file, exists) : undefined;
    if (found !== undefined) imports.add(found);
  }
  const names = new Set<string>();
  const brought = new Set<string>();
  for (const [, tree] of text.matchAll(use))
    for (const one of usesIn(tree!)) {
      if (one.path[0] !== undefined) names.add(one.path[0]);
      if (one.name !== undefined) brought.add(one.name);
    }
  for (const [, name] of text.matchAll(crate)) names.add(name!);
  for (const [, name] of text.replaceAll(use, '').matchAll(qualified)) if (!brought.has(name!)) names.add(name!);
  // A program uses the library of its own package under a name that only the manifest tells.
  const library = libraryBeside(path, exists);
  if (library !== undefined) imports.add(library);
  const settings = names.has('rocket') ? rocketFile(path, exists) : undefined;
  if (settings !== undefined) imports.add(settings);
  const packages = new Set<string>();
  for (const name of names) {
    if (own.has(name) || modules.has(name) || primitives.has(name) || /^[iu]\d+$|^[A-Z]/.test(name)) continue;
    const member = memberFile(path, name, exists);
    if (member === undefined) packages.add(name);
    else imports.add(member);
  }
  return { imports: [...imports], packages: [...packages] };
}

/** https://doc.rust-lang.org/reference/items/modules.html#module-source-filenames */
function moduleFile(
  path: string,
  name: string,
  named: string | undefined,
  exists: (path: string) => boolean,
): string | undefined {
  const directory = directoryOf(path);
  const file = fileNameOf(path);
  const root = /^(?:main|lib|mod)\.rs$/.test(file) || /(^|\/)(?:bin|examples|tests|benches)$/.test(directory);
  const inside = root ? '.' : file.replace(/\.rs$/, '');
  const candidates = named === undefined ? [`${inside}/${name}.rs`, `${inside}/${name}/mod.rs`] : [named];
  return candidates
    .map((candidate) => joinPath(directory, candidate))
    .find((candidate) => candidate !== undefined && exists(candidate));
}

function libraryBeside(path: string, exists: (path: string) => boolean): string | undefined {
  const folder = /^(.*?)(?:main\.rs|bin\/[^/]+\.rs|bin\/[^/]+\/main\.rs)$/.exec(path)?.[1];
  if (folder === undefined || !/(^|\/)src\/$/.test(folder)) return undefined;
  return exists(`${folder}lib.rs`) ? `${folder}lib.rs` : undefined;
}

/** A crate of the same workspace, by the folders people keep them in. */
function memberFile(path: string, name: string, exists: (path: string) => boolean): string | undefined {
  const cut = path.lastIndexOf('src/');
  let at: string | undefined = cut === -1 ? directoryOf(path) : path.slice(0, cut).replace(/\/$/, '');
  const names = name.includes('_') ? [name, name.replaceAll('_', '-')] : [name];
  for (let up = 0; at !== undefined && up < 4; up++) {
    for (const folder of ['', 'crates/', 'libs/', 'packages/', 'shared/'])
      for (const one of names) {
        const found = joinPath(at, `${folder}${one}/src/lib.rs`);
        if (found !== undefined && found !== path && exists(found)) return found;
      }
    at = at === '' ? undefined : directoryOf(at);
  }
  return undefined;
}
