/** Ruby, for the readers of code. Rails finds its code by folder; plain Ruby and Sinatra are followed by what they require. */
import type { CodeLanguage } from '../code/language.ts';
import { importsOf } from './imports.ts';
import { claimsPath } from './paths.ts';
import { programOf } from './program.ts';
import { rubyTables } from './tables/index.ts';

export const ruby: CodeLanguage = { language: 'ruby', claims: claimsPath, tables: rubyTables, importsOf, programOf };
