/** One docker command line, told apart into command, flags and operands. */
import type { Flag } from '../../facts/shell.ts';
import { span, type Text } from '../../source/index.ts';
import { type CommandShape, commandShape, dockerItself } from './docker-commands.ts';
import { programOf } from './wrappers.ts';

export interface DockerLine {
  readonly command: readonly string[];
  readonly flags: readonly Flag[];
  readonly operands: readonly Text[];
  /** Points at another machine's engine: `docker -H ssh://…`. */
  readonly remote: boolean;
}

/** Flags of `docker` itself worth keeping; the others share names with flags of commands and say nothing here. */
const keptGlobals: ReadonlySet<string> = new Set(['context']);

/** The part of a word from `from` (UTF-16 units of what was written) on, quotes around the rest taken off. */
function tail(word: Text, from: number): Text {
  const { file, start, end } = word.at;
  const at = span(file, Math.min(start + from, end), end);
  const raw = word.raw.slice(from);
  if (word.value === undefined) return { at, raw };
  const lead = /^['"]/.test(word.raw) ? 1 : 0;
  return { at, raw, value: word.value.slice(from - lead) };
}

interface Scan {
  readonly words: readonly Text[];
  at: number;
}

/** Reads flags from `scan.at` on until an operand; `undefined` values are switches. */
function readFlag(scan: Scan, shape: CommandShape): readonly Flag[] {
  const word = scan.words[scan.at]!;
  const written = word.value ?? word.raw.replace(/^['"]/, '');
  const lead = word.value === undefined ? word.raw.length - written.length : /^['"]/.test(word.raw) ? 1 : 0;
  scan.at++;
  const takeNext = (): { readonly value?: Text } => {
    const next = scan.words[scan.at];
    if (next === undefined) return {};
    scan.at++;
    return { value: next };
  };
  const flag = (name: string, value: { readonly value?: Text }): Flag => ({
    name,
    at:
      value.value === undefined
        ? word.at
        : span(word.at.file, word.at.start, Math.max(word.at.end, value.value.at.end)),
    ...value,
  });
  if (written.startsWith('--')) {
    const sign = written.indexOf('=');
    const name = sign === -1 ? written.slice(2) : written.slice(2, sign);
    if (sign !== -1) return [flag(name, { value: tail(word, lead + sign + 1) })];
    return [flag(name, shape.takesValue.has(name) ? takeNext() : {})];
  }
  const flags: Flag[] = [];
  for (let index = 1; index < written.length; index++) {
    const short = written[index]!;
    const name = shape.longNames.get(short) ?? short;
    const attached = written[index + 1] === '=' ? index + 2 : index + 1;
    if (!shape.takesValue.has(name)) {
      if (attached === index + 2) {
        flags.push(flag(name, { value: tail(word, lead + attached) }));
        break;
      }
      flags.push(flag(name, {}));
    } else {
      flags.push(flag(name, attached < written.length ? { value: tail(word, lead + attached) } : takeNext()));
      break;
    }
  }
  return flags;
}

const isFlag = (word: Text): boolean => /^['"]?-./.test(word.value ?? word.raw);

/** Reads flags, and the words between them; stops in front of the first word that is none when `untilWord`. */
function readFlags(scan: Scan, shape: CommandShape, untilWord: boolean): { flags: Flag[]; operands: Text[] } {
  const flags: Flag[] = [];
  const operands: Text[] = [];
  while (scan.at < scan.words.length) {
    const word = scan.words[scan.at]!;
    if (word.value === '--') {
      scan.at++;
      break;
    }
    if (isFlag(word)) {
      flags.push(...readFlag(scan, shape));
      continue;
    }
    // An unquoted variable in front of the command may hold flags: it cannot be the command.
    if (untilWord && word.value === undefined) {
      scan.at++;
      continue;
    }
    if (untilWord || (shape.stopsAtOperand && operands.length === 0)) break;
    operands.push(word);
    scan.at++;
  }
  if (!untilWord) {
    operands.push(...scan.words.slice(scan.at));
    scan.at = scan.words.length;
  }
  return { flags, operands };
}

/** Words that need another one behind them. */
const groups: ReadonlySet<string> = new Set(
  'builder buildx compose config container context image manifest network node secret service stack swarm system volume imagetools'
    .split(' ')
    .concat('buildx imagetools'),
);

const noShape: CommandShape = { words: [], takesValue: new Set(), longNames: new Map(), stopsAtOperand: false };

/** Follows the words of the command; a group may have flags between them: `docker compose -f x up`. */
function readCommand(scan: Scan, start: readonly string[]): { command: readonly string[]; flags: readonly Flag[] } {
  const words = [...start];
  const flags: Flag[] = [];
  while (words.length === 0 || groups.has(words.join(' '))) {
    const ofDocker = words.length === 0;
    flags.push(...readFlags(scan, ofDocker ? dockerItself : (commandShape(words) ?? noShape), true).flags);
    const next = scan.words[scan.at]?.value;
    if (next === undefined) break;
    words.push(next);
    scan.at++;
  }
  return { command: commandShape(words)?.words ?? words, flags };
}

/** `$DOCKER stack deploy`, `docker-production stack deploy`: what stands in front can only be docker or a program in front of it. */
const deploysStack = ([, group, verb]: readonly Text[], program: string | undefined): boolean =>
  group?.value === 'stack' &&
  (verb?.value === 'deploy' || verb?.value === 'up') &&
  (program === undefined || program.startsWith('docker-'));

/** `undefined` when the words are no docker command, or the command cannot be known. */
export function readDockerLine(words: readonly Text[]): DockerLine | undefined {
  const written = programOf(words[0])?.replace(/\.exe$/, '');
  const program = deploysStack(words, written) ? 'docker' : written;
  if (program !== 'docker' && program !== 'docker-compose') return undefined;
  const scan: Scan = { words, at: 1 };
  const { command, flags: front } = readCommand(scan, program === 'docker' ? [] : ['compose']);
  if (command.length === 0) return undefined;
  const { flags, operands } = readFlags(scan, commandShape(command) ?? noShape, false);
  const globals = new Set([...dockerItself.takesValue, ...dockerItself.longNames.values()]);
  const host = command[0] === 'compose' ? undefined : front.find(({ name }) => name === 'host');
  return {
    command,
    flags: [...front.filter(({ name }) => keptGlobals.has(name) || !globals.has(name)), ...flags],
    operands,
    remote: host !== undefined && !/unix:|npipe:/.test(host.value?.raw ?? ''),
  };
}
