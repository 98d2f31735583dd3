/** Puts one file to the pipeline readers that claim it. */
import { loadShellParser } from '../../../src/cli/parsers/shell.ts';
import type { Reading } from '../../../src/facts/reading.ts';
import type { Invocation } from '../../../src/facts/shell.ts';
import { pipelineReaders } from '../../../src/readers/pipeline/index.ts';
import type { Text } from '../../../src/source/index.ts';

const shell = await loadShellParser();

export function read(path: string, text: string, parsers: { shell?: typeof shell } = { shell }): Reading {
  const readings = pipelineReaders
    .filter((reader) => reader.claims(path))
    .map((reader) => reader.read({ path, text }, { parsers, exists: () => false }));
  return {
    invocations: readings.flatMap(({ invocations }) => invocations ?? []),
    gaps: readings.flatMap(({ gaps }) => gaps ?? []),
  };
}

const word = (text: Text): string => text.value ?? `?${text.raw}`;

/** `job: command | flags | operands`, unknown values as `?raw`. */
export function shown({ job, command, flags, operands }: Invocation): string {
  const given = flags.map(({ name, value }) => (value === undefined ? name : `${name}=${word(value)}`));
  return `${job ?? ''}: ${[command.join(' '), given.join(' '), operands.map(word).join(' ')].join(' | ')}`;
}

export const lines = (path: string, text: string): readonly string[] => (read(path, text).invocations ?? []).map(shown);

/** What the file has at the place of every invocation and of every word that fits on one line. */
export function misplaced(path: string, text: string): readonly string[] {
  return (read(path, text).invocations ?? []).flatMap(({ flags, operands }) =>
    [...operands, ...flags.flatMap(({ value }) => value ?? [])]
      .filter(({ at, raw }) => !raw.includes('\n') && text.slice(at.start, at.end) !== raw)
      .map(({ raw }) => raw),
  );
}
