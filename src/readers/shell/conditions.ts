/** Which tests decide whether a command runs. Commands that are no tests are taken to succeed. */
import type { ShellCondition } from '../../facts/shell.ts';
import type { Draft, Joint } from './draft.ts';

/** A condition that nobody can follow: a loop, a function, a `case`, the exit of a program. */
export const unknownCondition: ShellCondition = { words: [], holds: true };

const isTest = ({ words }: Draft): boolean => ['[', '[[', 'test'].includes(words[0]?.value ?? '');
const joined = (drafts: readonly Draft[]): boolean =>
  drafts.every(({ before }, index) => index === 0 || before === '&&');
const holding = ({ words }: Draft): ShellCondition => ({ words, holds: true });

/** The tests of `if a && b`; one unknown condition when it asks anything else. */
export const testsOf = (drafts: readonly Draft[]): readonly ShellCondition[] =>
  drafts.length > 0 && joined(drafts) && drafts.every(isTest) ? drafts.map(holding) : [unknownCondition];

/** What the `else` of these tests takes. */
export const otherwise = (tests: readonly ShellCondition[]): readonly ShellCondition[] => {
  const [only] = tests;
  return tests.length === 1 && only && only.words.length > 0 ? [{ ...only, holds: !only.holds }] : [unknownCondition];
};

/** `[ … ] && command`, `[ … ] || command`; behind any other command `||` means that it failed. */
export function followingConditions(previous: readonly Draft[], joint: Joint | 'start'): readonly ShellCondition[] {
  if (joint === '&&') return joined(previous) ? previous.filter(isTest).map(holding) : [];
  if (joint !== '||') return [];
  return previous.length === 1 && isTest(previous[0]!) ? otherwise([holding(previous[0]!)]) : [unknownCondition];
}
