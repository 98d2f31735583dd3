/** What a language brings: its tables, and how its syntax tree becomes a program. */
import type { Node } from 'web-tree-sitter';
import type { Language } from '../../facts/code.ts';
import type { Reading } from '../../facts/reading.ts';
import type { Source } from '../../source/index.ts';
import type { Program } from './program.ts';
import type { Tables } from './row.ts';

export interface Imports {
  /** Repository paths. */
  readonly imports: readonly string[];
  /** Top names of libraries. */
  readonly packages: readonly string[];
  /** Those of them that may never be loaded. */
  readonly perhaps?: readonly string[];
}

export interface CodeLanguage {
  readonly language: Exclude<Language, 'javascript'>;
  readonly tables: Tables;
  /** Files worth parsing whatever words they hold. */
  readonly always?: (path: string) => boolean;
  /** Tests and tools: nobody would use their facts, so they are not parsed. */
  readonly idle?: (path: string, text: string) => boolean;
  /** What a file imports, read from its text without a parser. */
  readonly importsOf: (source: Source, exists: (path: string) => boolean) => Imports;
  /**
   * Text of the same length that the grammar reads better, or nothing: macros written as the plain code they stand for, each letter in
   * its place.
   */
  readonly unfold?: (root: Node, text: string) => string | undefined;
  /** Purely from the tree: the same path and text give the same program. */
  readonly programOf: (root: Node, source: Source, exists: (path: string) => boolean) => Program;
  /** What a program of the language that is a manifest says. */
  readonly manifestOf?: (root: Node, source: Source) => Reading;
}
