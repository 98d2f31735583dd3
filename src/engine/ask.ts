/** Puts every question of every check to every subject. */
import { type Check, type Evidence, type Facts, type Fix, type Rule, type Subject, serviceKey } from '../kit/index.ts';
import type { Fault } from './report.ts';

/** One question: a check, a subject, and the answer. */
export interface Answer {
  readonly check: Check;
  readonly factor: number;
  readonly subject: Subject;
  readonly service?: string;
  /** Absent: the subject passed. */
  readonly evidence?: Evidence;
  /** What would mend it. */
  readonly fix?: Fix;
}

export interface Answers {
  readonly answers: readonly Answer[];
  readonly faults: readonly Fault[];
}

/** `progress`: how many checks of how many were asked. */
export function ask(facts: Facts, rules: readonly Rule[], progress?: (done: number, of: number) => void): Answers {
  const all = rules.reduce((sum, { checks }) => sum + checks.length, 0);
  let done = 0;
  const answers: Answer[] = [];
  const faults: Fault[] = [];
  for (const { factor, checks } of rules) {
    for (const check of checks) {
      progress?.(done++, all);
      // A check that throws is our fault and must not take the others down.
      try {
        const own: Answer[] = [];
        for (const subject of check.each(facts)) {
          const answer = check.fails(subject, facts);
          const evidence = answer === true ? {} : answer === false ? undefined : answer;
          const fix = evidence && check.fix?.propose(subject, evidence, facts);
          own.push({ check, factor, subject, service: evidence?.service ?? serviceOf(subject), evidence, fix });
        }
        answers.push(...own);
      } catch (error) {
        faults.push({
          what: `check ${check.id}`,
          error: error instanceof Error ? error.message : String(error),
          stack: error instanceof Error ? error.stack : undefined,
        });
      }
    }
  }
  return { answers, faults };
}

const isService = (subject: object): subject is { stack: string; name: string } =>
  'stack' in subject && 'role' in subject && 'name' in subject;

function serviceOf(subject: Subject): string | undefined {
  if (isService(subject)) return serviceKey(subject);
  return subject.service ? serviceKey(subject.service) : undefined;
}
