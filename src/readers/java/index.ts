/** Java, for the readers of code. Frameworks find their code by package, so nothing is followed from an entry file. */
import type { CodeLanguage } from '../code/language.ts';
import { namesIn } from '../jvm/names.ts';
import { guardOfPath, isTool } from '../jvm/paths.ts';
import { programOf } from '../jvm/program.ts';
import { jvmTables } from '../jvm/tables/index.ts';
import { shapeOf } from './shape.ts';

export const java: CodeLanguage = {
  language: 'java',
  idle: (path) => isTool(path) || guardOfPath(path) === 'test',
  tables: jvmTables,
  importsOf: ({ text }) => ({ imports: [], packages: [...namesIn(text).packages] }),
  programOf: (root, source) => programOf('java', shapeOf, root, source),
};
