/** What a Ruby file loads, from its text: without a parser, so that every file of a service can be followed. */
import { directoryOf, joinPath, type Source } from '../../source/index.ts';
import type { Imports } from '../code/language.ts';

/** `require 'x'`, `require_relative "x"`, `load './x.rb'`; one statement on a line, perhaps with a condition behind it. */
const statement = /^[ \t]*(require|require_relative|load|autoload[ \t(]+:\w+,)[ \t]*(?:\([ \t]*)?["']([^"'\n#]+)["']/gm;
/** First part of names of classes that gems bring: Bundler loads them all, so no statement says so. */
const constant = /(?<![\w:@$."'])([A-Z]\w*)(?=::[A-Z]|\.\w)/g;

export function importsOf({ path, text }: Source, exists: (path: string) => boolean): Imports {
  const imports = new Set<string>();
  const packages = new Set<string>();
  for (const [, how, name] of text.matchAll(statement)) {
    const found = filesOf(how!, name!, path, exists);
    if (found !== undefined) imports.add(found);
    else if (how !== 'require_relative' && !name!.startsWith('.')) packages.add(name!);
  }
  for (const [, name] of text.matchAll(constant)) packages.add(name!);
  return { imports: [...imports], packages: [...packages] };
}

function filesOf(how: string, name: string, path: string, exists: (path: string) => boolean): string | undefined {
  const file = /\.(?:rb|ru)$/.test(name) ? name : `${name}.rb`;
  const at = (folder: string): string | undefined => {
    const found = joinPath(folder, file);
    return found !== undefined && exists(found) ? found : undefined;
  };
  if (how === 'require_relative') return at(directoryOf(path));
  // `require './app'` begins where the program was started, and `require 'shop/cart'` in a folder that somebody put on the load path.
  for (let folder = directoryOf(path); ; folder = directoryOf(folder)) {
    const found = at(folder) ?? (name.startsWith('.') ? undefined : at(folder === '' ? 'lib' : `${folder}/lib`));
    if (found !== undefined || folder === '') return found;
  }
}
