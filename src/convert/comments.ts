/**
 * Comments behind the last line of a block. The parser gives all of them to the innermost block, the printer indents them like it; here each goes
 * to the block, or in front of the entry, that it is indented like.
 */
import { type Document, isCollection, isPair, isScalar, type Node } from 'yaml';

interface Line {
  readonly indent: number;
  readonly text: string;
  /** A line without anything stands above it. */
  readonly apart: boolean;
}

export function settleComments(document: Document, text: string): void {
  const rest = settle(document.contents, text);
  if (rest.some((line) => line !== gap))
    document.comment = [asComment(rest), document.comment].filter(Boolean).join('\n');
}

/** A blank line alone. */
const gap: Line = { indent: -1, text: '', apart: true };

/** Puts in place what belongs inside a node, and returns what belongs behind it. */
function settle(node: unknown, text: string, outer = -1): readonly Line[] {
  if (isScalar(node)) return node.value === null ? ofNothing(node, text) : [];
  if (!isCollection(node) || node.flow || !node.range) return [];
  const column = columnOf(node.range[0], text);
  let waiting: readonly Line[] = [];
  for (const item of node.items) {
    const key = (isPair(item) ? item.key : item) as Node | null;
    if (waiting.length > 0 && key) putBefore(key, waiting);
    waiting = settle(isPair(item) ? item.value : item, text, column);
    if (isPair(item) && isScalar(item.value) && item.value.value === null && item.value.spaceBefore) {
      item.value.spaceBefore = undefined;
      waiting = waiting.map((line, index) => (index === 0 ? { ...line, apart: true } : line));
      if (waiting.length === 0) waiting = [gap];
    }
  }
  const own = linesOf(node, text);
  const [head, ...tail] = own ?? [];
  const lines = head && waiting[0] === gap ? [{ ...head, apart: true }, ...tail] : [...waiting, ...(own ?? [])];
  // The dashes of a list may stand right below its key: a comment there is about the next key.
  const cut = lines.findIndex(({ indent }) => indent < column || indent === outer);
  const inside = cut === -1 ? lines : lines.slice(0, cut);
  if (own !== undefined || inside.length > 0) {
    const kept = own === undefined ? node.comment : undefined;
    node.comment = [inside.length > 0 ? asComment(inside) : '', kept].filter(Boolean).join('\n') || undefined;
  }
  return cut === -1 ? [] : lines.slice(cut);
}

function ofNothing(node: Node & { value?: unknown }, text: string): readonly Line[] {
  const comment = [node.commentBefore, node.comment].filter(Boolean).join('\n');
  if (comment === '' || !node.range) return [];
  const before = text.slice(text.lastIndexOf('\n', node.range[0] - 1) + 1, node.range[0]);
  const end = text.indexOf('\n', node.range[0]);
  const behind = text.slice(node.range[0], end === -1 ? text.length : end);
  // On the line of the key it stays.
  if (before.trim() !== '' && behind.includes('#')) return [];
  const lines =
    linesOf(node, text) ??
    comment.split('\n').map((line) => ({ indent: before.search(/\S|$/), text: line, apart: false }));
  node.comment = undefined;
  node.commentBefore = undefined;
  return lines;
}

/** The lines of a node's comment; `undefined` when they cannot be told apart. */
function linesOf(node: Node, text: string): readonly Line[] | undefined {
  if (!node.comment || !node.range) return undefined;
  const lines: Line[] = [];
  let apart = false;
  const whole = text[node.range[1] - 1] === '\n';
  for (const line of text.slice(node.range[1], node.range[2]).split(/\r?\n/).entries()) {
    const [index, written] = line;
    const at = written.indexOf('#');
    if (at === -1) apart = (index > 0 || whole) && written.trim() === '';
    else {
      const start = index === 0 ? columnOf(node.range[1], text) : at;
      lines.push({ indent: index === 0 ? Math.max(start, at) : at, text: written.slice(at + 1), apart });
      apart = false;
    }
  }
  const said = node.comment.split('\n').filter((line) => line !== '');
  return lines.filter((line) => line.text !== '').length === said.length ? lines : undefined;
}

const asComment = (lines: readonly Line[]): string =>
  lines.map(({ text, apart }) => `${apart ? '\n' : ''}${text === '' ? ' ' : text}`).join('\n');

function putBefore(node: Node, lines: readonly Line[]): void {
  if (lines[0] === gap) {
    node.spaceBefore = true;
    return;
  }
  const [first, ...more] = lines;
  node.commentBefore = [asComment([{ ...first!, apart: false }, ...more]), node.commentBefore]
    .filter(Boolean)
    .join('\n');
  node.spaceBefore = first!.apart;
}

/** Blanks in front of the line's first word: where a block begins. */
function columnOf(offset: number, text: string): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return offset - start;
}
