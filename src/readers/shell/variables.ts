/** Which variables of a script have one literal value from their assignment on. */
import type { Node } from 'web-tree-sitter';

/** Commands that set the variables they are given by name. */
const setters: ReadonlySet<string> = new Set(['read', 'getopts', 'mapfile', 'readarray', 'printf', 'unset', 'eval']);

/** How often each name is set anywhere in the tree: a name set twice is never taken as known. */
export function countAssignments(root: Node): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const add = (name: string | undefined): void => {
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  };
  for (const node of root.descendantsOfType([
    'variable_assignment',
    'for_statement',
    'command',
    'unset_command',
    'expansion',
  ])) {
    if (node === null) continue;
    if (node.type === 'variable_assignment') add(node.child(0)?.text);
    else if (node.type === 'for_statement') add(node.childForFieldName('variable')?.text);
    else if (node.type === 'expansion') {
      // `${NAME:=default}` sets the variable as well.
      if (node.child(2)?.text.endsWith('=') === true) add(node.child(1)?.text);
    } else if (node.type === 'unset_command' || setters.has(node.childForFieldName('name')?.text ?? '')) {
      for (const child of node.namedChildren) add(child?.text);
    }
  }
  return counts;
}
