/** PHP, for the readers of code. Frameworks find their code by folder, so nothing is followed from an entry file. */
import type { CodeLanguage } from '../code/language.ts';
import { guardOfPath, isTool } from './paths.ts';
import { programOf } from './program.ts';
import { phpTables } from './tables/index.ts';

export const php: CodeLanguage = {
  language: 'php',
  idle: (path) => isTool(path) || guardOfPath(path) === 'test',
  tables: phpTables,
  importsOf: ({ text }) => ({
    imports: [],
    packages: [...new Set([...text.matchAll(/^use[ \t]+\\?([A-Za-z_]\w*)\\/gm)].map(([, name]) => name!))],
  }),
  programOf,
};
