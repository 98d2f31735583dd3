/** Ruby, for the readers of code. Rails finds its code by folder; plain Ruby and Sinatra are followed by what they require. */
import type { CodeLanguage } from '../code/language.ts';
import { importsOf } from './imports.ts';
import { dialectOf, guardOfPath, isTool } from './paths.ts';
import { programOf } from './program.ts';
import { rubyTables } from './tables/index.ts';

export const ruby: CodeLanguage = {
  // Their words belong to a program that they do not name.
  always: (path) => dialectOf(path) !== undefined,
  language: 'ruby',
  idle: (path) => isTool(path) || guardOfPath(path) === 'test',
  tables: rubyTables,
  importsOf,
  programOf,
};
