/** Makes the reader of a language from what the language brings. */
import type { Node, Parser, Tree } from 'web-tree-sitter';
import type { CodeFile } from '../../facts/code.ts';
import type { Reader, ReadSource } from '../../facts/reading.ts';
import { secretFilesIn } from '../../facts/secret-files.ts';
import { type Gap, type Source, span, startOf } from '../../source/index.ts';
import { oncePerSource } from '../once.ts';
import { factsOf } from './facts.ts';
import type { CodeLanguage } from './language.ts';
import { prefilterOf } from './prefilter.ts';

const largest = 1024 * 1024;
/** People do not write lines this long. */
const longestLine = 20_000;
const generated = /@generated\b|\bDO NOT EDIT\b/;

const hasLongLine = (text: string): boolean => {
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start);
    const stop = end === -1 ? text.length : end;
    if (stop - start > longestLine) return true;
    start = stop + 1;
  }
  return false;
};

const unreadable = (text: string): string | undefined =>
  text.length > largest
    ? 'larger than 1 MiB: not read'
    : hasLongLine(text)
      ? 'lines too long to be written by hand: not read'
      : undefined;

const gap = ({ path }: Source, why: string): Gap => ({ at: startOf(path), why });

const unparsed = (
  source: Source,
  { language, importsOf }: CodeLanguage,
  exists: (path: string) => boolean,
): CodeFile => ({
  path: source.path,
  language,
  at: span(source.path, 0, source.text.length),
  ...importsOf(source, exists),
  ...signsIn(source),
  facts: [],
  parsed: false,
});

const signsIn = (source: Source): Pick<CodeFile, 'secretFiles'> => {
  const secretFiles = secretFilesIn(source);
  return secretFiles ? { secretFiles } : {};
};

/** The caller has to load the parser that bears the name of the language. */
export function codeReader(language: CodeLanguage, claims: Reader['claims']): Reader {
  const name = language.language;
  // Made for the first file of the language: most repositories have none of most languages.
  let prefilter: ReturnType<typeof prefilterOf> | undefined;
  const isWorthParsing = (text: string): boolean => {
    prefilter ??= prefilterOf(language.tables);
    return prefilter(text);
  };
  const survives = oncePerSource(
    ({ path, text }): boolean =>
      !generated.test(text.slice(0, 400)) &&
      language.idle?.(path, text) !== true &&
      (language.always?.(path) === true || isWorthParsing(text)),
  );
  return {
    name,
    claims,
    needs: (source) => (survives(source) && unreadable(source.text) === undefined ? name : undefined),
    read: (source, { parsers, exists }) => {
      const file = unparsed(source, language, exists);
      if (!survives(source)) return { code: [file] };
      const why = unreadable(source.text) ?? (parsers[name] ? undefined : `no parser for ${name} was loaded: not read`);
      if (why !== undefined) return { code: [file], gaps: [gap(source, why)] };
      const read = (parsers[name] as ReadSource)(source, exists);
      return read ? { code: [read] } : { code: [file], gaps: [gap(source, 'cannot be parsed')] };
    },
  };
}

/** `parser` must have the grammar of the language set. */
export function createCodeReader(parser: Parser, language: CodeLanguage): ReadSource {
  const { manifestOf } = language;
  const read = readProgram(parser, language);
  return manifestOf
    ? Object.assign(read, { asManifest: (source: Source) => withTree(parser, source, manifestOf) })
    : read;
}

function withTree<T>(parser: Parser, source: Source, use: (root: Node, source: Source) => T): T | undefined {
  let tree: Tree | null = null;
  try {
    tree = parser.parse(source.text);
    return tree === null ? undefined : use(tree.rootNode, source);
  } catch {
    return undefined;
  } finally {
    tree?.delete();
  }
}

function readProgram(parser: Parser, language: CodeLanguage): ReadSource {
  return (source, exists) => {
    let tree: Tree | null = null;
    try {
      tree = parser.parse(source.text);
      const unfolded = tree ? language.unfold?.(tree.rootNode, source.text) : undefined;
      if (tree && unfolded !== undefined) {
        tree.delete();
        tree = parser.parse(unfolded);
      }
      if (tree === null) return undefined;
      const program = language.programOf(tree.rootNode, source, exists);
      return {
        path: source.path,
        language: language.language,
        at: span(source.path, 0, source.text.length),
        imports: program.imports,
        packages: [...program.packages],
        ...(program.perhaps && program.perhaps.length > 0 ? { perhaps: program.perhaps } : {}),
        ...signsIn(source),
        facts: factsOf(program, language.tables),
        ...(program.readsAny ? { readsAny: program.readsAny } : {}),
        parsed: true,
      };
    } catch {
      // The grammar ran out of memory or the walk out of stack: code nested thousands deep.
      return undefined;
    } finally {
      tree?.delete();
    }
  };
}
