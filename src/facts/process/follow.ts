/** Follows a command from PID 1 to the application: through init programs, shells, entrypoint scripts and package managers. */
import { fileNameOf, type Span } from '../../source/index.ts';
import type { Because, FirstProcess, Image, SignalPath, StartCommand } from '../model.ts';
import type { ShellCommand, ShellScript } from '../shell.ts';
import { type Circumstances, exporting, unconditional, withAssignments, within } from './circumstances.ts';
import { type ProcessWorld, packageRoot, parseText, scriptOf } from './lookup.ts';
import { scriptCall, scriptsRun } from './npm-scripts.ts';
import {
  becomesLastCommand,
  builtins,
  familyOfShell,
  inlineScript,
  isShell,
  type ShellFamily,
  scriptFile,
  trapsTerm,
} from './shells.ts';
import { ownWays, programName, unwrap } from './wrappers.ts';
import { writtenScript } from './written-scripts.ts';

/** What is known where the walk stands. */
interface Walk {
  readonly world: ProcessWorld;
  readonly image: Image | undefined;
  /** Shell behind `/bin/sh` in the image. */
  readonly shell: ShellFamily;
  readonly starts: StartCommand[];
  /** Something in front keeps SIGTERM from the application; the first such thing counts. */
  signal?: Because<SignalPath>;
  /** The first program that stays in front; `unknown`: something may. */
  front?: FirstProcess | 'unknown';
  init: boolean;
  depth: number;
}

export interface Followed {
  readonly starts: readonly StartCommand[];
  readonly signal: Because<SignalPath>;
  readonly first?: FirstProcess;
}

const deepest = 6;

export function follow(
  argv: readonly string[],
  at: Span,
  init: boolean,
  image: Image | undefined,
  shell: ShellFamily,
  world: ProcessWorld,
): Followed {
  const walk: Walk = { world, image, shell, starts: [], init, depth: 0 };
  if (init) stays(walk, true, 'docker-init', 'init', at);
  step(walk, argv, at, 'command', unconditional, true);
  const main = walk.starts.findLast((start) => start.main);
  const signal = walk.signal ?? {
    value: main ? 'application' : 'unknown',
    confidence: main ? 'high' : 'low',
    why: main ? 'nothing stands between Swarm and the program' : 'what it starts cannot be told',
    at,
  };
  // An init in front of a stuck shell ends it at once: nothing hangs, and nothing drains.
  const ended = walk.init && signal.value === 'shell-in-front';
  return {
    starts: walk.starts,
    signal: ended ? { ...signal, value: 'killed-by-init' } : signal,
    first: firstOf(walk, main),
  };
}

function firstOf({ front }: Walk, main: StartCommand | undefined): FirstProcess | undefined {
  if (front) return front === 'unknown' ? undefined : front;
  return main && { program: programName(main.argv[0]!), kind: 'program', at: main.at };
}

/** On the way from the container's start inwards, the first program that is not replaced is PID 1. */
function stays(walk: Walk, main: boolean, program: string, kind: FirstProcess['kind'] | 'unknown', at: Span): void {
  if (main) walk.front ??= kind === 'unknown' ? kind : { program, kind, at };
}

