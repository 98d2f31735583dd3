import { DockerfileParser } from 'dockerfile-ast';

/** One instruction as the parser cuts it: half-open offsets into the whole text. */
export interface RawInstruction {
  /** Upper-case keyword, as written otherwise. */
  readonly keyword: string;
  readonly start: number;
  readonly end: number;
  readonly argumentsStart: number;
}

export interface SplitFile {
  readonly escapeCharacter: string;
  readonly instructions: readonly RawInstruction[];
}

/** Cuts a Dockerfile into instructions: directives, comments, continuation lines and heredocs are the parser's work. */
export function splitDockerfile(text: string): SplitFile {
  const file = DockerfileParser.parse(text);
  const starts = startsOfLines(text);
  const offset = (at: { readonly line: number; readonly character: number }): number =>
    (starts[at.line] ?? text.length) + at.character;
  return {
    escapeCharacter: file.getEscapeCharacter(),
    instructions: file.getInstructions().map((instruction) => {
      const range = instruction.getRange();
      return {
        keyword: instruction.getKeyword().toUpperCase(),
        start: offset(range.start),
        end: offset(range.end),
        argumentsStart: offset(instruction.getInstructionRange().end),
      };
    }),
  };
}

/** The parser ends a line at `\n`, `\r\n` and a lone `\r`; its lines and columns must be read the same way. */
function startsOfLines(text: string): readonly number[] {
  const starts = [0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 13 && text.charCodeAt(at + 1) === 10) continue;
    if (code === 10 || code === 13) starts.push(at + 1);
  }
  return starts;
}
