/** Go, for the readers of code. A package is a folder: which of them a program holds is told by its module. */
import type { CodeLanguage } from '../code/language.ts';
import { importsOf } from './imports.ts';
import { guardOfPath, isTool } from './paths.ts';
import { programOf } from './program.ts';
import { goTables } from './tables/index.ts';

export const go: CodeLanguage = {
  language: 'go',
  idle: (path, text) => isTool(path, text) || guardOfPath(path, text) === 'test',
  tables: goTables,
  importsOf,
  programOf,
};