function step(walk: Walk, argv: readonly string[], at: Span, via: string, when: Circumstances, main: boolean): void {
  const program = argv[0];
  if (program === undefined || walk.depth++ > deepest) return;
  const wrapped = program === 'exec' ? { argv: argv.slice(1), wrapper: undefined } : unwrap(argv);
  if (wrapped) {
    const { signals, words = [] } = wrapped.wrapper ?? {};
    if (signals !== undefined && signals !== 'replaces')
      stays(walk, main, words.join(' '), signals === 'init' ? 'init' : 'wrapper', at);
    if (wrapped.wrapper?.signals === 'init') walk.init = true;
    if (wrapped.wrapper?.signals === 'unknown')
      block(
        walk,
        main,
        'unknown',
        'low',
        `whether ${wrapped.wrapper.words.join(' ')} passes the signal on is not known`,
        at,
      );
    if (wrapped.wrapper?.signals === 'shell') behindShell(walk, main, wrapped.wrapper.words.join(' '), at);
    if (wrapped.wrapper?.signals === 'swallows')
      block(
        walk,
        main,
        'manager-in-front',
        'medium',
        `${wrapped.wrapper.words.join(' ')} stays in front of the program`,
        at,
      );
    step(walk, wrapped.argv, at, via, withAssignments(when, argv.slice(0, -wrapped.argv.length), at), main);
    return;
  }
  const inline = inlineScript(argv);
  if (inline !== undefined) {
    inlineShell(walk, program, inline, at, via, when, main);
    return;
  }
  const asUser = programName(program) === 'su' ? valueAfter(argv, ['-c', '--command']) : undefined;
  if (asUser !== undefined) {
    stays(walk, main, 'su', 'unknown', at);
    if (!/^exec\s/.test(asUser.trim())) behindShell(walk, main, 'su', at);
    inlineShell(walk, '', asUser, at, via, when, main);
    return;
  }
  const file = isShell(program) ? scriptFile(argv) : { path: program, rest: argv.slice(1) };
  const script =
    file && (scriptOf(walk, file.path) ?? (walk.image && writtenScript(walk.image, walk.world, file.path)));
  if (file && script) {
    followScript(walk, script, file.rest, when, main);
    return;
  }
  const call = scriptCall(argv);
  if (call) {
    const scripts = scriptsRun(call, walk.world.manifests, packageRoot(walk));
    if (scripts.length > 0) {
      scripts.forEach((one, index) => {
        const last = main && index === scripts.length - 1;
        if (last) manager(walk, true, call.manager, one.command, at);
        inlineShell(
          walk,
          '',
          [one.command, ...call.rest].join(' '),
          one.at,
          `${call.manager} script ${one.name}`,
          when,
          last,
        );
      });
      return;
    }
    manager(walk, main, call.manager, '', at);
  }
  // An entrypoint of a base image that ends by running its arguments.
  if (
    /^(docker-)?entrypoint(\.sh)?$|^docker-php-entrypoint$/.test(programName(program)) &&
    argv.length > 1 &&
    (walk.image?.baseKnown || walk.shell !== 'unknown')
  ) {
    step(walk, argv.slice(1), at, via, when, main);
    return;
  }
  // A script that is not in the repository, or not in a language of shells: what it does with the signal is its own business.
  if (/\.(ba|a)?sh$|entrypoint/i.test(programName(program))) {
    block(walk, main, 'unknown', 'low', `the script ${programName(program)} could not be read`, at);
    stays(walk, main, program, 'unknown', at);
  }
  // Arguments for a program that the entrypoint of the image names.
  if (program.startsWith('-')) stays(walk, main, program, 'unknown', at);
  const own = ownWays.find((row) => row.program === programName(program));
  if (own) block(walk, main, 'unknown', 'low', own.why, at);
  walk.starts.push({ argv, at, via, main, ...when });
}

/**
 * Package managers start scripts through a shell of their own, which is all that npm and pnpm end; which shell decides what becomes of the
 * program. bun has a shell built in and passes the signal on; yarn leaves at once whatever the shell does.
 */
function manager(walk: Walk, main: boolean, name: string, script: string, at: Span): void {
  stays(walk, main, name, 'manager', at);
  if (name === 'bun') return;
  if (name === 'yarn') block(walk, main, 'manager-in-front', 'high', 'yarn leaves before the program has finished', at);
  else if (!/^exec\s/.test(script.trim())) behindShell(walk, main, name, at);
}

/** `name` starts the program with /bin/sh and ends that shell: a shell that has become the program ends as the program does. */
function behindShell(walk: Walk, main: boolean, name: string, at: Span): void {
  if (walk.shell === 'busybox' || walk.shell === 'bash') return;
  if (walk.shell === 'dash')
    block(
      walk,
      main,
      'manager-in-front',
      'high',
      `${name} ends its shell and the program behind it is not waited for`,
      at,
    );
  else
    block(walk, main, 'unknown', 'low', `what ${name} does with the signal depends on a shell that is not known`, at);
}

const valueAfter = (argv: readonly string[], flags: readonly string[]): string | undefined =>
  argv[argv.findIndex((word) => flags.includes(word)) + 1 || argv.length];

function inlineShell(
  walk: Walk,
  shellWord: string,
  text: string,
  at: Span,
  via: string,
  when: Circumstances,
  main: boolean,
): void {
  const viaManager = shellWord === '';
  const family = viaManager ? walk.shell : familyOfShell(shellWord, walk.shell);
  if (family === 'none' && !viaManager)
    block(walk, main, 'no-shell', 'high', 'the image has no shell to run this with', at);
  const commands = parseText(walk, text, at);
  if (!commands) {
    block(walk, main, 'unknown', 'low', 'the shell text could not be read', at);
    return;
  }
  // Between a package manager and its script the manager has the last word, not the shell.
  if (main && !viaManager) {
    const becomes = becomesLastCommand(commands, family);
    if (becomes !== 'yes') stays(walk, main, programName(shellWord), becomes === 'no' ? 'shell' : 'unknown', at);
    const traps = trapsTerm(commands);
    if (traps === 'waits') block(walk, main, 'unknown', 'low', 'the script traps the signal in its own way', at);
    else if (traps === 'late') block(walk, main, 'shell-in-front', 'high', trapsLate, at);
    else if (becomes === 'no' && isPause(commands.at(-1)))
      block(walk, main, 'unknown', 'low', 'the loop is a program of its own', at);
    else if (becomes === 'no')
      block(
        walk,
        main,
        'shell-in-front',
        'high',
        `${family === 'dash' ? 'the shell (dash)' : 'the shell'} stays in front of the program`,
        at,
      );
    else if (becomes === 'unknown' && family !== 'none')
      block(walk, main, 'unknown', 'low', 'which shell the image has is not known', at);
  }
  followCommands(walk, commands, [], () => at, via, when, main);
}

