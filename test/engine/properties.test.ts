/** What verdicts and scores promise, whatever is found: on random findings, and on whole repositories with their findings changed. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Answer } from '../../src/engine/ask.ts';
import { decide, decideAsFound, type Grounds } from '../../src/engine/decide.ts';
import { gradeOf } from '../../src/engine/grade.ts';
import type { Finding, ObligationResult, RepositoryTerm, Scoring, Verdict } from '../../src/engine/report.ts';
import { combine } from '../../src/engine/score.ts';
import type { Check, Severity } from '../../src/kit/index.ts';
import { span } from '../../src/source/index.ts';
import { readTree } from '../support/lint.ts';
import { type Judged, judged, type Outcome } from '../support/score.ts';

const place = { path: 'a', start: { line: 1, column: 1 }, end: { line: 1, column: 2 } };
const severities = ['error', 'warning', 'info'] as const;

/** From worst to best; what is not known stands beside what is not certain. */
const rank: Readonly<Record<Verdict, number>> = {
  undeployable: 0,
  blocked: 1,
  unknown: 2,
  conditional: 2,
  ready: 3,
  singleton: 4,
};

const whole = (score: number | undefined) =>
  score === undefined || (Number.isInteger(score) && score >= 0 && score <= 100);

/** Nothing about `worse` may look better than in `better`; a score that one of them does not have is not compared. */
function expectNoBetter(worse: Outcome, better: Outcome): void {
  const above = (one: number | undefined, other: number | undefined) =>
    one !== undefined && other !== undefined && one > other;
  for (const [index, one] of worse.services.entries()) {
    const other = better.services[index]!;
    expect(rank[one.verdict]).toBeLessThanOrEqual(rank[other.verdict]);
    if (one.singleton === 'ok') expect(other.singleton).toBe('ok');
    expect(above(one.score, other.score)).toBe(false);
    expect(above(one.scoring.counted, other.scoring.counted)).toBe(false);
    expect(one.scoring.factors.map(({ factor }) => factor)).toEqual(other.scoring.factors.map(({ factor }) => factor));
    for (const [at, term] of one.scoring.factors.entries())
      expect(term.score).toBeLessThanOrEqual(other.scoring.factors[at]!.score);
  }
  expect(above(worse.score, better.score)).toBe(false);
}

function expectSound({ services, score, coverage, scalable, scoring }: Outcome): void {
  expect([score, ...services.map((one) => one.score)].every(whole)).toBe(true);
  for (const one of services) {
    expect(one.coverage >= 0 && one.coverage <= 1).toBe(true);
    expect(one.score === undefined).toBe(one.verdict === 'unknown' || one.scoring.factors.length === 0);
    for (const { score: factor, lost, total } of one.scoring.factors)
      expect(whole(factor) && total > 0 && lost >= 0 && lost <= total).toBe(true);
  }
  expect(coverage >= 0 && coverage <= 1).toBe(true);
  expect(scalable.ready).toBeLessThanOrEqual(scalable.of);
  expect(Number.isNaN(scoring.mean)).toBe(false);
}

