import { rules as allRules } from '../rules/index.ts';
import {
  ask,
  attempts,
  type Fault,
  factorGrades,
  graded,
  headline,
  idlePatterns,
  judge,
  locator,
  type Report,
  remarksOnIgnores,
  repositoryScore,
  type Suppressed,
  suppressionRule,
  suppressionsOf,
  verdicts,
} from './engine/index.ts';
import { type Against, assemble } from './facts/assemble/index.ts';
import { type Facts, noSettings, type Parsers, type Reader, type ReadingCache, type Settings } from './facts/index.ts';
import type { Rule } from './kit/index.ts';
import { readAll } from './readers/index.ts';
import { maskText } from './report/mask.ts';
import type { FileTree, Gap } from './source/index.ts';

/** How far a run has come: files read, and then checks asked. */
export interface Phase {
  readonly what: 'read' | 'join' | 'ask';
  readonly done?: number;
  readonly of?: number;
}

export interface Setup {
  /** All readers, with those loaded that the tree needs: files of a language whose reader is missing become gaps. Absent: those that need no loading. */
  readonly readers?: readonly Reader[];
  /** Heavy parsers the caller has loaded for this tree; files that need one that is missing become gaps. */
  readonly parsers?: Parsers;
  /** Readings of files as they were before: what has not changed is not read again. */
  readonly readings?: ReadingCache;
  /** Every path of the repository, also of files that are not in the tree. */
  readonly listing?: readonly string[];
  readonly repository?: {
    readonly versionControl: 'git' | 'other' | 'none' | 'unknown';
    readonly tracked?: ReadonlySet<string>;
    readonly contents?: ReadonlyMap<string, string>;
  };
  /** What could not be loaded. */
  readonly gaps?: readonly Gap[];
  /** What the team says about its repository; absent: nothing. */
  readonly settings?: Settings;
  /** `2027-03-31`: acceptances that ended before no longer hold. Absent: none has ended. */
  readonly today?: string;
  /** Only parts of the repository are in the tree: nothing is said of acceptances that accept nothing here. */
  readonly partial?: boolean;
  readonly rules?: readonly Rule[];
  /** A repository that a running Swarm in the tree is held against: its files may be in the tree as well, so that places in them are told. */
  readonly against?: Against;
  /** Called often, and for nothing but to be shown. */
  readonly progress?: (phase: Phase) => void;
}

export interface Linted {
  readonly facts: Facts;
  readonly report: Report;
}

/**
 * The whole middle: pure, synchronous, the same answer for the same tree. A part of ours that fails is told among the faults, and all that does
 * not rest on it is there all the same.
 */
export function lint(tree: FileTree, setup: Setup = {}): Linted {
  const rules = setup.rules ?? allRules;
  const settings = setup.settings ?? noSettings;
  const { progress, today } = setup;
  const { reading, faults: ofReaders } = readAll(tree, {
    ...setup,
    progress: progress && ((done, of) => progress({ what: 'read', done, of })),
  });
  progress?.({ what: 'join' });
  const faults: Fault[] = [];
  const attempt = attempts(faults);
  const facts = attempt(
    'putting the files side by side',
    () => assemble(reading, setup, tree),
    () => assemble({ ...readAll({}, {}).reading, gaps: reading.gaps }, { gaps: setup.gaps }, {}),
  );
  const locate = locator(tree);
  // Nothing can be asked of facts that are not there.
  const known = faults.length === 0;
  const asked = ask(facts, known ? rules : [], progress && ((done, of) => progress({ what: 'ask', done, of })));
  const suppressed = attempt<Suppressed>(
    'the ignores',
    () => suppressionsOf(facts, tree, settings, today),
    () => () => undefined,
  );
  const judged = attempt(
    'the judgement',
    () => judge(asked.answers, facts, locate, suppressed, attempt),
    () => [],
  );
  const services = attempt(
    'the verdicts',
    () => verdicts(facts, judged, asked.answers, locate, attempt),
    () => [],
  );
  const scoring = attempt(
    'the score',
    () => repositoryScore(services, facts, asked.answers, judged),
    () => ({ terms: [], repository: { factors: [] } }),
  );
  const remarked = attempt(
    'the remarks on ignores',
    () =>
      known
        ? remarksOnIgnores(judged, facts, tree, { rules, settings, today, partial: setup.partial }, locate)
        : judged,
    () => judged,
  );
  const findings = attempt(
    'the levels of findings',
    () => graded(remarked, settings, [...rules, suppressionRule]),
    () => remarked,
  );
  const factors = attempt(
    'the grades',
    () => factorGrades(rules, asked.answers, judged),
    () => [],
  );
  const idle = attempt(
    'the remarks on settings',
    () => (setup.partial || !known ? [] : idlePatterns(settings, facts)),
    () => [],
  );
  const report: Report = {
    findings,
    services,
    factors,
    score: scoring.score,
    scoring,
    ...headline(services),
    gaps: [...facts.gaps, ...idle].map(({ at, why, service }) => ({ place: locate(at), why, service })),
    // What went wrong may quote what it went wrong with.
    faults: [...ofReaders, ...faults, ...asked.faults].map(withoutSecrets),
    asked: asked.answers.length,
    files: Object.keys(tree).length,
    passedOver: facts.stacks
      .filter((stack) => !services.some(({ service }) => service.stack === stack.id))
      .map(({ id, purpose }) => ({
        path: id,
        why: purpose.value === 'unknown' ? 'another stack is the one for production' : purpose.why,
      })),
  };
  return { facts, report };
}

const withoutSecrets = ({ what, error, stack }: Fault): Fault => ({
  what,
  error: maskText(error),
  ...(stack === undefined ? {} : { stack: maskText(stack) }),
});
