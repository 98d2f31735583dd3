/** The docker commands in shell text, wherever it stands. */
import type { Flag, Invocation, ParseShell, ShellCommand, TextStep } from '../../facts/shell.ts';
import { type Span, span, type Text } from '../../source/index.ts';
import { readDockerLine } from './docker-line.ts';
import { type Surroundings, track } from './environment.ts';
import { madeTexts, type Placed, pipelineBefore, readsOf } from './made.ts';
import { inputSnippet, nestedSnippet } from './nested.ts';
import type { Snippet } from './snippet.ts';
import { nestedCommands, unwrap } from './wrappers.ts';

export interface ShellContext extends Surroundings {
  readonly path: string;
  readonly where: Invocation['where'];
  readonly job?: string;
  readonly remote?: boolean;
  readonly conditional?: boolean;
  /** The shell itself runs on another machine. */
  readonly elsewhere?: boolean;
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

/** A shell text that is being read: what was parsed, and where it starts in the coordinates of the commands' spans. */
interface Reading {
  readonly text: string;
  readonly base: number;
  readonly parse: ParseShell;
  readonly placed: Placed[];
}

/** `text` is what was parsed; `base` where it starts in the coordinates of the commands' spans. */
export function invocationsIn(
  commands: readonly ShellCommand[],
  text: string,
  base: number,
  context: ShellContext,
  parse: ParseShell,
): readonly Invocation[] {
  const written = (at: Span): string => text.slice(at.start - base, at.end - base);
  const tracker = track(context, context.where === 'script' ? context.path : undefined, written);
  const reading: Reading = { text, base, parse, placed: [] };
  const found = commands.map((command) => {
    const surroundings = tracker.at(command);
    const { directory } = surroundings;
    reading.placed.push(directory === undefined ? { command } : { command, directory });
    return { command, invocations: one(command, surroundings, context, reading) };
  });
  const { names } = tracker.end();
  // In a function or a branch, what the text does further below may come first.
  return found.flatMap(({ command, invocations }) =>
    command.conditional ? invocations.map((invocation) => withNames(invocation, names)) : invocations,
  );
}

function withNames(invocation: Invocation, names: readonly string[]): Invocation {
  if (invocation.elsewhere) return invocation;
  const { unexported, ...rest } = invocation;
  const exports = [...new Set([...rest.exports, ...names])];
  const left = unexported?.filter(({ name }) => !exports.includes(name)) ?? [];
  return left.length === 0 ? { ...rest, exports } : { ...rest, exports, unexported: left };
}

function one(
  command: ShellCommand,
  surroundings: Surroundings,
  context: ShellContext,
  reading: Reading,
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
    const unexported = [...(surroundings.unexported ?? [])]
      .filter(([name]) => !exports.includes(name))
      .map(([name, at]) => ({ name, at }));
    const { sourced = [] } = surroundings;
    const made = isStackDeploy(line)
      ? madeTexts(stackFiles(line), reading.placed.length - 1, reading.placed)
      : undefined;
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
        ...(unexported.length === 0 ? {} : { unexported }),
        ...(sourced.length === 0 ? {} : { sourced }),
        ...(made === undefined ? {} : { made }),
        ...(surroundings.directory === undefined || context.elsewhere === true
          ? {}
          : { directory: surroundings.directory }),
        ...(remote ? { remote: true } : {}),
        ...(command.conditional || command.before === '||' || context.conditional ? { conditional: true } : {}),
        ...(context.elsewhere === true ? { elsewhere: true } : {}),
      },
    ];
  }
  const nested = nestedCommands(words);
  const depth = context.depth ?? deepestText;
  if (nested === undefined || depth === 0) return [];
  const { path, where, job } = context;
  const conditional = command.conditional || context.conditional ? { conditional: true } : {};
  const around = { path, where, ...(job === undefined ? {} : { job }), depth: depth - 1, piped, ...conditional };
  // The other machine has its own variables and directories.
  const inner: ShellContext = nested.remote
    ? { ...around, names: [], remote: true, elsewhere: true }
    : {
        ...surroundings,
        ...around,
        names: nested.names.length === 0 ? exports : [...exports, ...nested.names],
        // A shell of its own does not see what is not exported.
        ...(nested.texts.length > 0 && nested.own ? { unexported: new Map(), sourced: [] } : {}),
        ...(context.remote === true ? { remote: true } : {}),
        ...(context.elsewhere === true ? { elsewhere: true } : {}),
      };
  const found: Invocation[] = [];
  if (nested.words.length > 0) {
    const direct = { ...command, assignments: [], words: nested.words };
    found.push(...one(direct, inner, inner, reading));
  }
  const { text, base, parse } = reading;
  const feeding = piped ? feedOf(reading) : [];
  for (const word of nested.texts)
    found.push(...inSnippet(nestedSnippet(word, text, base), base, inner, parse).map((inside) => fed(inside, feeding)));
  if (nested.fromInput && command.input !== undefined) {
    found.push(...inSnippet(inputSnippet(command.input, text, base), base, { ...inner, piped: false }, parse));
  }
  return found;
}

const isStackDeploy = ({ command }: { readonly command: readonly string[] }): boolean =>
  command[0] === 'stack' && command[1] === 'deploy';
const stackFiles = ({ flags }: { readonly flags: readonly Flag[] }): readonly Flag[] =>
  flags.filter(({ name }) => name === 'compose-file');

/** What the command read last gets on its standard input. */
function feedOf({ placed }: Reading): readonly TextStep[] {
  const { command } = placed.at(-1)!;
  const own = readsOf(command).map((file) => ({ at: file.at, words: [], reads: [file] }));
  return [...pipelineBefore(placed.length - 1, placed), ...own];
}

/** `cat stack.yml | ssh host 'docker stack deploy -c - app'`: what is piped into the outer command reaches the inner one. */
function fed(invocation: Invocation, steps: readonly TextStep[]): Invocation {
  if (steps.length === 0 || invocation.made === undefined) return invocation;
  const made = invocation.made.map((text) =>
    text.file === undefined && text.steps.length === 0 ? { ...text, steps } : text,
  );
  return { ...invocation, made };
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
  const step = (one: TextStep): TextStep => ({
    ...one,
    at: place(one.at),
    words: one.words.map(word),
    reads: one.reads.map(word),
  });
  const { unexported, sourced, made } = invocation;
  return {
    ...invocation,
    at: place(invocation.at),
    flags: invocation.flags.map(flag),
    operands: invocation.operands.map(word),
    ...(unexported && { unexported: unexported.map(({ name, at }) => ({ name, at: place(at) })) }),
    ...(sourced && { sourced: sourced.map(word) }),
    ...(made && { made: made.map((text) => ({ ...text, at: place(text.at), steps: text.steps.map(step) })) }),
  };
}
