/** Redirections, heredocs and here-strings. */
import type { Node } from 'web-tree-sitter';
import { type Span, span, type Text } from '../../source/index.ts';
import { childrenOf, type Script, substitutionTypes } from './draft.ts';
import { type KnownVariables, knownValue } from './expand.ts';
import { unquoteDouble } from './unquote.ts';

const place = (script: Script, start: number, end: number): Span =>
  span(script.file, script.offset + start, script.offset + end);

const text = (script: Script, start: number, end: number, value: string | undefined): Text => {
  const base = { at: place(script, start, end), raw: script.text.slice(start, end) };
  return value === undefined ? base : { ...base, value };
};

/** `> file`, `2>&1`, `< file`. The grammar takes the words behind the file for more files: those are left to the caller. */
export function fileRedirection(node: Node, known: KnownVariables, script: Script): Text {
  const target = node.childForFieldName('destination');
  const end = target?.endIndex ?? node.endIndex;
  const value = target === null ? undefined : knownValue(target, known);
  const operator = script.text.slice(node.startIndex, target?.startIndex ?? end).trimEnd();
  return text(script, node.startIndex, end, value === undefined ? undefined : operator + value);
}

export function hereString(
  node: Node,
  known: KnownVariables,
  script: Script,
): { readonly line: Text; readonly input: Text } {
  const word = childrenOf(node).find((child) => child.isNamed);
  const value = word === undefined ? undefined : knownValue(word, known);
  const line = text(script, node.startIndex, node.endIndex, value === undefined ? undefined : `<<<${value}`);
  return { line, input: text(script, word?.startIndex ?? node.endIndex, node.endIndex, value) };
}

export function heredoc(node: Node, script: Script): { readonly line: Text; readonly input?: Text } {
  const children = childrenOf(node);
  const start = children.find((child) => child.type === 'heredoc_start');
  const body = children.find((child) => child.type === 'heredoc_body');
  const lineEnd = start?.endIndex ?? node.startIndex + 2;
  const line = text(script, node.startIndex, lineEnd, script.text.slice(node.startIndex, lineEnd));
  if (body === undefined) return { line };
  const raw = script.text.slice(body.startIndex, body.endIndex);
  const quoted = /['"\\]/.test(start?.text ?? '');
  const expands = childrenOf(body).some(
    (child) => substitutionTypes.has(child.type) || child.type.endsWith('expansion'),
  );
  const value = quoted ? raw : expands ? undefined : unquoteDouble(raw);
  return { line, input: text(script, body.startIndex, body.endIndex, value) };
}
