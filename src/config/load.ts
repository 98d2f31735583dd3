/** Finds the configuration of a repository on the disk. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
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
