/** What a Go file imports, from its text: packages by their full paths. Files of one's own module are found by folder, later. */
import type { Source } from '../../source/index.ts';
import type { Imports } from '../code/language.ts';

/** `import "a"`, `import x "a"`, or the lines between `import (` and `)`. */
const single = /^import[ \t]+(?:[\w.]+[ \t]+)?"([^"\n]+)"/gm;
const block = /^import[ \t]*\(((?:(?!\nimport\b)[^)])*)\)/gm;
const line = /^[ \t]*(?:[\w.]+[ \t]+)?["`]([^"`\n]+)["`]/gm;

/** Imports stand in front of everything else. */
const rest = /^(?:func|type|var|const)\b/m;

export function importsOf({ text: whole }: Pick<Source, 'text'>): Imports {
  const end = whole.search(rest);
  const text = end === -1 ? whole : whole.slice(0, end);
  const packages = new Set<string>();
  for (const [, path] of text.matchAll(single)) packages.add(path!);
  for (const [, inside] of text.matchAll(block)) for (const [, path] of inside!.matchAll(line)) packages.add(path!);
  return { imports: [], packages: [...packages] };
}