function followScript(
  walk: Walk,
  script: ShellScript,
  rest: readonly string[],
  when: Circumstances,
  main: boolean,
): void {
  const { commands } = script;
  const last = commands.at(-1);
  if (main && last) {
    const handsOver = handsOverIn(walk, commands);
    if (!handsOver) stays(walk, main, fileNameOf(script.path), 'shell', script.at);
    const traps = trapsTerm(commands);
    if (traps === 'late' && !handsOver) block(walk, main, 'shell-in-front', 'high', trapsLate, last.at);
    else if (traps !== undefined)
      block(walk, main, 'unknown', 'low', `${script.path} traps the signal in its own way`, script.at);
    // A loop that sleeps is the program itself: nobody stands behind it to be told.
    else if (!handsOver && isPause(last))
      block(walk, main, 'unknown', 'low', `${script.path} is a program of its own`, last.at);
    else if (!handsOver)
      block(walk, main, 'shell-in-front', 'high', `${fileNameOf(script.path)} does not end with exec`, last.at);
  }
  followCommands(walk, commands, rest, ({ at }) => at, fileNameOf(script.path), when, main);
}

const trapsLate = 'the shell runs its trap only after the program has ended';

const isPause = (command: ShellCommand | undefined): boolean =>
  command?.words[0]?.value === 'sleep' && command.after !== '&';

const isExec = ({ words }: ShellCommand): boolean => words[0]?.value === 'exec' && words.length > 1;

/** Something takes the place of the shell: here, or in a file that is taken in. */
const handsOverIn = (walk: Walk, commands: readonly ShellCommand[]): boolean =>
  commands.some((command) => isExec(command) || (sourcedBy(walk, command)?.commands.some(isExec) ?? false));

const sourcedBy = (walk: Walk, { words }: ShellCommand): ShellScript | undefined =>
  words[0]?.value === '.' || words[0]?.value === 'source' ? scriptOf(walk, words[1]?.value ?? '') : undefined;

function followCommands(
  walk: Walk,
  commands: readonly ShellCommand[],
  given: readonly string[],
  placeOf: (command: ShellCommand) => Span,
  via: string,
  when: Circumstances,
  main: boolean,
): void {
  const executed = commands.findLastIndex(
    (command) => isExec(command) || (sourcedBy(walk, command)?.commands.some(isExec) ?? false),
  );
  const lastIndex = executed === -1 ? commands.length - 1 : executed;
  let rest = given;
  const { depth } = walk;
  // What a script exports holds for all that follows in it.
  let so = when;
  commands.forEach((command, index) => {
    const argv = argvOf(command, rest);
    const sourced = sourcedBy(walk, command);
    if (sourced && walk.depth < deepest) {
      walk.depth++;
      followCommands(
        walk,
        sourced.commands,
        // Without arguments of its own it sees those of the script that takes it in.
        argv.length > 2 ? argv.slice(2) : rest,
        ({ at }) => at,
        fileNameOf(sourced.path),
        within(so, command, rest),
        main && index === lastIndex && sourced.commands.some(isExec),
      );
      walk.depth = depth;
    }
    if (argv[0] === 'set' && argv[1] === '--' && !command.conditional && command.conditions === undefined)
      rest = argv.slice(2);
    if (argv.length === 0 || builtins.has(argv[0]!)) {
      so = exporting(so, command);
      return;
    }
    step(walk, argv, placeOf(command), via, within(so, command, rest), main && index === lastIndex);
    walk.depth = depth;
  });
}

/** `"$@"` stands for what the script was given; other unknown words stay as written. */
function argvOf({ words }: ShellCommand, rest: readonly string[]): readonly string[] {
  return words.flatMap(({ raw, value }) => (/^"?\$(@|\*|\{@\}|\{\*\})"?$/.test(raw) ? rest : [value ?? raw]));
}

function block(
  walk: Walk,
  main: boolean,
  value: SignalPath,
  confidence: Because<SignalPath>['confidence'],
  why: string,
  at: Span,
): void {
  if (main) walk.signal ??= { value, confidence, why, at };
}
