/** The engine over findings that a test has changed: everything behind the checks. */
import { rules } from '../../rules/index.ts';
import type { Answer } from '../../src/engine/ask.ts';
import {
  ask,
  type Finding,
  headline,
  judge,
  locator,
  type Report,
  repositoryScore,
  verdicts,
} from '../../src/engine/index.ts';
import type { Facts } from '../../src/kit/index.ts';
import type { FileTree } from '../../src/source/index.ts';
import { lintTree } from './lint.ts';

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
    findings: judge(answers, facts, locate, tree),
    with: (findings) => {
      const services = verdicts(facts, findings, answers, locate);
      const scoring = repositoryScore(services, facts, answers, findings);
      return { services, score: scoring.score, scoring, ...headline(services) };
    },
  };
}
