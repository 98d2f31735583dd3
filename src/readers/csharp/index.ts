/** C#, for the readers of code. A project compiles whatever lies in its folder, so nothing is followed from an entry file. */
import type { CodeLanguage } from '../code/language.ts';
import { guardOfPath, isTool } from './paths.ts';
import { programOf } from './program.ts';
import { csharpTables } from './tables/index.ts';
import { usingsOf } from './usings.ts';

export const csharp: CodeLanguage = {
  language: 'csharp',
  idle: (path) => isTool(path) || guardOfPath(path) === 'test',
  tables: csharpTables,
  importsOf: ({ text }) => ({ imports: [], packages: usingsOf(text).namespaces }),
  programOf,
};
