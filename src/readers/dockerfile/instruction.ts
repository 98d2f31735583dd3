import type { Instruction } from '../../facts/dockerfile.ts';
import { type Span, span } from '../../source/index.ts';
import { type Body, commandOf, healthOf, heredocName, runOf } from './commands.ts';
import { logicalLine } from './logical.ts';
import { pairsOf } from './pairs.ts';
import { type Scope, shown, textOf } from './scope.ts';
import type { RawInstruction } from './split.ts';
import { jsonWords, takeFlags, takeWord, trimmed, wordsOf } from './words.ts';

/** An instruction whose words do not fit it: Docker refuses to build it. */
export interface Refused {
  readonly refused: string;
}

type Outcome = readonly Instruction[] | Refused;

/** The facts of one instruction; several for `ENV A=1 B=2`. FROM is not among them. */
export function instructionsOf(raw: RawInstruction, source: string, scope: Scope): Outcome {
  const at = span(scope.file, raw.start, raw.end);
  return read(raw.keyword, raw.argumentsStart, raw.end, at, source, scope);
}

function read(keyword: string, start: number, end: number, at: Span, source: string, scope: Scope): Outcome {
  const line = logicalLine(source, start, end, scope.escapeCharacter);
  const body: Body = { file: scope.file, source, escapeCharacter: scope.escapeCharacter, line, lineStart: start, end };
  if (line.text.trim() === '') return { refused: `${keyword} without arguments` };
  switch (keyword) {
    case 'ENV':
    case 'ARG':
    case 'LABEL':
      return pairsOf(keyword === 'ENV' ? 'env' : keyword === 'ARG' ? 'arg' : 'label', line, scope);
    case 'EXPOSE':
      return exposed(body, scope);
    case 'USER':
    case 'WORKDIR':
    case 'STOPSIGNAL':
      return [{ kind: SINGLE[keyword], value: textOf(trimmed(line), scope), at }];
    case 'VOLUME': {
      const paths = jsonWords(line)?.map((word) => shown(textOf({ ...word, text: word.value }, scope)));
      return [
        {
          kind: 'volume',
          paths: paths ?? wordsOf(line, scope.escapeCharacter).map((word) => shown(textOf(word, scope))),
          at,
        },
      ];
    }
    case 'SHELL': {
      const words = jsonWords(line);
      if (words === undefined) return { refused: 'SHELL needs the JSON form' };
      return [{ kind: 'shell', argv: words.map((word) => word.value), at }];
    }
    case 'CMD':
      return [commandOf('cmd', body, at)];
    case 'ENTRYPOINT':
      return [commandOf('entrypoint', body, at)];
    case 'RUN':
      return [runOf(body, at)];
    case 'HEALTHCHECK': {
      const health = healthOf(body, at);
      return health === undefined ? { refused: 'HEALTHCHECK needs NONE or CMD with a command' } : [health];
    }
    case 'COPY':
    case 'ADD':
      return copied(keyword === 'COPY' ? 'copy' : 'add', body, at, scope);
    case 'ONBUILD':
      return triggered(body, at, source, scope);
    case 'MAINTAINER':
      return [];
    default:
      return { refused: 'not an instruction of a Dockerfile' };
  }
}

const SINGLE = { USER: 'user', WORKDIR: 'workdir', STOPSIGNAL: 'stopsignal' } as const;

/** One fact for each port or range of ports; the protocol is tcp unless it is written. */
function exposed(body: Body, scope: Scope): Outcome {
  return wordsOf(body.line, scope.escapeCharacter).map((word) => {
    const port = textOf(word, scope);
    const protocol = /\/([A-Za-z]+)$/.exec(shown(port))?.[1]?.toLowerCase() ?? 'tcp';
    const bare = (text: string): string => text.replace(/\/[A-Za-z]+$/, '');
    const value = port.value === undefined ? {} : { value: bare(port.value) };
    return { kind: 'expose', port: { raw: port.raw, ...value, at: port.at }, protocol, at: port.at };
  });
}

/** Files written in the instruction itself (heredocs) are no sources. */
function copied(kind: 'copy' | 'add', body: Body, at: Span, scope: Scope): Outcome {
  const { flags, rest } = takeFlags(body.line);
  const json = jsonWords(rest);
  const texts =
    json?.map((word) => {
      const place = span(scope.file, word.offsets[0] ?? word.end, word.end);
      const value = textOf({ ...word, text: word.value }, scope).value;
      return value === undefined ? { raw: word.value, at: place } : { raw: word.value, value, at: place };
    }) ?? wordsOf(rest, scope.escapeCharacter).map((word) => textOf(word, scope));
  const target = texts.at(-1);
  if (target === undefined || texts.length < 2) return { refused: `${kind.toUpperCase()} needs a source and a target` };
  const sources = texts.slice(0, -1).filter((text) => heredocName(text.raw) === undefined);
  const from = flags.find((flag) => flag.startsWith('--from='))?.slice('--from='.length);
  const base = { kind, sources, target, flags, at };
  return [from === undefined ? base : { ...base, from }];
}

/** What ONBUILD holds runs in another build: only values that travel with the image are known there. */
function triggered(body: Body, at: Span, source: string, scope: Scope): Outcome {
  const { word, rest } = takeWord(body.line);
  const keyword = word.toUpperCase();
  if (keyword === 'ONBUILD' || keyword === 'FROM') return { refused: `ONBUILD ${keyword} is not allowed` };
  const start = rest.offsets[0] ?? rest.end;
  const outcome = read(keyword, start, body.end, at, source, { ...scope, environment: new Map() });
  return 'refused' in outcome ? outcome : outcome.map((instruction) => ({ ...instruction, onBuild: true }));
}
