/** Loads the grammar of a language, on the first file that needs it. */
import type { ReadSource } from '../../facts/reading.ts';
import { createCodeReader } from '../../readers/code/index.ts';
import { languages, type SharedLanguage } from '../../readers/languages.ts';
import { loadGrammar } from './grammar.ts';

/** Names of grammars that differ from the language's. */
const grammars: Readonly<Record<string, string>> = { csharp: 'c-sharp' };

export const loadCodeParser = async (language: SharedLanguage): Promise<ReadSource> =>
  createCodeReader(await loadGrammar(grammars[language] ?? language), await languages[language].load());
