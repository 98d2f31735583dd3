/** Shell text to commands, over the bash grammar of tree-sitter. The parser is loaded elsewhere and handed in. */
import type { Parser } from 'web-tree-sitter';
import type { ParseShell, ShellCommand } from '../../facts/shell.ts';
import { longestShellText } from './limits.ts';
import { countAssignments } from './variables.ts';
import { walk } from './walk.ts';

/**
 * `parser` must have the bash grammar set. Broken text gives the commands that can still be read, text that is too long
 * (`longestShellText`) gives none. Offsets are UTF-16 units of `file`.
 */
export function createShellParser(parser: Parser): ParseShell {
  return (text, file, offset): readonly ShellCommand[] => {
    if (text.length > longestShellText) return [];
    const tree = parser.parse(text);
    if (tree === null) return [];
    try {
      return walk(tree.rootNode, { text, file, offset, counts: countAssignments(tree.rootNode) });
    } finally {
      tree.delete();
    }
  };
}
