import type { Instruction } from '../../facts/dockerfile.ts';
import { span } from '../../source/index.ts';
import { isBlank, type LogicalText, slice, startAt } from './logical.ts';
import { type Scope, textOf } from './scope.ts';
import { takeWord, trimmed, wordsOf } from './words.ts';

/**
 * `ENV`, `ARG` and `LABEL`: one fact for each name, placed at its own words.
 * `ENV NAME rest of line` is the old form, with one name.
 */
export function pairsOf(kind: 'env' | 'arg' | 'label', line: LogicalText, scope: Scope): readonly Instruction[] {
  const words = wordsOf(line, scope.escapeCharacter);
  const first = words[0];
  if (first === undefined) return [];
  if (kind !== 'arg' && !first.text.includes('=')) return legacyPair(kind, line, scope);
  return words.flatMap((word): readonly Instruction[] => {
    const equals = word.text.indexOf('=');
    const name = unquoted(equals === -1 ? word.text : word.text.slice(0, equals));
    if (name === '') return [];
    const at = span(scope.file, startAt(word, 0), word.end);
    return equals === -1 ? [{ kind, name, at }] : [{ kind, name, value: textOf(slice(word, equals + 1), scope), at }];
  });
}

function legacyPair(kind: 'env' | 'label', line: LogicalText, scope: Scope): readonly Instruction[] {
  const whole = trimmed(line);
  const { word, rest } = takeWord(whole);
  const at = span(scope.file, startAt(whole, 0), whole.end);
  return rest.text === '' ? [{ kind, name: word, at }] : [{ kind, name: word, value: textOf(rest, scope), at }];
}

function unquoted(name: string): string {
  const quote = name[0];
  const closed = name.length > 1 && (quote === '"' || quote === "'") && name.at(-1) === quote;
  return closed || isBlank(quote) ? name.slice(1, -1) : name;
}
