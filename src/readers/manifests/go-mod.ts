import type { Dependency } from '../../facts/manifest.ts';
import type { Reader, Reading } from '../../facts/reading.ts';
import { fileNameOf, type Source, span, type Text } from '../../source/index.ts';
import { emptyManifest } from './empty.ts';

export const goModReader: Reader = { name: 'go.mod', claims: (path) => fileNameOf(path) === 'go.mod', read: readGoMod };

/** https://go.dev/ref/mod#go-mod-file: directives on lines of their own, or in blocks `verb ( … )`. Versions are always exact. */
function readGoMod({ path, text }: Source): Reading {
  const dependencies: Dependency[] = [];
  const overridden: string[] = [];
  let name: string | undefined;
  let runtime: Text | undefined;
  let block = '';
  let start = text.startsWith('\ufeff') ? 1 : 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(start, end);
    const comment = line.indexOf('//');
    const words = (comment === -1 ? line : line.slice(0, comment)).trim().split(/\s+/).map(unquoted);
    const from = start + line.length - line.trimStart().length;
    start = end + 1;
    if (words[0] === ')') block = '';
    else if (words.at(-1) === '(' || words[0]?.endsWith('(')) block = words[0]!.replace('(', '');
    else {
      const [verb, first, second] = block === '' ? words : [block, ...words];
      if (verb === 'module' && first) name = first;
      if (verb === 'replace' && first) overridden.push(first);
      if (verb === 'go' && first) {
        const at = from + line.trimStart().indexOf(first, verb.length);
        runtime = { raw: first, value: first, at: span(path, at, at + first.length) };
      }
      if (verb === 'require' && first && second) {
        const length = (comment === -1 ? line.trim() : line.slice(0, comment).trim()).length;
        const indirect = /\/\/\s*indirect\b/.test(line);
        dependencies.push({
          name: first,
          version: second,
          group: 'runtime',
          pinned: true,
          ...(indirect ? { indirect: true } : {}),
          at: span(path, from, from + length),
        });
      }
    }
  }
  if (name === undefined) return { gaps: [{ at: span(path, 0, 0), why: 'a go.mod without a module line' }] };
  const more = { ...(runtime ? { runtime } : {}), ...(overridden.length > 0 ? { overridden } : {}) };
  return { manifests: [{ ...emptyManifest(path, 'go'), name, ...more, dependencies }] };
}

const unquoted = (word: string): string => word.replace(/^["`]|["`]$/g, '');
