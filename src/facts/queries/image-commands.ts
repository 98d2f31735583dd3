/** The simple commands of RUN instructions, split without a shell's help: enough for names, flags and addresses. */
import { type Located, type Span, span, type Text } from '../../source/index.ts';
import type { RunInstruction } from '../dockerfile.ts';

export interface RunCommand extends Located {
  readonly words: readonly string[];
  /** Variables set in front of the command, with their values as written. */
  readonly assignments: ReadonlyMap<string, string>;
  /** From its program to its end, as written; absent when a continuation cuts a word, or words stand in front that may change what it does. */
  readonly program?: Text;
}

const inFront: readonly string[] = [
  'sudo',
  'corepack',
  'exec',
  'time',
  'env',
  'then',
  'do',
  'else',
  '{',
  '(',
  'export',
];

/** Quotes inside a word are dropped: names of programs, flags and addresses have none. */
export function runCommands({ script, scriptAt, at }: RunInstruction): readonly RunCommand[] {
  const commands: RunCommand[] = [];
  let offset = 0;
  for (const piece of script.split(/(&&|\|\||[;|&\n])/)) {
    const words = piece
      .trim()
      .split(/\s+/)
      .map((word) => word.replace(/^["'(]+/, '').replace(/(?<!["')])["')]+$/, ''));
    const assignments = new Map<string, string>();
    let first = 0;
    for (; first < words.length; first++) {
      const [, name, value] = /^([A-Za-z_]\w*)=(.*)/.exec(words[first]!) ?? [];
      if (name !== undefined) assignments.set(name, value ?? '');
      else if (!inFront.includes(words[first]!)) break;
    }
    const start = offset + (piece.length - piece.trimStart().length);
    const place: Span = scriptAt
      ? span(scriptAt.file, scriptAt.start + start, scriptAt.start + offset + piece.trimEnd().length)
      : at;
    const plain = words.slice(0, first).every((word) => word.includes('='));
    const program = scriptAt && plain ? behind(piece, first, scriptAt.start + offset, scriptAt.file) : undefined;
    if (words[first]) commands.push({ at: place, words: words.slice(first), assignments, program });
    offset += piece.length;
  }
  return commands;
}

/** What is left of a piece behind that many words. */
function behind(piece: string, words: number, start: number, file: string): Text | undefined {
  const lead = new RegExp(`^\\s*(?:\\S+\\s+){${words}}`).exec(piece)?.[0].length;
  if (lead === undefined) return undefined;
  const raw = piece.slice(lead).trimEnd();
  return { raw, value: raw, at: span(file, start + lead, start + lead + raw.length) };
}
