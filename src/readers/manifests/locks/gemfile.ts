import type { LockContents } from '../../../facts/manifest.ts';
import { isConflict, linesOf } from './lines.ts';

/** Sections of Bundler's lock: what the Gemfile asks for stands under DEPENDENCIES, with a mark behind what has a source of its own. */
export function readGemfileLock(text: string): LockContents | undefined {
  const held = new Map<string, string>();
  const platforms: string[] = [];
  let section = '';
  let complete = false;
  for (const line of linesOf(text)) {
    if (isConflict(line)) return undefined;
    if (/^[A-Z]/.test(line)) section = line.trimEnd();
    if (section === 'DEPENDENCIES') complete = true;
    const name = /^ {2}([^\s!]+)/.exec(line)?.[1];
    if (name === undefined) continue;
    if (section === 'DEPENDENCIES') held.set(name, '');
    if (section === 'PLATFORMS') platforms.push(name);
  }
  return complete ? { platforms, held } : undefined;
}
