/** Commands that run another command, given as words or as text. One row per command. */
import type { Text } from '../../source/index.ts';

interface Wrapper {
  /** Flags that take the next word, without dashes. */
  readonly values?: readonly string[];
  /** Words of its own in front of the command. */
  readonly operands?: number;
  /** Takes `NAME=value` in front of the command. */
  readonly assigns?: boolean;
  /** Sets variables from a file or a store: any name may be set. */
  readonly sets?: boolean;
  /** A word that may stand in front of the command: `run`. */
  readonly verb?: string;
}

const wrappers: ReadonlyMap<string, Wrapper> = new Map<string, Wrapper>([
  [
    'sudo',
    {
      values: ['u', 'g', 'h', 'p', 'C', 'D', 'R', 'T', 'U', 'r', 't', 'user', 'group', 'host', 'prompt', 'chdir'],
      assigns: true,
    },
  ],
  ['doas', { values: ['u', 'C'] }],
  ['env', { values: ['u', 'C', 'S', 'unset', 'chdir'], assigns: true }],
  ['cross-env', { assigns: true }],
  ['exec', { values: ['a'] }],
  ['command', {}],
  ['builtin', {}],
  ['nohup', {}],
  ['time', { values: ['o', 'f', 'output', 'format'] }],
  ['nice', { values: ['n', 'adjustment'] }],
  ['ionice', { values: ['c', 'n', 'p'] }],
  ['stdbuf', { values: ['i', 'o', 'e'] }],
  ['unbuffer', {}],
  ['timeout', { values: ['s', 'k', 'signal', 'kill-after'], operands: 1 }],
  ['flock', { values: ['w', 'E', 'timeout'], operands: 1 }],
  ['xargs', { values: ['n', 'I', 'P', 'L', 'd', 'a', 's', 'E', 'max-args', 'max-procs', 'delimiter', 'arg-file'] }],
  ['npx', {}],
  ['setsid', {}],
  ['direnv', { operands: 2, sets: true }],
  ['dotenv', { values: ['e', 'f', 'v', 'c', 'p', 'file'], sets: true, verb: 'run' }],
  ['dotenvx', { values: ['e', 'f', 'fk', 'env', 'env-file', 'env-keys-file'], operands: 1, sets: true }],
  ['env-cmd', { values: ['f', 'e', 'r'], sets: true }],
  ['envdir', { operands: 1, sets: true }],
  ['envchain', { operands: 1, sets: true }],
  ['chamber', { operands: 2, sets: true }],
  ['doppler', { values: ['p', 'c', 't', 'project', 'config', 'token'], operands: 1, sets: true }],
  ['infisical', { values: ['env', 'path', 'projectId', 'token', 'domain'], operands: 1, sets: true }],
  ['aws-vault', { operands: 2, sets: true }],
  ['berglas', { operands: 1, sets: true }],
  ['mise', { operands: 1, sets: true }],
  ['op', { values: ['env-file', 'account'], operands: 1, sets: true }],
  ['phase', { values: ['env', 'app', 'path', 'tags'], operands: 1, sets: true }],
  ['pipenv', { operands: 1, sets: true }],
  ['summon', { values: ['f', 'e', 'p', 'D', 'environment', 'provider'], sets: true }],
  ['teller', { values: ['c', 'config'], operands: 1, sets: true }],
  ['varlock', { operands: 1, sets: true }],
]);

const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh', 'su']);

/** Flags of ssh that take the next word (ssh(1)). */
const sshValues: readonly string[] = 'B b c D E e F I i J L l m O o P p Q R S W w'.split(' ');

