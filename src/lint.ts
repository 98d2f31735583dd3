import { rules as allRules } from '../rules/index.ts';
import {
  ask,
  factorGrades,
  graded,
  headline,
  idlePatterns,
  judge,
  locator,
  type Report,
  remarksOnIgnores,
  repositoryScore,
  suppressionRule,
  verdicts,
} from './engine/index.ts';
import { assemble } from './facts/assemble/index.ts';
import {
  type Facts,
  noSettings,
  type Parsers,
  type Reader,
  type ReadingCache,
  type Settings,
  type Stack,
} from './facts/index.ts';
import type { Rule } from './kit/index.ts';
import { readAll } from './readers/index.ts';
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
  /** Stacks of a repository that a running Swarm in the tree is held against. */
  readonly against?: readonly Stack[];
  /** Called often, and for nothing but to be shown. */
  readonly progress?: (phase: Phase) => void;
}

export interface Linted {
  readonly facts: Facts;
  readonly report: Report;
}

/** The whole middle: pure, synchronous, the same answer for the same tree. */
export function lint(tree: FileTree, setup: Setup = {}): Linted {
  const rules = setup.rules ?? allRules;
  const { progress } = setup;
  const { reading, faults } = readAll(tree, {
    ...setup,
    progress: progress && ((done, of) => progress({ what: 'read', done, of })),
  });
  progress?.({ what: 'join' });
  const facts = assemble(reading, setup, tree);
  const locate = locator(tree);
  const asked = ask(facts, rules, progress && ((done, of) => progress({ what: 'ask', done, of })));
  const settings = setup.settings ?? noSettings;
  const findings = judge(asked.answers, facts, locate, tree, settings, setup.today);
  const services = verdicts(facts, findings, asked.answers, locate);
  const scoring = repositoryScore(services, facts, asked.answers, findings);
  const report: Report = {
    findings: graded(
      remarksOnIgnores(findings, facts, tree, { rules, settings, today: setup.today, partial: setup.partial }, locate),
      settings,
      [...rules, suppressionRule],
    ),
    services,
    factors: factorGrades(rules, asked.answers, findings),
    score: scoring.score,
    scoring,
    ...headline(services),
    gaps: [...facts.gaps, ...(setup.partial ? [] : idlePatterns(settings, facts))].map(({ at, why, service }) => ({
      place: locate(at),
      why,
      service,
    })),
    faults: [...faults, ...asked.faults],
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
