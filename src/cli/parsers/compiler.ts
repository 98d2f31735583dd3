/** Where the compiler comes from: the build puts in its place what it took of it for the command line. */
import { createRequire } from 'node:module';
import type { ts } from 'ts-morph';

/** As CommonJS: an `import` of ts-morph takes a third longer. */
export const loadCompiler = (): { readonly ts: typeof ts } => createRequire(import.meta.url)('ts-morph');
