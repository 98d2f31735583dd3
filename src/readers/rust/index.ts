/** Rust, for the readers of code. */
import type { CodeLanguage } from '../code/language.ts';
import { importsOf } from './imports.ts';
import { guardOfPath, isTool } from './paths.ts';
import { programOf } from './program.ts';
import { rustTables } from './tables/index.ts';
import { unfold } from './unfold.ts';

export const rust: CodeLanguage = {
  language: 'rust',
  idle: (path) => isTool(path) || guardOfPath(path) === 'test',
  tables: rustTables,
  importsOf,
  programOf,
  unfold,
};
