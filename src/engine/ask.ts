/** Puts every question of every check to every subject. */
import { type Check, type Evidence, type Facts, type Fix, type Rule, type Subject, serviceKey } from '../kit/index.ts';
import { type Attempt, attempts } from './attempt.ts';
import type { Fault } from './report.ts';

/** One question: a check, a subject, and the answer. */
export interface Answer {
  readonly check: Check;
  readonly factor: number;
  readonly subject: Subject;
  readonly service?: string;
  /** Absent: the subject passed. */
  readonly evidence?: Evidence;
  /** There is one with evidence. */
  readonly message?: string;
  /** What would mend it. */
  readonly fix?: Fix;
}

export interface Answers {
  readonly answers: readonly Answer[];
  readonly faults: readonly Fault[];
}

/** `progress`: how many checks of how many were asked. A check that throws is our fault, and takes neither others down nor what it said of other subjects. */
export function ask(facts: Facts, rules: readonly Rule[], progress?: (done: number, of: number) => void): Answers {
  const all = rules.reduce((sum, { checks }) => sum + checks.length, 0);
  let done = 0;
  const answers: Answer[] = [];
  const faults: Fault[] = [];
  const attempt = attempts(faults);
  for (const { factor, checks } of rules) {
    for (const check of checks) {
      progress?.(done++, all);
      const what = `check ${check.id}`;
      const subjects = attempt(what, () => check.each(facts), none);
      for (const subject of subjects)
        answers.push(...attempt(what, () => [answerTo({ check, factor, subject }, facts, attempt)], none));
    }
  }
  return { answers, faults };
}

const none = (): never[] => [];

function answerTo(question: Pick<Answer, 'check' | 'factor' | 'subject'>, facts: Facts, attempt: Attempt): Answer {
  const { check, subject } = question;
  const answer = check.fails(subject, facts);
  if (answer === false) return { ...question, service: serviceOf(subject) };
  const evidence = answer === true ? {} : answer;
  return {
    ...question,
    service: evidence.service ?? serviceOf(subject),
    evidence,
    message: check.message(subject, evidence),
    fix: attempt(
      `the fix of ${check.id}`,
      () => check.fix?.propose(subject, evidence, facts),
      () => undefined,
    ),
  };
}

const isService = (subject: object): subject is { stack: string; name: string } =>
  'stack' in subject && 'role' in subject && 'name' in subject;

function serviceOf(subject: Subject): string | undefined {
  if (isService(subject)) return serviceKey(subject);
  return subject.service ? serviceKey(subject.service) : undefined;
}