const assignmentName = /^['"]?([A-Za-z_][A-Za-z0-9_]*)=/;

/** The name in `NAME=value`, also where the value is unknown. */
export const assignedName = (word: Text): string | undefined => assignmentName.exec(word.raw)?.[1];

/** The last part of a path: `/usr/bin/docker` is docker. */
export const programOf = (word: Text | undefined): string | undefined =>
  word?.value === undefined ? undefined : word.value.slice(word.value.lastIndexOf('/') + 1);

/** Where a command's own flags end; `from` is the first word behind its name. */
function behindFlags(words: readonly Text[], from: number, values: readonly string[]): number {
  let at = from;
  while (at < words.length) {
    const written = words[at]!.value ?? words[at]!.raw;
    if (written === '--') return at + 1;
    if (!written.startsWith('-') || written === '-') return at;
    const name = written.replace(/^--?/, '');
    // A short flag may have its value attached: `-uroot`.
    const separate =
      values.includes(name) || (!written.startsWith('--') && values.includes(name.at(-1)!) && name.length <= 3);
    at += separate ? 2 : 1;
  }
  return at;
}

export interface Unwrapped {
  readonly words: readonly Text[];
  /** Names of variables set on the way; `*` for any. */
  readonly names: readonly string[];
}

/** `$SUDO docker …`: a variable in front that holds a wrapper, or nothing. */
const behindPrefix = (words: readonly Text[]): readonly Text[] =>
  words[0] && words[0].value === undefined && programOf(words[1]) === 'docker' ? words.slice(1) : words;

/** Takes sudo, env, time, … off the front. */
export function unwrap(words: readonly Text[]): Unwrapped {
  const names: string[] = [];
  let rest = behindPrefix(words);
  for (let turns = 0; turns < 10; turns++) {
    const name = programOf(rest[0]);
    const wrapper = name === undefined ? undefined : wrappers.get(name);
    if (wrapper === undefined) break;
    if (wrapper.sets === true) names.push('*');
    let at = behindFlags(rest, 1, wrapper.values ?? []);
    for (let own = 0; own < (wrapper.operands ?? 0); own++) at = behindFlags(rest, at + 1, wrapper.values ?? []);
    if (wrapper.verb !== undefined && rest[at]?.value === wrapper.verb) at = behindFlags(rest, at + 1, []);
    while (wrapper.assigns === true && at < rest.length) {
      const word = rest[at]!;
      const assigned = assignedName(word);
      // `env $(cat .env | xargs) docker …`: any number of unknown assignments.
      if (assigned === undefined && (word.value !== undefined || !/^\$[({]|^`/.test(word.raw))) break;
      names.push(assigned ?? '*');
      at++;
    }
    rest = rest.slice(at);
  }
  return { words: rest, names };
}

export interface Nested {
  /** Words that hold shell text. */
  readonly texts: readonly Text[];
  /** A command given word by word. */
  readonly words: readonly Text[];
  readonly remote: boolean;
  /** It reads its commands from its standard input. */
  readonly fromInput: boolean;
  /** The text runs in a shell of its own. */
  readonly own: boolean;
  /** Names of variables it sets; `*` for any. */
  readonly names: readonly string[];
}

/** The commands a shell, ssh or eval is given to run; `undefined` for any other command. */
export function nestedCommands(words: readonly Text[]): Nested | undefined {
  const program = programOf(words[0]);
  if (program === undefined) return undefined;
  const local: Nested = { texts: [], words: [], remote: false, fromInput: false, own: true, names: [] };
  if (program === 'eval') return { ...local, texts: words.slice(1), own: false };
  if (program === 'concurrently')
    return { ...local, texts: words.slice(1).filter((word) => !word.raw.startsWith('-')) };
  // `sops exec-env secrets.yaml 'command'`
  if (program === 'sops' && words[1]?.value === 'exec-env') return { ...local, texts: words.slice(-1), names: ['*'] };
  if (shells.has(program)) {
    const flag = words.findIndex((word, index) => index > 0 && /^-[a-z]*c$|^--command$/.test(word.value ?? ''));
    const text = flag === -1 ? undefined : words[flag + 1];
    if (text !== undefined) return { ...local, texts: [text] };
    return { ...local, fromInput: !words.slice(1).some((word) => !word.raw.startsWith('-')) };
  }
  // `docker-machine ssh host command`
  const machine = program === 'docker-machine' && words[1]?.value === 'ssh';
  if (program !== 'ssh' && !machine) return undefined;
  const remote: Nested = { ...local, remote: true };
  const host = behindFlags(words, machine ? 2 : 1, sshValues);
  const rest = words.slice(behindFlags(words, host + 1, sshValues));
  if (rest.length === 0) return { ...remote, fromInput: true };
  const plain = rest.length > 1 && rest.every((word) => !/[\s;&|]/.test(word.value ?? ''));
  if (plain) return { ...remote, words: rest };
  return { ...remote, texts: rest, fromInput: rest.length === 1 && shells.has(programOf(rest[0]) ?? '') };
}
