/** Conditions that say where a program runs: the same words in every language. */
import type { Guard } from '../../facts/code.ts';
import { type Circumstances, stricter } from './program.ts';

/** What a condition says about the code under it, and about the code that runs otherwise. */
export interface Test {
  readonly yes: Guard;
  readonly no: Guard;
  /** Variable of the environment that is asked. */
  readonly variable?: string;
  /** The code under it runs only where the file itself is started. */
  readonly entryOnly?: true;
  /** Never runs: types for checkers, code for another platform. */
  readonly never?: true;
}

export const isProduction: Test = { yes: 'always', no: 'development' };
export const isDevelopment: Test = { yes: 'development', no: 'always' };
export const isTest: Test = { yes: 'test', no: 'always' };

export const inverted = (test: Test): Test => ({ ...test, yes: test.no, no: test.yes });

const modes = new Map<string, Test>([
  ...['production', 'prod', 'live', 'release'].map((word) => [word, isProduction] as const),
  ...['development', 'dev', 'local', 'debug'].map((word) => [word, isDevelopment] as const),
  ...['test', 'testing', 'ci'].map((word) => [word, isTest] as const),
]);

/** The test that a comparison with this word makes: `production`, `dev`. */
export const modeOf = (word: string | undefined): Test | undefined =>
  word === undefined ? undefined : modes.get(word.toLowerCase());

/** Names of variables that hold the mode a program runs in. */
export const modeVariable = /^(?:(?:[A-Z]+_)*(?:ENV|ENVIRONMENT|MODE|STAGE|PROFILE)|SPRING_PROFILES_ACTIVE)$/;

/** A switch of the environment decides, one way or the other. */
export const switchedBy = (variable: string | undefined): Test | undefined =>
  variable === undefined ? undefined : { yes: 'conditional', no: 'conditional', variable };

/** What `one && other` says, and what `one || other` does. */
export const bothOf = (one: Test | undefined, other: Test | undefined): Test | undefined => one ?? other;
export const eitherOf = (one: Test | undefined, other: Test | undefined): Test | undefined =>
  one && other && one.yes === other.yes ? one : undefined;

/** What holds under a condition and otherwise; `yes` is absent for code that never runs. */
export function branchesOf(
  test: Test | undefined,
  around: Circumstances,
): { readonly yes?: Circumstances; readonly no: Circumstances } {
  if (!test) return { yes: around, no: around };
  const within = (guard: Guard): Circumstances => ({
    ...around,
    guard: stricter(around.guard, guard),
    ...(test.variable === undefined ? {} : { variable: test.variable }),
  });
  const yes = { ...within(test.yes), ...(test.entryOnly ? { entryOnly: true } : {}) };
  return { ...(test.never ? {} : { yes }), no: within(test.no) };
}
