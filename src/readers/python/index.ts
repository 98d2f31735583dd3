/** Python, for the readers of code. */
import type { CodeLanguage } from '../code/language.ts';
import { importsOf } from './imports.ts';
import { guardOfPath, isTool } from './paths.ts';
import { programOf } from './program.ts';
import { manifestOf } from './setup.ts';
import { pythonTables } from './tables/index.ts';

export const python: CodeLanguage = {
  language: 'python',
  idle: (path) => isTool(path) || guardOfPath(path) === 'test',
  tables: pythonTables,
  importsOf,
  programOf,
  manifestOf,
};