describe('of random findings', () => {
  const check = (index: number): Check =>
    ({
      id: `processes/check-${index}`,
      severity: severities[index % 3],
      ...(index % 4 === 0 ? { activeSeverity: 'error' } : {}),
    }) as unknown as Check;
  const checks = Array.from({ length: 12 }, (_, index) => check(index));
  const answers: readonly Answer[] = checks.map((one, index) => ({
    check: one,
    factor: (index % 5) + 4,
    subject: { at: span('a', 0, 1) },
    service: 's',
  }));
  const findings: fc.Arbitrary<readonly Finding[]> = fc
    .array(
      fc.record({
        index: fc.nat({ max: 11 }),
        severity: fc.constantFrom(...severities),
        active: fc.option(fc.constantFrom<Severity>(...severities), { nil: undefined }),
        confidence: fc.constantFrom('high' as const, 'medium' as const, 'low' as const),
        effect: fc.constantFrom(
          'break' as const,
          'block' as const,
          'degrade' as const,
          'cap' as const,
          'none' as const,
        ),
        accepted: fc.boolean(),
      }),
      { maxLength: 20 },
    )
    .map((rows) =>
      rows.map(({ index, severity, active, confidence, effect, accepted }, at) => ({
        check: checks[index]!.id,
        factor: (index % 5) + 4,
        severity: confidence === 'low' ? 'info' : severity,
        ...(active === undefined || confidence === 'low' ? {} : { activeSeverity: active }),
        confidence,
        effect: confidence === 'low' ? 'none' : effect,
        service: 's',
        message: '',
        why: '',
        remedy: '',
        place,
        notes: [],
        fingerprint: `f${at}`,
        ...(accepted ? { suppressed: { reason: 'r', by: 'comment' as const } } : {}),
      })),
    );
  const obligation = (status: ObligationResult['status'], own: readonly string[] = []): ObligationResult => ({
    id: 'image',
    title: 'image',
    status,
    text: '',
    findings: own,
  });
  const situation = fc.record({
    singleton: fc.boolean(),
    known: fc.boolean(),
    statuses: fc.array(fc.constantFrom('met' as const, 'not-evaluated' as const, 'not-applicable' as const)),
    coverage: fc.constantFrom(0, 0.5, 0.69, 0.7, 1),
  });
  type Situation = { singleton: boolean; known: boolean; statuses: ObligationResult['status'][]; coverage: number };
  const grounds = ({ singleton, known, statuses, coverage }: Situation, found: readonly Finding[]): Grounds => ({
    singleton,
    known,
    findings: found.filter(({ confidence }) => confidence !== 'low'),
    obligations: statuses.map((status) => obligation(status)),
    coverage,
  });
  const scored = (one: Situation, found: readonly Finding[]): Scoring =>
    gradeOf(answers, found, 's', decideAsFound(grounds(one, found)).verdict);

  test('a finding more never raises a factor, a score or a verdict', () => {
    fc.assert(
      fc.property(situation, findings, fc.nat(), (one, found, pick) => {
        fc.pre(found.length > 0);
        const fewer = found.filter((_finding, at) => at !== pick % found.length);
        const [worse, better] = [scored(one, found), scored(one, fewer)];
        expect(worse.counted!).toBeLessThanOrEqual(better.counted!);
        for (const [at, { score }] of worse.factors.entries())
          expect(score).toBeLessThanOrEqual(better.factors[at]!.score);
        const verdict = (all: readonly Finding[]) => rank[decide(grounds(one, all)).verdict];
        expect(verdict(found)).toBeLessThanOrEqual(verdict(fewer));
      }),
    );
  });

  test('accepting changes no score, and makes nothing better than conditional', () => {
    fc.assert(
      fc.property(situation, findings, (one, found) => {
        const open = found.map((finding) => ({ ...finding, suppressed: undefined }));
        expect(scored(one, found)).toEqual(scored(one, open));
        const [after, before] = [decide(grounds(one, found)), decide(grounds(one, open))];
        expect(after.singleton).toBe(before.singleton);
        if (after.verdict !== before.verdict) expect(rank[after.verdict]).toBeLessThanOrEqual(rank.conditional);
      }),
    );
  });

  test('order and repetition change nothing, and every number is whole', () => {
    fc.assert(
      fc.property(situation, findings, fc.boolean(), (one, found, back) => {
        const sorted = (scoring: Scoring) =>
          scoring.factors.map(({ factor, lost, total, score }) => [factor, lost, total, score]);
        const twice = back ? [...found, ...found].reverse() : [...found, ...found];
        const [first, second] = [scored(one, found), scored(one, twice)];
        expect(sorted(second)).toEqual(sorted(first));
        expect(second.counted).toBe(first.counted);
        expect([first.counted, first.mean, ...first.factors.map(({ score }) => score)].every(whole)).toBe(true);
      }),
    );
  });

  test('the order of questions changes nothing', () => {
    fc.assert(
      fc.property(findings, fc.shuffledSubarray([...answers], { minLength: 0 }), (found, some) => {
        const inOrder = answers.filter((answer) => some.includes(answer));
        expect(gradeOf(some, found, 's', 'ready').counted).toBe(gradeOf(inOrder, found, 's', 'ready').counted);
      }),
    );
  });

  test('without questions or services there is nothing to divide', () => {
    expect(gradeOf([], [], 's', 'ready')).toEqual({ factors: [] });
    expect(combine([])).toEqual({});
    expect(combine([{ weight: 1, counted: 100, scales: false }])).toEqual({});
  });

  test('a worse service never raises the repository, and no neighbour hides it', () => {
    const term: fc.Arbitrary<RepositoryTerm> = fc.record({
      service: fc.string(),
      weight: fc.integer({ min: 1, max: 3 }),
      counted: fc.nat({ max: 100 }),
      scales: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(term, { minLength: 1 }), fc.nat(), fc.nat({ max: 100 }), (terms, pick, drop) => {
        const worse = terms.map((one, at) =>
          at === pick % terms.length ? { ...one, counted: Math.max(0, one.counted - drop) } : one,
        );
        expect(combine(worse).score!).toBeLessThanOrEqual(combine(terms).score!);
        expect(combine([...terms].reverse())).toEqual(combine(terms));
        expect(whole(combine(terms).score)).toBe(true);
        expect(combine([...terms, { service: 'x', weight: 3, counted: 100, scales: true }]).worst).toBeLessThanOrEqual(
          Math.max(combine(terms).worst!, terms.some(({ scales }) => scales) ? 0 : 100),
        );
      }),
    );
  });
});

const folder = 'fixtures/projects';
const projects = readdirSync(folder);

/** Other findings that this repository could have: each of its own, made worse. */
const worsened = (findings: readonly Finding[]): readonly Finding[] =>
  findings.flatMap((finding) =>
    (['break', 'block', 'degrade'] as const).map((effect) => ({
      ...finding,
      severity: 'error' as const,
      activeSeverity: undefined,
      confidence: 'high' as const,
      effect,
      fingerprint: `${finding.fingerprint}-${effect}`,
    })),
  );

