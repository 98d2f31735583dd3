/** Loads the reader of a language, on the first file that needs it. */
import type { ReadSource } from '../../facts/reading.ts';
import { createCodeReader } from '../../readers/code/index.ts';
import type { CodeLanguage } from '../../readers/code/language.ts';
import { languages } from '../../readers/languages.ts';
import { loadGrammar } from './grammar.ts';

/** Names of grammars that differ from the language's. */
const grammars: Readonly<Record<string, string>> = { csharp: 'c-sharp' };

export const loadCodeParser = async ({ language, ...rest }: CodeLanguage): Promise<ReadSource> =>
  createCodeReader(await loadGrammar(grammars[language] ?? language), { language, ...rest });

export const codeParsers: Readonly<Record<string, () => Promise<ReadSource>>> = Object.fromEntries(
  languages.map((one) => [one.language, () => loadCodeParser(one)]),
);
