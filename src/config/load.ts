/** Where the configuration of a repository lies on the disk. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { LoadText } from './gather.ts';

/** JSON is read as the YAML it is. */
export const settingsNames: readonly string[] = ['.swarm-lint.yaml', '.swarm-lint.yml', '.swarm-lint.json'];

/** Names of the files at the root that hold a configuration; more than one is a mistake. */
export function findSettings(root: string, load: LoadText): readonly string[] {
  const found = settingsNames.filter((name) => existsSync(join(root, name)));
  return existsSync(join(root, 'package.json')) && holdsSettings(load('package.json'))
    ? [...found, 'package.json']
    : found;
}

/**
 * The nearest directory with a configuration, from `root` up to the top of its repository: a part that is linted by itself keeps to what
 * holds for the whole. `root` itself where there is none, and outside of repositories.
 */
export function settingsHome(root: string, loadIn: (directory: string) => LoadText): string {
  return directoriesOf(root).find((directory) => findSettings(directory, loadIn(directory)).length > 0) ?? root;
}

/** Files that may hold a configuration for `root`, there or not. */
export const settingsPlaces = (root: string): readonly string[] =>
  directoriesOf(root).flatMap((directory) => [...settingsNames, 'package.json'].map((name) => join(directory, name)));

/** From `root` up to the top of its repository; `root` alone outside of repositories. */
function directoriesOf(root: string): readonly string[] {
  const way: string[] = [];
  for (let directory = root; ; directory = dirname(directory)) {
    way.push(directory);
    if (existsSync(join(directory, '.git'))) return way;
    if (dirname(directory) === directory) return [root];
  }
}

/** What is no JSON configures nothing here; others will complain of it. */
function holdsSettings(loaded: ReturnType<LoadText>): boolean {
  if (!('text' in loaded) || !loaded.text.includes('"swarm-lint"')) return false;
  try {
    const content: unknown = JSON.parse(loaded.text);
    return typeof content === 'object' && content !== null && Object.hasOwn(content, 'swarm-lint');
  } catch {
    return false;
  }
}