/** For every check that was asked of a service and did not fail. */
const invented = ({ answers, findings }: Judged): readonly Finding[] => {
  const failed = new Set(findings.map(({ check, service }) => `${check} ${service}`));
  const passed = new Map(answers.map((answer) => [`${answer.check.id} ${answer.service}`, answer]));
  return [...passed]
    .filter(([key]) => !failed.has(key))
    .map(([key, { check, factor, service }]) => ({
      check: check.id,
      factor,
      severity: check.severity,
      ...(check.activeSeverity ? { activeSeverity: check.activeSeverity } : {}),
      confidence: check.confidence,
      effect: check.effect,
      ...(service === undefined ? {} : { service }),
      message: '',
      why: '',
      remedy: '',
      place,
      notes: [],
      fingerprint: key,
    }));
};

describe.each(projects)('%s', (name) => {
  const tree = readTree(join(folder, name));
  const repository = judged(tree);
  const { findings } = repository;
  const before = repository.with(findings);

  test('has sound numbers, with all findings and with none', () => {
    expectSound(before);
    expectSound(repository.with([]));
    expectNoBetter(before, repository.with([]));
  });

  test('settling any one finding makes nothing worse', () => {
    for (const dropped of findings) expectNoBetter(before, repository.with(findings.filter((one) => one !== dropped)));
  });

  test('settling them one after another makes nothing worse', () => {
    let left = findings;
    let last = before;
    while (left.length > 0) {
      left = left.slice(1);
      const next = repository.with(left);
      expectNoBetter(last, next);
      last = next;
    }
  });

  test('any finding more makes nothing better', () => {
    for (const added of [...worsened(findings).slice(0, 30), ...invented(repository).slice(0, 60)])
      expectNoBetter(repository.with([...findings, added]), before);
  });

  test('accepting any of them, or all, changes no score and goes no further than conditional', () => {
    const accept = (finding: Finding): Finding => ({ ...finding, suppressed: { reason: 'r', by: 'comment' } });
    for (const chosen of [...findings.map((one) => [one]), findings]) {
      const after = repository.with(findings.map((one) => (chosen.includes(one) ? accept(one) : one)));
      for (const [index, one] of after.services.entries()) {
        const was = before.services[index]!;
        expect(one.scoring).toEqual(was.scoring);
        expect(one.singleton).toBe(was.singleton);
        if (one.verdict !== was.verdict) expect(rank[one.verdict]).toBeLessThanOrEqual(rank.conditional);
      }
      if (after.score !== undefined) expect(after.score).toBeLessThanOrEqual(before.score!);
    }
  });

  const shown = ({ services, score, coverage }: Outcome) => ({
    score,
    coverage,
    services: services.map(({ service, verdict, score: own, coverage: share }) => [service.name, verdict, own, share]),
  });

  test('the order of files changes nothing', () => {
    const other = judged(Object.fromEntries(Object.entries(tree).reverse()));
    expect(shown(other.with(other.findings))).toEqual(shown(before));
  });

  test('copies of files that nothing refers to change nothing', () => {
    const copies = Object.entries(tree).map(([path, content]) => [`leftover/${path}`, content] as const);
    const other = judged({ ...tree, ...Object.fromEntries(copies.filter(([path]) => !isDeployed(path))) });
    expect(shown(other.with(other.findings))).toEqual(shown(before));
  });

  test('fewer replicas raise no score but that of a service which they repair', () => {
    const fewer = Object.fromEntries(
      Object.entries(tree).map(([path, content]) => [path, content.replace(/\breplicas: *\d+/g, 'replicas: 1')]),
    );
    const other = judged(fewer);
    const after = other.with(other.findings);
    for (const [index, one] of after.services.entries()) {
      const was = before.services[index]!;
      const failed = (scoring: Scoring) => scoring.factors.flatMap((term) => term.failed.map(({ check }) => check));
      const repaired = failed(was.scoring).filter((check) => !failed(one.scoring).includes(check));
      expect(repaired.filter((check) => !repairedByFewer.includes(check))).toEqual([]);
      if (repaired.length > 0) continue;
      expect(rank[one.verdict]).toBeLessThanOrEqual(rank[was.verdict]);
      if (was.score !== undefined) expect(one.score).toBeLessThanOrEqual(was.score);
    }
  });
});

/** A copy of these would be a deploy, an image or a package of the same name. */
const isDeployed = (path: string): boolean => /\.ya?ml$|Dockerfile|Cargo\.toml$/.test(path);

/** Fewer replicas are what these ask for. */
const repairedByFewer = [
  'concurrency/singleton-scaled',
  'concurrency/pinned-placement',
  'backing-services/stateful-scaled',
  'backing-services/pool-exceeds-server',
  'port-binding/host-mode-conflict',
];
