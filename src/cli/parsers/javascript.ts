/** Loads the parser of JavaScript and TypeScript, on the first file that needs it. */
import type { Parsers } from '../../facts/reading.ts';
import { createJavascriptReader } from '../../readers/javascript/read.ts';
import { loadCompiler } from './compiler.ts';

export const loadJavascriptParser = async (): Promise<NonNullable<Parsers['javascript']>> =>
  createJavascriptReader(loadCompiler());
