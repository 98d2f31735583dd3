/** Finds the configuration of a repository. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** In this order; the first one counts. JSON is read as the YAML it is. */
export const settingsNames: readonly string[] = ['.swarm-lint.yaml', '.swarm-lint.yml', '.swarm-lint.json'];

export interface SettingsFile {
  /** Relative to the root. */
  readonly path: string;
  readonly text: string;
}

/** Throws what the file system throws when the file exists and cannot be read. */
export function loadSettings(root: string): SettingsFile | undefined {
  const path = settingsNames.find((name) => existsSync(join(root, name)));
  return path === undefined ? undefined : { path, text: readFileSync(join(root, path), 'utf8') };
}
