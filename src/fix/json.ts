/** Edits of JSON, formatted as the file is. */
import { findNodeAtLocation, getLocation, type JSONPath, modify, type Node, parseTree } from 'jsonc-parser';
import type { Edit } from '../kit/index.ts';
import type { TextEdit } from './text-edit.ts';

export type JsonEdit = Extract<Edit, { readonly kind: 'value' | 'set' | 'remove' }>;

/** Undefined: there is no such place, or the file is no JSON. */
export function editJson(text: string, edit: JsonEdit): readonly TextEdit[] | undefined {
  const root = parseTree(text);
  const node = root && innermost(root, edit.at.start);
  if (!root || !node) return undefined;
  const path = pathTo(text, node);
  if (edit.kind === 'set') {
    const holder = findNodeAtLocation(root, path);
    if (holder?.type !== 'object') return undefined;
  }
  const full = edit.kind === 'set' ? [...path, ...edit.path] : edit.kind === 'remove' ? outermost(root, path) : path;
  if (full.length === 0) return undefined;
  const step = /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
  const formattingOptions = {
    insertSpaces: !step.startsWith('\t'),
    tabSize: step.startsWith('\t') ? 1 : step.length,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
    keepLines: true,
  };
  const edits = modify(text, full, edit.kind === 'remove' ? undefined : edit.value, {
    formattingOptions,
    // Names that stand in order go on doing so.
    ...(holds(root, full.slice(0, -1)) && {
      getInsertionIndex: (names: readonly string[]) =>
        isSorted(names) ? names.filter((name) => name < String(full.at(-1))).length : names.length,
    }),
  });
  return edits.map(({ offset, length, content }) => ({ start: offset, end: offset + length, text: content }));
}

/** The property whose key, or the value, that begins at the offset. */
function innermost(node: Node, offset: number): Node | undefined {
  if (node.offset === offset && node.type !== 'property') return node;
  for (const child of node.children ?? []) {
    if (child.offset > offset || child.offset + child.length <= offset) continue;
    if (child.type === 'property' && child.children?.[0]?.offset === offset) return child.children[1] ?? child;
    return innermost(child, offset);
  }
  return undefined;
}

/** What would be empty without it goes as well. */
function outermost(root: Node, path: JSONPath): JSONPath {
  let kept = path;
  while (kept.length > 1 && findNodeAtLocation(root, kept.slice(0, -1))?.children?.length === 1)
    kept = kept.slice(0, -1);
  return kept;
}

const holds = (root: Node, path: JSONPath): boolean => findNodeAtLocation(root, path)?.type === 'object';

const isSorted = (names: readonly string[]): boolean =>
  names.every((name, index) => index === 0 || names[index - 1]! < name);

const pathTo = (text: string, node: Node): JSONPath => {
  const { path } = getLocation(text, node.offset);
  return path;
};
