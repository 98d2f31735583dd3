/** Whether what was put into a text is a comment to whoever reads it, and all else means what it did: asked of the parser of the language. */
import type { ts } from 'ts-morph';
import type { Parser } from 'web-tree-sitter';

/** `at`: where the comment begins in the text with it. Where nothing can be said, no. */
export type AddsComment = (before: string, after: string, at: number) => boolean;

/** `parser` has its grammar set. */
export const addsCommentBy =
  (parser: Parser): AddsComment =>
  (before, after, at) => {
    const first = read(parser, before);
    const second = read(parser, after, at);
    return first !== undefined && second?.isComment === true && first.shape === second.shape;
  };

interface Shape {
  /** The tree without its comments. What is in a text is no part of it. */
  readonly shape: string;
  readonly isComment: boolean;
}

function read(parser: Parser, text: string, at = 0): Shape | undefined {
  const tree = parser.parse(text);
  if (tree === null) return undefined;
  try {
    const node = tree.rootNode.namedDescendantForIndex(at, at + 1);
    const shape = tree.rootNode.toString().replace(/ ?\(\w*comment\)/g, '');
    return { shape, isComment: /comment$/.test(node?.type ?? '') };
  } finally {
    tree.delete();
  }
}

/** JavaScript and TypeScript, with the compiler that ts-morph carries. */
export const addsCommentToScript =
  ({ ts: compiler }: { readonly ts: typeof ts }): AddsComment =>
  (before, after) =>
    scriptOf(compiler, before) === scriptOf(compiler, after);

/** All words and texts of a program in their order, and no comments. */
function scriptOf(compiler: typeof ts, text: string): string {
  const { createSourceFile, ScriptTarget, ScriptKind, forEachChild } = compiler;
  const file = createSourceFile('x.tsx', text, ScriptTarget.Latest, false, ScriptKind.TSX);
  const words: string[] = [];
  const visit = (node: ts.Node): void => {
    const before = words.length;
    words.push(String(node.kind));
    forEachChild(node, visit);
    if (words.length === before + 1) words.push(JSON.stringify(text.slice(node.getStart(file), node.end)));
  };
  visit(file);
  return words.join(' ');
}
