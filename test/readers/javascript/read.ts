/** Reads a snippet as the command line would: prefilter, parser and all. `▸` in a snippet marks where facts are expected to start. */

import { loadJavascriptParser } from '../../../src/cli/parsers/javascript.ts';
import type { CodeFact, CodeFile, StateFact } from '../../../src/facts/code.ts';
import { javascriptReader } from '../../../src/readers/javascript/index.ts';
import { lineIndex } from '../../../src/source/index.ts';

const parser = await loadJavascriptParser();

export function readFile(text: string, path = 'src/app.ts', tree: readonly string[] = []): CodeFile {
  const reading = javascriptReader.read(
    { path, text },
    { parsers: { javascript: parser }, exists: (file) => tree.includes(file) },
  );
  const file = reading.code?.[0];
  if (file === undefined) throw new Error('no file read');
  return file;
}

/** `line:column` of the marks of a snippet, and the snippet without them. */
export function marked(snippet: string): { readonly text: string; readonly places: readonly string[] } {
  const parts = snippet.split('▸');
  const text = parts.join('');
  const index = lineIndex(text);
  let offset = 0;
  const places = parts.slice(0, -1).map((part) => {
    offset += part.length;
    const { line, column } = index.positionAt(offset);
    return `${line}:${column}`;
  });
  return { text, places };
}

export function placeOf(fact: CodeFact, text: string): string {
  const { line, column } = lineIndex(text).positionAt(fact.at.start);
  return `${line}:${column}`;
}

type FactOf<K extends CodeFact['kind']> = K extends StateFact['kind'] ? StateFact : Extract<CodeFact, { kind: K }>;

export function facts<K extends CodeFact['kind']>(text: string, kind: K, path?: string): readonly FactOf<K>[] {
  const wanted = (fact: CodeFact): fact is CodeFact & FactOf<K> => fact.kind === kind;
  return readFile(text, path).facts.filter(wanted);
}
