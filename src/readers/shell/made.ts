/** Where the text comes from that a command is given: the commands in front of it that make its file or its standard input. */
import type { Flag, MadeText, ShellCommand, TextStep } from '../../facts/shell.ts';
import { type Span, span, type Text } from '../../source/index.ts';
import { programOf, unwrap } from './wrappers.ts';

/** A command with the directory it runs in. */
export interface Placed {
  readonly command: ShellCommand;
  readonly directory?: string;
}

const standardInput: ReadonlySet<string> = new Set(['-', '/dev/stdin', '/dev/fd/0']);

/** Flags that name the file a command writes. */
const outputFlag = /^(?:-o|--output|--out|--output-file|--outfile|-O)(?:=(.*))?$/;

const within = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;

const plain = ({ value, raw }: Text): string => (value ?? raw.replace(/^["']|["']$/g, '')).replace(/^\.\//, '');

/** `< file` without its sign. */
function fileOf(redirection: Text, sign: RegExp): Text | undefined {
  const lead = sign.exec(redirection.raw)?.[0].length;
  if (lead === undefined) return undefined;
  const { file, start, end } = redirection.at;
  const text = { at: span(file, start + lead, end), raw: redirection.raw.slice(lead) };
  const value = redirection.value?.replace(/^\d*[<>|&]+/, '');
  return value === undefined ? text : { ...text, value };
}
const reads = /^\d*<\s*(?![(&<>])/;
const writes = /^(?:1|&)?>[>|]?\s*(?![(&])/;

export const readsOf = ({ redirections }: ShellCommand): readonly Text[] =>
  redirections.flatMap((one) => fileOf(one, reads) ?? []);

function stepOf({ command, directory }: Placed): TextStep {
  const step = { at: command.at, words: unwrap(command.words).words, reads: readsOf(command) };
  return directory === undefined ? step : { ...step, directory };
}

/** The commands of the pipeline that ends in front of `index`, first to last. A group counts with all its commands. */
export function pipelineBefore(index: number, placed: readonly Placed[]): readonly TextStep[] {
  const steps: TextStep[] = [];
  let { command } = placed[index]!;
  for (let at = index - 1; at >= 0 && command.before === '|'; at--) {
    const { command: left } = placed[at]!;
    // What runs in a substitution of this command is no part of the pipeline.
    if (within(command.at, left.at)) continue;
    steps.unshift(stepOf(placed[at]!));
    // What stands before it in the same group is part of it.
    const inGroup = ({ scope }: ShellCommand): boolean =>
      scope !== undefined && within(scope, left.at) && !within(scope, command.at);
    while (at > 0 && inGroup(placed[at - 1]!.command)) {
      at--;
      steps.unshift(stepOf(placed[at]!));
    }
    command = placed[Math.max(at, 0)]!.command;
  }
  return steps;
}

/** What a command does to the file of this name: makes it anew, changes it in place, or neither. */
function effectOn(name: string, { words, redirections }: ShellCommand): 'makes' | 'changes' | undefined {
  if (redirections.some((one) => plain(fileOf(one, writes) ?? { ...one, raw: '', value: '' }) === name)) return 'makes';
  const bare = unwrap(words).words;
  const program = programOf(bare[0]);
  const last = bare.at(-1);
  if (program === 'tee' && bare.slice(1).some((word) => plain(word) === name)) return 'makes';
  if ((program === 'cp' || program === 'mv') && bare.length > 2 && last && plain(last) === name) return 'makes';
  const output = bare.findIndex((word) => outputFlag.test(word.value ?? word.raw));
  if (output !== -1) {
    const attached = outputFlag.exec(bare[output]!.value ?? bare[output]!.raw)?.[1];
    const next = bare[output + 1];
    if (attached !== undefined ? attached.replace(/^\.\//, '') === name : next && plain(next) === name) return 'makes';
  }
  const inPlace =
    (program === 'sed' || program === 'yq' || program === 'perl' || program === 'gawk') &&
    bare.some(({ raw }) => /^-[a-zA-Z]*i|^--(in-?place|inplace)/.test(raw));
  return inPlace && bare.slice(1).some((word) => plain(word) === name) ? 'changes' : undefined;
}

function stepsMaking(name: string, before: number, placed: readonly Placed[], depth: number): readonly TextStep[] {
  let steps: TextStep[] = [];
  for (let at = 0; at < before; at++) {
    const { command } = placed[at]!;
    const effect = effectOn(name, command);
    if (effect === undefined) continue;
    const own = stepOf(placed[at]!);
    if (effect === 'changes') steps.push(own);
    else {
      const [program, source] = own.words;
      const copied = (programOf(program) === 'cp' || programOf(program) === 'mv') && source && plain(source);
      const earlier = copied && depth > 0 ? stepsMaking(copied, at, placed, depth - 1) : [];
      steps = [...earlier, ...pipelineBefore(at, placed), own];
    }
  }
  return steps;
}

/** What commands make of the files these flags name: standard input, `<( … )`, and files written earlier in the same text. */
export function madeTexts(
  values: readonly Flag[],
  index: number,
  placed: readonly Placed[],
): readonly MadeText[] | undefined {
  const made = values.flatMap(({ value }): readonly MadeText[] => {
    if (value === undefined) return [];
    const { at } = value;
    if (/^["']?<\(/.test(value.raw)) {
      const inside = placed.filter(({ command }, other) => other < index && within(at, command.at));
      return [{ at, steps: inside.map(stepOf) }];
    }
    if (standardInput.has(value.value ?? '')) {
      const [only] = readsOf(placed[index]!.command);
      const own = only === undefined ? [] : [{ at: only.at, words: [], reads: [only] }];
      return [{ at, steps: [...pipelineBefore(index, placed), ...own] }];
    }
    return (value.value ?? value.raw).split(',').flatMap((part) => {
      const name = plain({ at, raw: part });
      const steps = stepsMaking(name, index, placed, 2);
      return steps.length === 0 ? [] : [{ at, file: name, steps }];
    });
  });
  return made.length === 0 ? undefined : made;
}
