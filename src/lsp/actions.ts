/** What can be done about the findings of a range: fixes first, then ways to accept them. */
import type { CodeAction, Range } from 'vscode-languageserver';
import type { Abilities } from './abilities.ts';
import type { Snapshot } from './run.ts';

export function actionsFor(
  _snapshot: Snapshot,
  _path: string,
  _range: Range,
  _abilities: Abilities,
): readonly CodeAction[] {
  return [];
}
