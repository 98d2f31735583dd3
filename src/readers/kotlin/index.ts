/** Kotlin, for the readers of code: libraries and frameworks are those of Java. */
import type { CodeLanguage } from '../code/language.ts';
import { namesIn } from '../jvm/names.ts';
import { guardOfPath, isTool } from '../jvm/paths.ts';
import { programOf } from '../jvm/program.ts';
import { jvmTables } from '../jvm/tables/index.ts';
import { shapeOf } from './shape.ts';

export const kotlin: CodeLanguage = {
  language: 'kotlin',
  idle: (path) => isTool(path) || guardOfPath(path) === 'test',
  tables: jvmTables,
  importsOf: ({ text }) => ({ imports: [], packages: [...namesIn(text).packages] }),
  programOf: (root, source) => programOf('kotlin', shapeOf, root, source),
};
