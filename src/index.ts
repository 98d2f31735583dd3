/**
 * The public API. `lintDirectory` reads a repository as the command line does; `lint` is the same without a disk: pure, synchronous, the same
 * answer for the same tree. `print` turns either's result into any of the formats.
 */
import type { Report } from './engine/report.ts';
import type { Facts, Target } from './facts/index.ts';
import type { Rule } from './kit/index.ts';
import type { Setup } from './lint.ts';
import type { FileTree } from './source/index.ts';

export type { FactorGrade, Finding, ObligationResult, Place, Report, ServiceReport, Verdict } from './engine/report.ts';
export type { Facts, Parsers, Reader, Service, Settings, Stack } from './facts/index.ts';
export type { Check, Confidence, Effect, Obligation, Rule, Severity } from './kit/index.ts';
export { defineCheck, defineRule } from './kit/index.ts';
export { type Linted, lint, type Setup } from './lint.ts';
export type { FileTree, Gap, Span } from './source/index.ts';

export interface LintDirectoryOptions {
  /** Files and directories below `root`; none means all of it. */
  readonly paths?: readonly string[];
  /** What compose files are for; stands above the configuration of the repository. Absent: each file's own evidence decides. */
  readonly target?: Target;
  /** Instead of the built-in ones. */
  readonly rules?: readonly Rule[];
}

export interface LintedDirectory {
  /** Absolute; paths in the report are relative to it. */
  readonly root: string;
  /** Text of every file that was read, by its path. */
  readonly tree: FileTree;
  readonly facts: Facts;
  readonly report: Report;
}

/**
 * Reads a repository from disk, with its `.swarm-lint.yaml` and the parsers it needs, and lints it. Nothing in it is executed. Rejects when a
 * path does not exist or the configuration cannot be followed to the letter; files that cannot be read become gaps of the report.
 */
export async function lintDirectory(
  root: string,
  { paths = [], target, rules }: LintDirectoryOptions = {},
): Promise<LintedDirectory> {
  const { examine } = await import('./cli/examine.ts');
  const { discovery, facts, report } = await examine(root, paths, { target, rules });
  return { root: discovery.root, tree: discovery.tree, facts, report };
}

/** The readers and parsers that a tree in memory needs, for `lint(tree, await prepare(tree))`. Grammars are loaded once a process. */
export async function prepare(tree: FileTree): Promise<Required<Pick<Setup, 'readers' | 'parsers'>>> {
  const [{ loadReaders }, { readers }] = await Promise.all([
    import('./cli/load-readers.ts'),
    import('./readers/index.ts'),
  ]);
  return loadReaders(tree, readers);
}

export interface PrintOptions {
  /** Columns to fill, for text; 100 when absent. */
  readonly width?: number;
  /** Colours of a terminal, for text. */
  readonly colour?: boolean;
  /** All gaps, reasons and accepted findings, for text. */
  readonly verbose?: boolean;
  /** How the paths of the report are led to from where the reader stands; `.` when absent. */
  readonly root?: string;
}

/** A report in one of the formats of the command line. Rejects when there is no format of that name. */
export async function print(
  { tree, facts, report }: Pick<LintedDirectory, 'tree' | 'facts' | 'report'>,
  format: string,
  { width = 100, colour = false, verbose = false, root = '.' }: PrintOptions = {},
): Promise<string> {
  const [{ formats }, { rules }, { suppressionRule }, { version }] = await Promise.all([
    import('./report/index.ts'),
    import('../rules/index.ts'),
    import('./engine/index.ts'),
    import('./cli/version.ts'),
  ]);
  const row = formats.get(format);
  if (row === undefined)
    throw new RangeError(`unknown format "${format}": known are ${[...formats.keys()].join(', ')}`);
  const show = await row.load();
  const look = { width, colour, unicode: true, quiet: false, verbose };
  return show(report, { ...look, tree, facts, rules: [...rules, suppressionRule], version, root, durationMs: 0 });
}
