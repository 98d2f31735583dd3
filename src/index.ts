/** The public API. */
import type { Report } from './engine/report.ts';
import type { Facts } from './facts/index.ts';
import type { Rule } from './kit/index.ts';

export type { FactorGrade, Finding, ObligationResult, Place, Report, ServiceReport, Verdict } from './engine/report.ts';
export type { Facts, Parsers, Service, Stack } from './facts/index.ts';
export type { Check, Confidence, Effect, Obligation, Rule, Severity } from './kit/index.ts';
export { defineCheck, defineRule } from './kit/index.ts';
export { type Linted, lint, type Setup } from './lint.ts';
export type { FileTree, Gap, Span } from './source/index.ts';

export interface LintDirectoryOptions {
  /** Files and directories below `root`; none means all of it. */
  readonly paths?: readonly string[];
  /** Instead of the built-in ones. */
  readonly rules?: readonly Rule[];
}

export interface LintedDirectory {
  /** Absolute; paths in the report are relative to it. */
  readonly root: string;
  readonly facts: Facts;
  readonly report: Report;
}

/** Reads a repository from disk, with the parsers it needs, and lints it. Rejects when a path does not exist. */
export async function lintDirectory(root: string, options: LintDirectoryOptions = {}): Promise<LintedDirectory> {
  const [{ discover }, { loadReaders }, { readers }, { lint }] = await Promise.all([
    import('./discover/index.ts'),
    import('./cli/load-readers.ts'),
    import('./readers/index.ts'),
    import('./lint.ts'),
  ]);
  const found = await discover(root, options.paths ?? [], readers);
  const { tree, listing, repository, gaps } = found;
  const loaded = await loadReaders(tree, readers);
  return { root: found.root, ...lint(tree, { ...loaded, listing, repository, gaps, rules: options.rules }) };
}
