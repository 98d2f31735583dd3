/** The docker commands in shell text, wherever it stands. */
import type { Flag, Invocation, ParseShell, ShellCommand } from '../../facts/shell.ts';
import { type Span, span, type Text } from '../../source/index.ts';
import { readDockerLine } from './docker-line.ts';
import { type Surroundings, track } from './environment.ts';
import { inputSnippet, nestedSnippet } from './nested.ts';
import type { Snippet } from './snippet.ts';
import { nestedCommands, unwrap } from './wrappers.ts';

export interface ShellContext extends Surroundings {
  readonly path: string;
  readonly where: Invocation['where'];
  readonly job?: string;
  readonly remote?: boolean;
  readonly conditional?: boolean;
  /** Shell text inside shell text is followed this deep; counts down. */
  readonly depth?: number;
  /** Something is piped into the whole text. */
  readonly piped?: boolean;
}

const deepestText = 2;

const readsInput = (command: ShellCommand): boolean =>
  command.before === '|' ||
  command.input !== undefined ||
  command.redirections.some(({ raw }) => /^\d*<(?![(&>])/.test(raw));

/** `text` is what was parsed; `base` where it starts in the coordinates of the commands' spans. */
export function invocationsIn(
  commands: readonly ShellCommand[],
  text: string,
  base: number,
  context: ShellContext,
  parse: ParseShell,
): readonly Invocation[] {
  const tracker = track(context, context.where === 'script' ? context.path : undefined);
  return commands.flatMap((command) => one(command, tracker.at(command), text, base, context, parse));
}

function one(
  command: ShellCommand,
  surroundings: Surroundings,
  text: string,
  base: number,
  context: ShellContext,
  parse: ParseShell,
): readonly Invocation[] {
  const { words, names } = unwrap(command.words);
  const [first] = words;
  if (first === undefined) return [];
  const exports = [...new Set([...surroundings.names, ...command.assignments.map(({ name }) => name), ...names])];
  const piped = readsInput(command) || (context.piped === true && command.before === 'start');
  const line = readDockerLine(words);
  if (line !== undefined) {
    const host = command.assignments.find(({ name }) => name === 'DOCKER_HOST');
    const remote = context.remote === true || line.remote || (host !== undefined && !/^unix:/.test(host.value ?? ''));
    const end = Math.max(words.at(-1)!.at.end, first.at.end);
    return [
      {
        at: span(first.at.file, first.at.start, end),
        path: context.path,
        where: context.where,
        ...(context.job === undefined ? {} : { job: context.job }),
        command: line.command,
        flags: line.flags,
        operands: line.operands,
        piped,
        exports,
        ...(surroundings.directory === undefined || context.remote === true
          ? {}
          : { directory: surroundings.directory }),
        ...(remote ? { remote: true } : {}),
        ...(command.conditional || command.before === '||' || context.conditional ? { conditional: true } : {}),
      },
    ];
  }
  const nested = nestedCommands(words);
  const depth = context.depth ?? deepestText;
  if (nested === undefined || depth === 0) return [];
  const remote = nested.remote || context.remote === true;
  const inner: ShellContext = {
    path: context.path,
    where: context.where,
    ...(context.job === undefined ? {} : { job: context.job }),
    // The other machine has its own variables and directories.
    names: nested.remote ? [] : exports,
    ...(nested.remote || surroundings.directory === undefined ? {} : { directory: surroundings.directory }),
    ...(remote ? { remote: true } : {}),
    ...(command.conditional || context.conditional ? { conditional: true } : {}),
    depth: depth - 1,
    piped,
  };
  const found: Invocation[] = [];
  if (nested.words.length > 0) {
    const direct = { ...command, assignments: [], words: nested.words };
    found.push(...one(direct, inner, text, base, inner, parse));
  }
  for (const word of nested.texts) found.push(...inSnippet(nestedSnippet(word, text, base), base, inner, parse));
  if (nested.fromInput && command.input !== undefined) {
    found.push(...inSnippet(inputSnippet(command.input, text, base), base, { ...inner, piped: false }, parse));
  }
  return found;
}

/** Places in the snippet's file, moved by `base`. */
function inSnippet(snippet: Snippet, base: number, context: ShellContext, parse: ParseShell): readonly Invocation[] {
  if (!snippet.text.includes('docker')) return [];
  const commands = parse(snippet.text, context.path, 0);
  const found = invocationsIn(commands, snippet.text, 0, context, parse);
  return found.map((invocation) => placed(invocation, snippet, base));
}

const moved = (at: Span, by: number): Span => span(at.file, at.start + by, at.end + by);

/** An invocation found in a snippet, at its place in the file around. */
export function placed(invocation: Invocation, snippet: Snippet, base = 0): Invocation {
  const place = (at: Span): Span => moved(snippet.spanOf(at.start, at.end), base);
  const word = (text: Text): Text => {
    const there = snippet.wordOf(text);
    return { ...there, at: moved(there.at, base) };
  };
  const flag = ({ name, at, value }: Flag): Flag =>
    value === undefined ? { name, at: place(at) } : { name, at: place(at), value: word(value) };
  return {
    ...invocation,
    at: place(invocation.at),
    flags: invocation.flags.map(flag),
    operands: invocation.operands.map(word),
  };
}
