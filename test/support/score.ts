/** The engine over findings that a test has changed: everything behind the checks. */
import { rules } from '../../rules/index.ts';
import type { Answer } from '../../src/engine/ask.ts';
import type { Attempt } from '../../src/engine/attempt.ts';
import {
  ask,
  type Finding,
  headline,
  judge,
  locator,
  type Report,
  repositoryScore,
  suppressionsOf,
  verdicts,
} from '../../src/engine/index.ts';
import { type Facts, noSettings } from '../../src/kit/index.ts';
import type { FileTree } from '../../src/source/index.ts';
import { lintTree } from './lint.ts';

/** In a test nothing of ours may fail. */
export const attempting: Attempt = (_what, work) => work();

export type Outcome = Pick<Report, 'services' | 'score' | 'scoring' | 'coverage' | 'scalable'>;

export interface Judged {
  readonly facts: Facts;
  readonly answers: readonly Answer[];
  readonly findings: readonly Finding[];
  /** What the engine makes of other findings. */
  readonly with: (findings: readonly Finding[]) => Outcome;
}

export function judged(tree: FileTree): Judged {
  const { facts } = lintTree(tree);
  const { answers } = ask(facts, rules);
  const locate = locator(tree);
  return {
    facts,
    answers,
    findings: judge(answers, facts, locate, suppressionsOf(facts, tree, noSettings), attempting),
    with: (findings) => {
      const services = verdicts(facts, findings, answers, locate, attempting);
      const scoring = repositoryScore(services, facts, answers, findings);
      return { services, score: scoring.score, scoring, ...headline(services) };
    },
  };
}
