/**
 * `swarm-lint-ignore CHECK -- reason` above the place of a finding. Not every line may have a comment above it: a text over several lines would
 * take it in, a command that goes on would end. There the comment stands further up, as long as it still covers the place.
 */
import type { Finding } from '../../engine/report.ts';
import type { Facts } from '../../kit/index.ts';
import type { AddsComment } from '../../readers/added-comment.ts';
import { commentSyntaxOf } from '../../readers/comment-syntax.ts';
import { ignoreCommentReader } from '../../readers/ignore-comments.ts';
import { lineIndex } from '../../source/index.ts';
import { saysTheSame } from './meaning.ts';
import { indentAt, lineEndOf, lineStart, REASON, type TextEdit } from './reason.ts';

/** What stands in front of everything else, comments included. */
const HEAD = /^(?:#!|<\?|---\s*$|%YAML|<!doctype|['"]use strict|#[ \t]*(?:syntax|escape|check)[ \t]*=|#.*coding[:=])/i;

/** `undefined`: nowhere in this file a comment would do. `adds`: of the parser of its language, where there is one. */
export function commentFor(
  { check, place }: Finding,
  text: string,
  facts: Facts,
  adds?: AddsComment,
): TextEdit | undefined {
  const { path, start, end } = place;
  const { writes: usual, colon } = commentSyntaxOf(path);
  const writes = usual ?? (text.startsWith('#!') ? (['# ', ''] as const) : undefined);
  // In a document the command stands in a block of code, and a comment in there would be a part of it.
  if (writes === undefined || /\.(?:md|mdx|markdown)$/i.test(path)) return undefined;
  const whole = start.line === 1 && start.column === 1 && end.line === 1 && end.column === 1;
  const form = whole ? 'swarm-lint-ignore-file' : 'swarm-lint-ignore';
  const separator = colon && writes[1] !== '' ? ':' : ' --';
  const comment = `${writes[0]}${form} ${check}${separator} ${REASON}${writes[1]}`;
  const lines = lineIndex(text);
  const from = lines.startOfLine(start.line);
  for (const at of whole ? [behindHead(text)] : linesAbove(path, text, from, facts)) {
    const indent = indentAt(text, at);
    const inserted = `${indent}${comment}${lineEndOf(text)}`;
    const after = text.slice(0, at) + inserted + text.slice(at);
    const covered = isCovered(path, after, at, whole ? undefined : start.line + 1);
    if (covered && saysTheSame(path, text, after, at + indent.length, adds))
      return { path, start: at, end: at, text: inserted };
  }
  return undefined;
}

function behindHead(text: string): number {
  let at = 0;
  while (HEAD.test(text.slice(at, at + 200))) {
    const next = text.indexOf('\n', at);
    if (next === -1) break;
    at = next + 1;
  }
  return at;
}

/** Starts of the lines that may have the comment above them, the nearest first. */
function* linesAbove(path: string, text: string, from: number, facts: Facts): Generator<number> {
  let at = from;
  const instruction = facts.dockerfiles
    .filter((file) => file.path === path)
    .flatMap(({ stages }) => stages.flatMap((stage) => stage.instructions))
    .find((one) => lineStart(text, one.at.start) <= from && from < one.at.end);
  if (instruction) at = lineStart(text, instruction.at.start);
  for (let tries = 0; tries < 20; tries++) {
    const before = continuedFrom(path, text, at);
    if (before === undefined) {
      yield at;
      const outer = outerLine(text, at);
      if (outer === undefined) return;
      at = outer;
    } else at = before;
  }
}

/** The line before, when this one goes on with what it began: a command, a text in quotes, a tag. */
function continuedFrom(path: string, text: string, at: number): number | undefined {
  if (at === 0) return undefined;
  const head = text.slice(0, at);
  if (/\\\r?\n$/.test(head)) return lineStart(text, at - 1);
  for (const quotes of ['"""', "'''"])
    if (head.split(quotes).length % 2 === 0) return lineStart(text, head.lastIndexOf(quotes));
  if (commentSyntaxOf(path).writes?.[1] === ' -->' && head.lastIndexOf('<') > head.lastIndexOf('>'))
    return lineStart(text, head.lastIndexOf('<'));
  return undefined;
}

/** The nearest line above that is indented less. */
function outerLine(text: string, at: number): number | undefined {
  const own = indentAt(text, at).length;
  for (let line = at; line > 0; ) {
    line = lineStart(text, line - 1);
    const blank = /^[ \t]*\r?$/m.exec(text.slice(line, text.indexOf('\n', line)))?.index === 0;
    if (!blank && indentAt(text, line).length < own) return line;
  }
  return undefined;
}

/** `line`: where the finding is then; absent: all lines must be covered. */
function isCovered(path: string, text: string, at: number, line: number | undefined): boolean {
  const found = ignoreCommentReader.read({ path, text }, { parsers: {}, exists: () => false }).ignoreComments ?? [];
  const own = found.find((one) => lineStart(text, one.at.start) === at);
  if (own?.covers === undefined || own.reason === undefined) return false;
  if (line === undefined) return true;
  const lines = lineIndex(text);
  return lines.positionAt(own.covers.start).line <= line && line <= lines.positionAt(own.covers.end).line;
}
