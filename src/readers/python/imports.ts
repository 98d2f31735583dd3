/** What a Python file imports, from its text: without a parser, so that every file of a service can be followed. */
import { directoryOf, joinPath, type Source } from '../../source/index.ts';
import type { Imports } from '../code/language.ts';

/** One statement: `import a.b as c, d` or `from .a import (b, c as d)`. Lists in parentheses may span lines. */
const statement =
  /^([ \t]*)(?:import[ \t]+([^\n#;]+)|from[ \t]+([\w.]+)[ \t]+import[ \t]*(?:\(((?:(?!\n(?:from|import)\b)[^)])*)\)|([^\n#;(]+)))/gm;

export interface ImportStatement {
  /** Dots in front, then the dotted name. */
  readonly module: string;
  /** Names taken from the module; none for a plain import. */
  readonly names: readonly string[];
  /** In a function, in a `try`, under a condition. */
  readonly indented: boolean;
}

export function importStatements(text: string): readonly ImportStatement[] {
  const found: ImportStatement[] = [];
  for (const [, blanks, plain, module, inside, line] of text.matchAll(statement)) {
    const indented = blanks !== '';
    if (plain !== undefined) for (const name of namesIn(plain)) found.push({ module: name, names: [], indented });
    else if (module)
      found.push({ module, names: namesIn((inside ?? line ?? '').replaceAll(/#[^\n]*/g, '')), indented });
  }
  return found;
}

const namesIn = (list: string): readonly string[] =>
  list
    .split(',')
    .map((item) => item.trim().split(/\s+/)[0] ?? '')
    .filter((name) => /^[\w.*]+$/.test(name));

export function importsOf({ path, text }: Source, exists: (path: string) => boolean): Imports {
  const imports = new Set<string>();
  const packages = new Set<string>();
  const certain = new Set<string>();
  for (const { module, names, indented } of importStatements(text)) {
    const files = filesOf(module, names, path, exists);
    for (const file of files) imports.add(file);
    if (files.length > 0 || module.startsWith('.')) continue;
    const name = module.split('.')[0]!;
    packages.add(name);
    if (!indented) certain.add(name);
  }
  const perhaps = [...packages].filter((name) => !certain.has(name));
  return { imports: [...imports], packages: [...packages], perhaps };
}

/** Files of the repository a statement loads: the module, the packages around it, and names that are modules of their own. */
export function filesOf(
  module: string,
  names: readonly string[],
  path: string,
  exists: (path: string) => boolean,
): readonly string[] {
  const dots = /^\.*/.exec(module)![0].length;
  const parts = module.slice(dots).split('.').filter(Boolean);
  for (const root of rootsOf(path, dots, exists)) {
    const found: string[] = [];
    const at = (steps: readonly string[]): string | undefined =>
      [`${steps.join('/')}.py`, `${steps.join('/')}/__init__.py`]
        .map((name) => joinPath(root, name.replace(/^\//, '')))
        .find((one) => one !== undefined && exists(one));
    const self = parts.length > 0 ? at(parts) : at(['__init__']);
    if (self) found.push(self);
    for (const name of names) {
      const inner = at([...parts, name]);
      if (inner) found.push(inner);
    }
    if (found.length === 0) continue;
    // Importing a.b.c runs the files of a and a.b as well.
    for (let end = 1; end < parts.length; end++) {
      const around = at(parts.slice(0, end));
      if (around) found.push(around);
    }
    return found;
  }
  return [];
}

/** Where a dotted name may start: beside the file for a relative one, otherwise in any folder above it that is no package itself. */
function rootsOf(path: string, dots: number, exists: (path: string) => boolean): readonly string[] {
  const directory = directoryOf(path);
  if (dots > 0) {
    const up = joinPath(directory, '../'.repeat(dots - 1) || '.');
    return up === undefined ? [] : [up];
  }
  const roots = [directory];
  for (let at = directory; at !== ''; ) {
    at = directoryOf(at);
    roots.push(at);
  }
  // A package's own folder is not on the path: `celery` inside `shop/celery.py` is the library.
  return roots.filter((root) => !exists(root === '' ? '__init__.py' : `${root}/__init__.py`));
}
