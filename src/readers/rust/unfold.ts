/**
 * The grammar leaves what stands in a macro as loose words. Macros that hold plain code are written as plain code instead, letter for
 * letter in the same places: `format!(…)` becomes a call, `lazy_static! { static ref A … }` becomes `static A …`, and the arms of
 * `select!` become statements.
 */
import type { Node } from 'web-tree-sitter';

/** Macros that read like calls of their own name. */
const likeCalls = new Set([
  ...['format', 'concat', 'println', 'eprintln', 'print', 'eprint', 'write', 'writeln', 'dbg', 'join', 'try_join'],
  ...['pin', 'pin_mut', 'block_on', 'spawn', 'cmd'],
]);
/** Macros that read like items of the file. */
const likeItems = new Set(['lazy_static', 'thread_local']);
const likeBlocks = new Set(['select', 'stream', 'try_stream', 'async_stream']);

type Edit = readonly [start: number, end: number, text?: string];

/** Text of the same length, or nothing where no macro is to be written as code. */
export function unfold(root: Node, text: string): string | undefined {
  const edits: Edit[] = [];
  for (const macro of root.descendantsOfType('macro_invocation')) {
    const tree = macro?.namedChildren.find((child) => child?.type === 'token_tree');
    const name = macro?.childForFieldName('macro');
    if (!macro || !tree || !name) continue;
    rewrite(name.startIndex, lastOf(name.text), tree, edits);
  }
  if (edits.length === 0) return undefined;
  edits.sort((one, other) => one[0] - other[0]);
  const parts: string[] = [];
  let at = 0;
  for (const [start, end, written = ''] of edits) {
    if (start < at) continue;
    parts.push(text.slice(at, start), written, text.slice(start + written.length, end).replaceAll(/[^\n]/g, ' '));
    at = end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

const lastOf = (path: string): string => path.slice(path.lastIndexOf(':') + 1);

function rewrite(start: number, name: string, tree: Node, edits: Edit[]): void {
  const bang = tree.startIndex;
  if (likeCalls.has(name)) edits.push([exclamation(tree), bang]);
  else if (name === 'vec') edits.push([start, bang]);
  else if (likeItems.has(name)) {
    edits.push([start, bang + 1], [tree.endIndex - 1, tree.endIndex]);
    for (const token of tree.children) if (token?.text === 'ref') edits.push([token.startIndex, token.endIndex]);
  } else if (likeBlocks.has(name)) {
    edits.push([start, bang]);
    if (name === 'select') armsOf(tree, edits);
  } else return;
  within(tree, edits);
}

/** The place of the `!` before the brackets. */
function exclamation(tree: Node): number {
  let at = tree.previousSibling;
  while (at && at.type !== '!') at = at.previousSibling;
  return at?.startIndex ?? tree.startIndex;
}

/** `pattern = future => body,` becomes `pattern = future; body;` */
function armsOf(tree: Node, edits: Edit[]): void {
  for (const token of tree.children) {
    if (token?.text === '=>') edits.push([token.startIndex, token.endIndex, ';']);
    else if (token?.text === ',') edits.push([token.startIndex, token.endIndex, ';']);
    else if (token?.text === 'else' || token?.text === 'biased') edits.push([token.startIndex, token.endIndex]);
  }
}

/** Macros in what is now plain code. */
function within(tree: Node, edits: Edit[]): void {
  const tokens = tree.children;
  tokens.forEach((token, at) => {
    if (token?.type !== 'token_tree') return;
    const name = tokens[at - 2];
    if (tokens[at - 1]?.text === '!' && name?.type === 'identifier') {
      let first = at - 2;
      while (tokens[first - 1]?.text === '::' && tokens[first - 2]?.type === 'identifier') first -= 2;
      const before = edits.length;
      rewrite(tokens[first]!.startIndex, name.text, token, edits);
      if (edits.length === before) return;
    } else within(token, edits);
  });
}
