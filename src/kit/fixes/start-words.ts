/** Changes of the command that a container starts with, where it is written: in the stack file or in the Dockerfile. */
import type { CommandInstruction, Node, Service, StartPart } from '../../facts/index.ts';
import { span } from '../../source/index.ts';
import type { Edit } from '../fix.ts';

/** One word, or a part of it, becomes another. Undefined unless it stands exactly once in what is written. */
export function changedWord(service: Service, from: string, to: string): Edit | undefined {
  const { entrypoint, command } = service.process.parts;
  const parts = [
    entrypoint && ofPart(service, 'entrypoint', entrypoint),
    command && ofPart(service, 'command', command),
  ];
  const written = parts.filter((one) => one?.words.includes(from));
  return written.length === 1 ? written[0]!.change(from, to) : undefined;
}

interface Written {
  /** Words as they stand there; those of a shell script are cut at blanks. */
  readonly words: readonly string[];
  readonly change: (from: string, to: string) => Edit | undefined;
}

function ofPart({ body, built }: Service, key: 'entrypoint' | 'command', part: StartPart): Written | undefined {
  if (part.origin === 'stack') return ofNode(body.entries.find((entry) => entry.key === key)?.value);
  const instruction = part.origin === 'image' ? built?.image[key] : undefined;
  return instruction && (instruction.form === 'exec' ? ofWords(instruction) : ofScript(instruction));
}

const isOnce = (words: readonly string[], word: string): boolean => words.filter((one) => one === word).length === 1;

function ofNode(node: Node | undefined): Written | undefined {
  if (node?.kind === 'list') {
    const items = node.items.map((item) => (item.kind === 'scalar' ? item : undefined));
    const words = items.map((item) => item?.raw ?? '');
    return {
      words,
      change: (from, to) =>
        isOnce(words, from) ? { kind: 'value', at: items[words.indexOf(from)]!.at, value: to } : undefined,
    };
  }
  if (node?.kind !== 'scalar') return undefined;
  const { at, raw } = node;
  // Text on several lines would be put on one.
  const plain = /^[^\n"'\\]*$/.test(raw) && at.end - at.start <= raw.length + 2;
  const words = raw.split(' ');
  const change = (from: string, to: string): Edit | undefined =>
    plain && isOnce(words, from)
      ? { kind: 'value', at, value: words.map((word) => (word === from ? to : word)).join(' ') }
      : undefined;
  return { words, change };
}

/** The exec form as nearly everybody writes it; whether this one is, its length tells. */
function ofWords(instruction: CommandInstruction): Written {
  const { argv, at } = instruction;
  const change = (from: string, to: string): Edit | undefined => {
    const words = argv.map((word) => (word === from ? to : word));
    const joint = [', ', ','].find((one) => inBrackets(instruction, argv, one).length === at.end - at.start);
    return joint !== undefined && isOnce(argv, from)
      ? { kind: 'text', at, text: inBrackets(instruction, words, joint) }
      : undefined;
  };
  return { words: argv, change };
}

const inBrackets = ({ kind }: CommandInstruction, words: readonly string[], joint: string): string =>
  `${kind.toUpperCase()} [${words.map((word) => JSON.stringify(word)).join(joint)}]`;

export const execForm = (instruction: CommandInstruction, words: readonly string[]): string =>
  inBrackets(instruction, words, ', ');

function ofScript({ argv: [script = ''], scriptAt }: CommandInstruction): Written {
  const words = script.split(/\s+/);
  const change = (from: string, to: string): Edit | undefined => {
    const start = ` ${script.replace(/\s/g, ' ')} `.indexOf(` ${from} `);
    if (!scriptAt || start === -1 || !isOnce(words, from)) return undefined;
    return {
      kind: 'text',
      at: span(scriptAt.file, scriptAt.start + start, scriptAt.start + start + from.length),
      text: to,
    };
  };
  return { words, change };
}
