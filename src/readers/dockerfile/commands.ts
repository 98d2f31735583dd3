import type { CommandInstruction, HealthInstruction, RunInstruction } from '../../facts/dockerfile.ts';
import { type Span, span } from '../../source/index.ts';
import type { LogicalLine, LogicalText } from './logical.ts';
import { startAt } from './logical.ts';
import { jsonWords, takeFlags, takeWord, trimmed, wordsOf } from './words.ts';

/** An instruction cut into its first logical line and the heredoc bodies behind it. */
export interface Body {
  readonly file: string;
  readonly source: string;
  readonly escapeCharacter: string;
  readonly line: LogicalLine;
  readonly lineStart: number;
  readonly end: number;
}

export function commandOf(kind: 'cmd' | 'entrypoint', body: Body, at: Span): CommandInstruction {
  const words = jsonWords(body.line);
  if (words !== undefined) return { kind, form: 'exec', argv: words.map((word) => word.value), at };
  const script = scriptOf(trimmed(body.line), body);
  return { kind, form: 'shell', argv: script.script === '' ? [] : [script.script], scriptAt: script.scriptAt, at };
}

export function runOf(body: Body, at: Span): RunInstruction {
  const { flags, rest } = takeFlags(body.line);
  const words = jsonWords(rest);
  if (words !== undefined) {
    return { kind: 'run', form: 'exec', script: words.map((word) => word.value).join(' '), flags, at };
  }
  return { kind: 'run', form: 'shell', flags, at, ...runScript(trimmed(rest), body) };
}

export function healthOf(body: Body, at: Span): HealthInstruction | undefined {
  const { flags, rest } = takeFlags(body.line);
  const { word, rest: command } = takeWord(rest);
  if (word.toUpperCase() === 'NONE') return { kind: 'healthcheck', form: 'none', argv: [], flags, at };
  if (word.toUpperCase() !== 'CMD' || command.text.trim() === '') return undefined;
  const words = jsonWords(command);
  if (words !== undefined) {
    return { kind: 'healthcheck', form: 'exec', argv: words.map((each) => each.value), flags, at };
  }
  const script = scriptOf(trimmed(command), body);
  return { kind: 'healthcheck', form: 'shell', argv: [script.script], scriptAt: script.scriptAt, flags, at };
}

interface Script {
  readonly script: string;
  readonly scriptAt?: Span;
}

/** The text of a shell form: as long as what is written, so that places in it count, unless a continuation cuts a word. */
function scriptOf(text: LogicalText, body: Body): Script {
  const start = startAt(text, 0);
  const { padded } = body.line;
  if (padded === undefined) return { script: text.text };
  return {
    script: padded.slice(start - body.lineStart, text.end - body.lineStart),
    scriptAt: span(body.file, start, text.end),
  };
}

/** `RUN <<EOF` runs the body itself; any other command reads its heredocs as a shell would. */
function runScript(text: LogicalText, body: Body): Script {
  const behind = body.source.slice(body.line.next, body.end);
  if (behind.trim() === '') return scriptOf(text, body);
  const words = wordsOf(text, body.escapeCharacter);
  const delimiter = words.length === 1 ? heredocName(text.text) : undefined;
  if (delimiter !== undefined) {
    const closing = closingLine(behind, delimiter);
    return {
      script: behind.slice(0, closing),
      scriptAt: span(body.file, body.line.next, body.line.next + closing),
    };
  }
  const head = scriptOf(text, body);
  const start = startAt(text, 0);
  if (head.scriptAt === undefined) return { script: `${head.script}\n${behind}` };
  const between = body.source.slice(text.end, body.line.next);
  return { script: head.script + between + behind, scriptAt: span(body.file, start, body.end) };
}

export function heredocName(word: string): string | undefined {
  const match = /^\d*<<-?(["']?)([A-Za-z_][A-Za-z0-9_.-]*)\1$/.exec(word);
  return match?.[2];
}

/** Offset of the line that closes a heredoc, or the end of the text when nothing does. */
function closingLine(text: string, delimiter: string): number {
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    if (text.slice(start, end).trim() === delimiter) return start;
    start = end + 1;
  }
  return text.length;
}
