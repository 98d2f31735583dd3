/** Loads the reader of a language, on the first file that needs it. */
import type { ReadSource } from '../../facts/reading.ts';
import { createCodeReader } from '../../readers/code/index.ts';
import type { CodeLanguage } from '../../readers/code/language.ts';
import { php } from '../../readers/php/index.ts';
import { python } from '../../readers/python/index.ts';
import { loadGrammar } from './grammar.ts';

const load = async (grammar: string, language: CodeLanguage): Promise<ReadSource> =>
  createCodeReader(await loadGrammar(grammar), language);

export const loadPythonParser = (): Promise<ReadSource> => load('python', python);
export const loadPhpParser = (): Promise<ReadSource> => load('php', php);
