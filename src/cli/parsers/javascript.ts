/** Loads the parser of JavaScript and TypeScript, on the first file that needs it. */
import { createRequire } from 'node:module';
import type { Parsers } from '../../facts/reading.ts';
import { createJavascriptReader } from '../../readers/javascript/read.ts';

/** As CommonJS: an `import` of ts-morph takes a third longer. */
export async function loadJavascriptParser(): Promise<NonNullable<Parsers['javascript']>> {
  const tsMorph: typeof import('ts-morph') = createRequire(import.meta.url)('ts-morph');
  return createJavascriptReader(tsMorph);
}
