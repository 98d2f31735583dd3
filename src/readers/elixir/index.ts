/** Elixir, for the readers of code. Applications find their modules by name, so nothing is followed from an entry file. */
import type { CodeLanguage } from '../code/language.ts';
import { packagesIn } from './packages.ts';
import { guardOfPath, isTool } from './paths.ts';
import { programOf } from './program.ts';
import { elixirTables } from './tables/index.ts';

export const elixir: CodeLanguage = {
  language: 'elixir',
  idle: (path) => isTool(path) || guardOfPath(path) === 'test',
  tables: elixirTables,
  importsOf: ({ text }) => ({ imports: [], packages: packagesIn(text) }),
  programOf,
};
