/** A piece of shell text in another file: parsed as shell, reported at its place in that file. */
import type { Reading } from '../../facts/reading.ts';
import type { Invocation, ParseShell } from '../../facts/shell.ts';
import { type Source, startOf } from '../../source/index.ts';
import { invocationsIn, placed, type ShellContext } from '../shell/invocations.ts';
import { longestShellText } from '../shell/limits.ts';
import { type SnippetBuilder, snippetBuilder } from '../shell/snippet.ts';
import type { Segment } from './decode.ts';

/** Text between these is filled in by the pipeline itself before any shell sees it. */
export type Template = readonly [open: string, close: string];

interface Hole {
  readonly start: number;
  readonly end: number;
}

function holesIn(text: string, templates: readonly Template[]): readonly Hole[] {
  const holes: Hole[] = [];
  for (const [open, close] of templates) {
    for (let at = text.indexOf(open); at !== -1; ) {
      const end = text.indexOf(close, at + open.length);
      if (end === -1) break;
      holes.push({ start: at, end: end + close.length });
      at = text.indexOf(open, end + close.length);
    }
  }
  return holes.sort((one, other) => one.start - other.start);
}

/** Adds segments to the snippet; what a template fills in becomes unknown. */
export function addSegments(
  builder: SnippetBuilder,
  segments: readonly Segment[],
  templates: readonly Template[],
): void {
  const holes = holesIn(segments.map(({ text }) => text).join(''), templates);
  let at = 0;
  let hole = 0;
  let opened: number | undefined;
  for (const { text, from, to, unknown } of segments) {
    const end = at + text.length;
    const copied = unknown !== true && text.length === to - from;
    const place = (offset: number): number => (copied ? from + offset - at : from);
    let done = at;
    const take = (until: number): void => {
      if (until > done && copied) builder.copy(place(done), place(until));
      else if (until > done && unknown === true) builder.unknown(from, to);
      else if (until > done) builder.put(text.slice(done - at, until - at), from, to);
      done = until;
    };
    while (hole < holes.length && holes[hole]!.start < end) {
      const { start, end: close } = holes[hole]!;
      if (start < done && opened === undefined) {
        hole++;
        continue;
      }
      if (opened === undefined) {
        take(Math.max(start, done));
        opened = place(start);
      }
      if (close > end) {
        done = end;
        break;
      }
      builder.unknown(opened, copied ? place(close) : to);
      opened = undefined;
      done = close;
      hole++;
    }
    take(end);
    at = end;
  }
}

export interface SnippetContext extends Omit<ShellContext, 'path'> {
  readonly templates?: readonly Template[];
}

/** The docker commands in texts that one shell runs one after another. */
export function snippetInvocations(
  source: Source,
  texts: readonly (readonly Segment[])[],
  context: SnippetContext,
  parse: ParseShell,
): readonly Invocation[] {
  const builder = snippetBuilder(source.path, source.text);
  for (const segments of texts) {
    addSegments(builder, segments, context.templates ?? []);
    const end = segments.at(-1)?.to ?? 0;
    builder.put('\n', end, end);
  }
  const snippet = builder.build();
  if (!snippet.text.includes('docker')) return [];
  const commands = parse(snippet.text, source.path, 0);
  const found = invocationsIn(commands, snippet.text, 0, { ...context, path: source.path }, parse);
  return found.map((invocation) => placed(invocation, snippet));
}

/** What every pipeline reader asks first: does the file speak of docker at all, is it of a sane size. */
export const survives = (source: Source): boolean => source.text.includes('docker');

/** Reads with the shell parser at hand; without it, or beyond the limit, the file is a gap. */
export function withShell(
  source: Source,
  parse: ParseShell | undefined,
  read: (parse: ParseShell) => Reading,
): Reading {
  if (!survives(source)) return {};
  const gap = (why: string): Reading => ({ gaps: [{ at: startOf(source.path), why }] });
  if (source.text.length > longestShellText) return gap('too large to look for docker commands');
  return parse === undefined ? gap('no parser for the shell text in it was loaded') : read(parse);
}
