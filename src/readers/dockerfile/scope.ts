import type { DockerText } from '../../facts/dockerfile.ts';
import { span } from '../../source/index.ts';
import { type Environment, expandWord } from './expand.ts';
import { type LogicalText, startAt } from './logical.ts';

/** What the words of one instruction need to become facts. */
export interface Scope {
  readonly file: string;
  readonly escapeCharacter: string;
  readonly environment: Environment;
}

/** A word of an instruction in which Docker puts variables. */
export function textOf(word: LogicalText, scope: Scope): DockerText {
  const value = expandWord(word.text, scope.environment, scope.escapeCharacter);
  const at = span(scope.file, startAt(word, 0), word.end);
  return value === undefined ? { raw: word.text, at } : { raw: word.text, value, at };
}

/** The value where it is known, else the word as written. */
export const shown = (text: DockerText): string => text.value ?? text.raw;
