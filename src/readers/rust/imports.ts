/**
 * What a Rust file loads, from its text: the modules it names, crates of the workspace, and libraries. A module that is only declared
 * (`pub mod routes;`) is compiled, yet nothing here runs it: whoever names it does.
 */
import { directoryOf, fileNameOf, joinPath, type Source } from '../../source/index.ts';
import type { Imports } from '../code/language.ts';
import { rocketFile } from './rocket.ts';
import { settingsFiles } from './settings-files.ts';
import { usesIn } from './uses.ts';

const use = /^[ \t]*(?:pub(?:\([^)\n]*\))?[ \t]+)?use[ \t]+(?![ \t])((?:(?!\n[ \t]*(?:pub|use)\b)[^;])+);/gm;
const crate = /^[ \t]*(?:pub[ \t]+)?extern[ \t]+crate[ \t]+([a-z_]\w*)/gm;
/** `mod routes;`, with the file it names itself in front. */
const module =
  /(?:#\[path[ \t]*=[ \t]*"([^"\n]+)"\][ \t]*\n[ \t]*)?(?:pub(?:\([^)\n]*\))?[ \t]+)?\bmod[ \t]+([a-z_]\w*)[ \t]*[;{]/gm;
/** `tokio::spawn`, `crate::routes::orders::list`: a path without a `use`. */
const qualified = /(?<![\w:$.])([a-z_]\w*(?:::[A-Za-z_]\w*){1,8}|[a-z_]\w*(?=::[<{*]))/g;

/** First words of paths that name no library. */
const own = new Set([
  ...['crate', 'self', 'super', 'std', 'core', 'alloc', 'proc_macro', 'test', 'clippy', 'rustfmt', 'rustdoc'],
  ...['str', 'bool', 'char', 'f32', 'f64', 'usize', 'isize'],
]);

type Exists = (path: string) => boolean;

export function importsOf(source: Source, exists: Exists): Imports {
  const { path } = source;
  const text = source.text.replaceAll(/\/\/[^\n]*/g, '');
  const here = homeOf(path);
  const paths: (readonly string[])[] = [];
  const brought = new Map<string, readonly string[]>();
  const globs: (readonly string[])[] = [];
  for (const [, tree] of text.matchAll(use))
    for (const one of usesIn(tree!)) {
      if (one.path.length > 0) paths.push(one.path);
      if (one.name !== undefined) brought.set(one.name, one.path);
      if (one.glob && /^(?:crate|self|super)$/.test(one.path[0] ?? '')) globs.push(one.path);
    }
  for (const [, name] of text.matchAll(crate)) paths.push([name!]);
  for (const [, written] of text.replaceAll(use, '').matchAll(qualified)) {
    const [first = '', ...rest] = written!.split('::');
    const before = brought.get(first);
    paths.push([...(before ?? [first]), ...rest]);
  }
  const imports = new Set<string>();
  const modules = new Set<string>();
  const named = new Set(paths.flatMap(([first, second]) => [first, first === 'self' ? second : undefined]));
  // Macros of a module need no path.
  const macros = /#\[macro_use\]/.test(text);
  for (const [whole, file, name] of text.matchAll(module)) {
    modules.add(name!);
    if (!whole.endsWith(';') || !(named.has(name) || brought.has(name!) || macros)) continue;
    const found = file === undefined ? moduleFile(here, [name!], exists) : joinPath(directoryOf(path), file);
    if (found !== undefined && exists(found)) imports.add(found);
  }
  const packages = new Set<string>();
  const library = libraryBeside(path, text, exists);
  for (const segments of paths) {
    const [first = ''] = segments;
    const inside =
      ownFile(segments, here, modules, exists) ??
      globs
        .map((glob) => ownFile([...glob, ...segments], here, modules, exists, true))
        .find((one) => one !== undefined);
    if (inside !== undefined) imports.add(inside);
    else if (!own.has(first) && !modules.has(first) && !/^[iu]\d+$|^[A-Z]/.test(first)) {
      const member = memberFile(path, first, exists);
      if (member === undefined) packages.add(first);
      const root = member ?? library;
      const deep = root === undefined ? undefined : moduleFile(homeOf(root), segments.slice(1), exists);
      if (member !== undefined || deep !== undefined) imports.add(deep ?? member!);
    }
  }
  // The name of a package's own library only its manifest tells.
  if (library !== undefined) imports.add(library);
  const settings = packages.has('rocket') ? rocketFile(path, exists) : undefined;
  if (settings !== undefined) imports.add(settings);
  if (packages.has('config') || packages.has('figment'))
    for (const file of settingsFiles(path, exists)) imports.add(file);
  imports.delete(path);
  return { imports: [...imports], packages: [...packages] };
}

/** Folder of the crate's root file, and the modules from there to a file. */
interface Home {
  readonly root: string;
  readonly modules: readonly string[];
}

/** https://doc.rust-lang.org/reference/items/modules.html#module-source-filenames */
function homeOf(path: string): Home {
  const directory = directoryOf(path);
  const name = fileNameOf(path).replace(/\.rs$/, '');
  // A file of `src/bin` is the root of a crate of its own.
  if (/(^|\/)src\/bin$/.test(directory)) return { root: directory, modules: [] };
  const [, root = directory, below = ''] = /^(.*?(?:^|\/)src(?:\/bin\/[^/]+)?)(?:\/(.*))?$/.exec(directory) ?? [];
  const folders = below === '' ? [] : below.split('/');
  return { root, modules: /^(?:main|lib|mod)$/.test(name) ? folders : [...folders, name] };
}

/** The file of the deepest module that a path goes through; the rest of it are items. */
function moduleFile({ root, modules }: Home, segments: readonly string[], exists: Exists): string | undefined {
  for (let end = segments.length; end > 0; end--) {
    const path = [...modules, ...segments.slice(0, end)].join('/');
    // `tokio::main` is no module of ours, and neither is the root file.
    if (/^(?:main|lib)$/.test(path)) continue;
    const found = [`${path}.rs`, `${path}/mod.rs`]
      .map((one) => joinPath(root, one))
      .find((one) => one !== undefined && exists(one));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `crate::db::connect`, `super::db`, `db::connect` below `mod db;`. */
function ownFile(
  segments: readonly string[],
  here: Home,
  modules: ReadonlySet<string>,
  exists: Exists,
  modulesOnly = false,
): string | undefined {
  let [first = '', ...rest] = segments;
  let from = here;
  if (first === 'crate') from = { root: here.root, modules: [] };
  else if (first === 'super')
    for (; first === 'super'; [first = '', ...rest] = rest)
      from = { root: from.root, modules: from.modules.slice(0, -1) };
  else if (first !== 'self' && !modules.has(first)) return undefined;
  const wanted = first === 'crate' || first === 'self' ? rest : [first, ...rest];
  const found = moduleFile(from, wanted, exists);
  if (found !== undefined || modulesOnly || first === 'self' || modules.has(first)) return found;
  // An item of the module around, or of the crate's root.
  const around = from.modules.length > 0 ? from.modules.join('/') : 'lib';
  return [`${around}.rs`, `${around}/mod.rs`]
    .map((one) => joinPath(from.root, one))
    .find((one) => one !== undefined && exists(one));
}

/** The library of the package a program belongs to. */
function libraryBeside(path: string, text: string, exists: Exists): string | undefined {
  const folder = /^((?:.*\/)?src\/)(?:bin\/)?(?:[^/]+\.rs|[^/]+\/main\.rs)$/.exec(path)?.[1];
  if (folder === undefined || path === `${folder}lib.rs` || !exists(`${folder}lib.rs`)) return undefined;
  return /^[ \t]*(?:pub[ \t]+)?(?:async[ \t]+)?fn[ \t]+main[ \t]*\(/m.test(text) ? `${folder}lib.rs` : undefined;
}

/** A crate of the same workspace, by the folders people keep them in. */
function memberFile(path: string, name: string, exists: Exists): string | undefined {
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
