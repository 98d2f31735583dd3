/** Scores and bounds as they are printed: never without coverage, and to be had again with a pencil. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { rules } from '../../rules/index.ts';
import { boundLines } from '../../src/report/bounds.ts';
import { explainScore, scoreLine } from '../../src/report/explain-score.ts';
import { json } from '../../src/report/json.ts';
import { styleOf } from '../../src/report/style.ts';
import { text } from '../../src/report/text.ts';
import { lintTree, readTree } from '../support/lint.ts';
import { context, database, place, report, serviceReport } from './sample.ts';

const schema = JSON.parse(readFileSync('src/report/schema/report.json', 'utf8'));
const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);
const style = styleOf(context());

interface Term {
  readonly factor: number;
  readonly weight: number;
  readonly asked: readonly { readonly check: string; readonly weight: number }[];
  readonly total: number;
  readonly failed: readonly { readonly check: string; readonly confidence: string; readonly lost: number }[];
  readonly lost: number;
  readonly cap: number | null;
  readonly score: number;
}
interface Scoring {
  readonly name: string;
  readonly stack: string;
  readonly weight: number | null;
  readonly scales: boolean;
  readonly factors: readonly Term[];
  readonly counted: number | null;
  readonly cap: { readonly most: number } | null;
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
const share: Readonly<Record<string, number>> = { high: 1, medium: 0.6, low: 0 };
/** W of the catalogue: VI 20, IV 14, IX 14, VIII 12, V 10, III 10, XII 6, VII 6, XI 3, II 2, X 2, I 1. */
const weights = [1, 2, 10, 14, 10, 20, 6, 12, 14, 2, 3, 6];

/** S of one service, from the severities and confidences alone. */
function byHand({ factors, cap }: Scoring): number | null {
  if (factors.length === 0) return null;
  const each = factors.map(({ factor, asked, failed, cap: most }) => {
    const points = new Map(asked.map(({ check, weight }) => [check, weight]));
    const lost = sum(
      failed.map(({ check, confidence, lost: said }) => Math.min(said, points.get(check)! * share[confidence]!)),
    );
    const f = Math.min(Math.round(100 * (1 - lost / sum([...points.values()]))), most ?? 100);
    return { w: weights[factor - 1]!, f };
  });
  return Math.min(Math.round(sum(each.map(({ w, f }) => w * f)) / sum(each.map(({ w }) => w))), cap?.most ?? 100);
}

describe.each(readdirSync('fixtures/projects'))('of %s', (name) => {
  const { report: found, facts } = lintTree(readTree(join('fixtures/projects', name)));
  const output = JSON.parse(json(found, context({ facts, explainScore: true })));
  const flat = <T extends { readonly scoring: object }>({ scoring, ...rest }: T) => ({ ...rest, ...scoring });
  const scorings: { readonly services: readonly Scoring[]; readonly repository: Scoring } = {
    services: output.scoring.services.map(flat),
    repository: flat(output.scoring.repository) as Scoring,
  };

  test('the JSON validates, with scores and without', () => {
    validate(output);
    expect(validate.errors).toBeNull();
    const lean = JSON.parse(json(found, context({ facts })));
    validate(lean);
    expect(validate.errors).toBeNull();
    expect(lean.scoring).toBeUndefined();
  });

  test('every score follows from the JSON alone', () => {
    const { services, repository } = scorings;
    const all = [...services, { ...repository, scales: false }].map((one) => ({ ...one, s: byHand(one) }));
    for (const { counted, s } of all) expect(s).toBe(counted);
    for (const [index, { s }] of all.slice(0, -1).entries()) {
      const { score, verdict } = output.services[index];
      expect(score).toBe(verdict === 'unknown' ? null : s);
    }
    const scored = all.filter(({ s }) => s !== null);
    const app = scored.filter(({ scales }) => scales);
    const judged = app.length > 0 ? app : scored.slice(0, -1);
    const r =
      0.6 * Math.min(...judged.map(({ s }) => s!)) +
      (0.4 * sum(scored.map(({ s, weight }) => s! * weight!))) / sum(scored.map(({ weight }) => weight!));
    const any = output.coverage >= 0.7 && output.services.some((one: { score: number | null }) => one.score !== null);
    expect(output.score).toBe(any ? Math.round(Math.round(r * 1e6) / 1e6) : null);
  });

  test('findings that count are in the JSON', () => {
    for (const { name: service, stack, factors } of scorings.services) {
      const own = output.findings.filter(
        (one: { service: string; path: string }) =>
          one.service === service && found.services.some((other) => other.service.stack === stack),
      );
      for (const { check } of factors.flatMap(({ failed }) => failed))
        expect(own.some((one: { check: string }) => one.check === check)).toBe(true);
    }
  });

  test('the text shows the score with its coverage, in the line before the last', () => {
    const lines = text(found, context({ facts })).trimEnd().split('\n');
    if (found.services.length === 0) return;
    expect(lines.at(-2)).toMatch(/^(score \d+ of 100|no score) · coverage \d+ % · scalable services: \d+ of \d+$/);
  });

  test('the explanation fits, in ASCII too', () => {
    const shown = explainScore(found, context({ facts, rules }), styleOf(context({ unicode: false }))).flat();
    expect(shown.filter((line) => line.length > 100 || /[^ -~]/.test(line))).toEqual([]);
  });
});

test('a score is explained term by term', () => {
  expect(explainScore(report(), context(), style).slice(1)).toEqual([
    [
      'api  score 39 · coverage 93 %',
      '  FACTOR        CHECKS × POINTS  ASKED  LOST   F  AT MOST   W  W × F',
      '  6. Processes  2×10                20    10  50       49  20    980',
      '       − 10 × 1 = 10  processes/local-session',
      '  S = 980 ÷ 20 = 49, blocked: at most 39',
    ],
    ['db  no score · coverage 100 %', '  nothing was asked'],
    [
      'repository  score 39',
      '  SERVICE   S  r  r × S',
      '  api      39  3    117',
      '  R = 0.6 × 39 (the worst) + 0.4 × 117 ÷ 3 (the mean) = 39',
    ],
  ]);
});

test('without a score it says so, and still gives the coverage', () => {
  expect(scoreLine(report({ score: undefined, coverage: 0.4, scalable: { ready: 0, of: 1 } }), style)).toEqual([
    'no score · coverage 40 % · scalable services: 0 of 1',
  ]);
  expect(scoreLine(report({ services: [] }), style)).toEqual([]);
});

test('bounds are printed with their arithmetic, the tightest first', () => {
  const bounded = serviceReport({
    verdict: 'ready',
    maxSafeReplicas: 5,
    bounds: [
      {
        by: 'nodes',
        text: '1 (port 80, mode: host) for each node that may run it',
        place: place('docker-stack.yml', 9, 9),
      },
      {
        by: 'connections',
        replicas: 5,
        text: '100 connections of db ÷ pool of 20 = 5',
        place: place('server.js', 3, 1),
      },
    ],
  });
  expect(boundLines(report({ services: [bounded, database] }), style, false)).toEqual([
    'MAX SAFE REPLICAS',
    '  api  5  100 connections of db ÷ pool of 20 = 5  server.js:3:1',
    '          1 (port 80, mode: host) for each node that may run it  docker-stack.yml:9:9',
  ]);
  expect(boundLines(report({ services: [database] }), style, false)).toEqual([]);
  expect(boundLines(report({ services: [database] }), style, true)).toEqual([
    'MAX SAFE REPLICAS',
    '  db  1  1: meant to be alone (postgres image)  docker-stack.yml:20:3',
  ]);
});
