/** Shell text to commands, over the bash grammar of tree-sitter. The parser is loaded elsewhere and handed in. */
import type { Parser, Tree } from 'web-tree-sitter';
import type { ParseShell, ShellCommand } from '../../facts/shell.ts';
import { longestShellText, tooTangled } from './limits.ts';
import { countAssignments } from './variables.ts';
import { walk } from './walk.ts';

/**
 * `parser` must have the bash grammar set. Broken text gives the commands that can still be read; text that is too long
 * (`longestShellText`) or beyond the grammar gives none. Offsets are UTF-16 units of `file`.
 */
export function createShellParser(parser: Parser): ParseShell {
  return (text, file, offset): readonly ShellCommand[] => {
    if (text.length > longestShellText || tooTangled(text)) return [];
    let tree: Tree | null = null;
    try {
      tree = parser.parse(text);
      if (tree === null) return [];
      return walk(tree.rootNode, { text, file, offset, counts: countAssignments(tree.rootNode) });
    } catch {
      // The grammar ran out of memory: this text, and what comes after it, stays unread.
      return [];
    } finally {
      tree?.delete();
    }
  };
}
