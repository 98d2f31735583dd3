/** Signs in source code, of whatever language, that secrets are read from files. */
import { type Source, type Span, span } from '../source/index.ts';

/** The folder, a variable for the path, and what people and libraries call such readers: `secrets_dir`, `read_secret`, `dockerSecret`. */
const sign = /\/run\/secrets|_FILE\b|[sS]ecrets?_?[dD]ir|(?:[dD]ocker|read|load|get)_?[sS]ecret/;

export function secretFilesIn({ path, text }: Source): Span | undefined {
  const found = sign.exec(text);
  return found ? span(path, found.index, found.index + found[0].length) : undefined;
}
