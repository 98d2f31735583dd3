/** Runs the pipeline over trees in memory with every parser at hand, as the command line would. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { rules } from '../../rules/index.ts';
import { loadCodeParser } from '../../src/cli/parsers/code.ts';
import { loadJavascriptParser } from '../../src/cli/parsers/javascript.ts';
import { loadShellParser } from '../../src/cli/parsers/shell.ts';
import { readSettings } from '../../src/config/gather.ts';
import { settingsNames } from '../../src/config/load.ts';
import type { Parsers, Reader } from '../../src/facts/index.ts';
import { judgedStacks } from '../../src/kit/index.ts';
import { type Linted, lint, type Setup } from '../../src/lint.ts';
import { readers as heads } from '../../src/readers/index.ts';
import { languages, type SharedLanguage } from '../../src/readers/languages.ts';
import { snapshotReader } from '../../src/readers/snapshot/index.ts';
import type { FileTree } from '../../src/source/index.ts';

export const parsers: Parsers = {
  shell: await loadShellParser(),
  javascript: await loadJavascriptParser(),
  ...Object.fromEntries(
    await Promise.all(
      (Object.keys(languages) as SharedLanguage[]).map(async (name) => [name, await loadCodeParser(name)]),
    ),
  ),
};

export const readers: readonly Reader[] = await Promise.all(heads.map((reader) => reader.load?.() ?? reader));

export const lintTree = (tree: FileTree, setup: Setup = {}): Linted =>
  lint(tree, {
    readers,
    parsers,
    repository: { versionControl: 'git' },
    ...(setup.settings ? {} : settingsIn(tree)),
    ...clusterIn(tree),
    ...setup,
  });

/** A tree with a snapshot is a Swarm, and what lies beside it the repository that it is held against. */
function clusterIn(tree: FileTree): Setup {
  const { 'cluster.json': snapshot, ...files } = tree;
  if (snapshot === undefined) return {};
  if (Object.keys(files).length === 0) return { readers: [snapshotReader] };
  const { facts } = lintTree(files, { rules: [] });
  const against = { stacks: judgedStacks(facts), ignoreComments: facts.ignoreComments };
  return { readers: [snapshotReader], against };
}

/** The configuration of a tree, as the command line would find it. */
export function settingsIn(tree: FileTree): Setup {
  const path = settingsNames.find((name) => tree[name] !== undefined);
  if (path === undefined) return {};
  const { settings, problems } = readSettings(
    path,
    tree[path]!,
    rules.flatMap(({ checks }) => checks),
    (other) => (tree[other] === undefined ? { why: 'there is no such file' } : { text: tree[other] }),
  );
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('; '));
  return { settings };
}

/** All files below a folder as a tree, but for `expected.txt`. */
export function readTree(folder: string): FileTree {
  const tree: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path).split(sep).join('/');
    if (name !== 'expected.txt') tree[name] = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  }
  return tree;
}

/**
 * What discovery would find in a folder that holds just this tree. git never stores a `.git` of its own: a story of one lists the
 * tracked files in `.git-index`, one on a line.
 */
export function versionControlIn(tree: FileTree): Setup {
  const holds = (folder: string) => Object.keys(tree).some((path) => path.startsWith(folder));
  const index = tree['.git-index'];
  if (index !== undefined)
    return {
      repository: {
        versionControl: 'git',
        tracked: new Set(index.split('\n').filter(Boolean)),
        contents: new Map(Object.entries(tree)),
      },
    };
  return { repository: { versionControl: holds('.git/') ? 'git' : holds('.hg/') ? 'other' : 'none' } };
}
