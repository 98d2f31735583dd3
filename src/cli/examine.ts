/** From paths on disk to facts and a report: the way every command that reads a repository goes. */
import { type Discovery, discover, PathError } from '../discover/index.ts';
import { type Linted, lint } from '../lint.ts';
import { readers } from '../readers/index.ts';
import { loadParsers } from './load-parsers.ts';
import { suggestion } from './nearest.ts';
import { UsageError } from './streams.ts';

export interface Examined extends Linted {
  readonly discovery: Discovery;
}

/** `commands`: what a single word that is no path may have meant. */
export async function examine(
  base: string,
  paths: readonly string[],
  commands: readonly string[] = [],
): Promise<Examined> {
  let discovery: Discovery;
  try {
    discovery = await discover(base, paths, readers);
  } catch (error) {
    if (!(error instanceof PathError)) throw error;
    throw new UsageError(`${error.message}.${suggestion(paths[0] ?? '', commands)}`);
  }
  const { tree, listing, repository, gaps } = discovery;
  const parsers = await loadParsers(tree, readers);
  return { ...lint(tree, { parsers, listing, repository, gaps }), discovery };
}
