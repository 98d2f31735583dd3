/** Every term of every score, so that a reader gets the same with a pencil. */
import type { FactorTerm, Report, RepositoryTerm, Scoring, ServiceReport } from '../engine/report.ts';
import type { ReportContext } from './context.ts';
import type { Style } from './style.ts';
import { serviceNameOf } from './summary.ts';
import { clip, padEnd, padStart, widthOf } from './wrap.ts';

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** The headline: never a score without what it rests on. */
export function scoreLine({ score, coverage, scalable, services }: Report, style: Style): readonly string[] {
  if (services.length === 0) return [];
  const parts = [
    score === undefined ? 'no score' : `score ${score} of 100`,
    `coverage ${percent(coverage)}`,
    `scalable services: ${scalable.ready} of ${scalable.of}`,
  ];
  return [parts.join(` ${style.symbols.dot} `)];
}

interface Row {
  readonly cells: readonly string[];
  /** Said below the cells. */
  readonly below?: readonly string[];
}

/** Columns as wide as their widest cell; those of `right` are numbers. */
function table(titles: readonly string[], rows: readonly Row[], right: readonly number[], style: Style): string[] {
  const widths = titles.map((title, at) => Math.max(widthOf(title), ...rows.map(({ cells }) => widthOf(cells[at]!))));
  const line = (cells: readonly string[]) =>
    `  ${cells.map((cell, at) => (right.includes(at) ? padStart(cell, widths[at]!) : padEnd(cell, widths[at]!))).join('  ')}`.trimEnd();
  return [style.dim(line(titles)), ...rows.flatMap(({ cells, below = [] }) => [line(cells), ...below.map(style.dim)])];
}

/** `4×10 + 2×4 + 1×1`: so many checks of each weight. */
function points({ asked }: FactorTerm): string {
  const counts = [10, 4, 1].map((weight) => ({ weight, count: asked.filter((one) => one.weight === weight).length }));
  return counts.flatMap(({ weight, count }) => (count === 0 ? [] : [`${count}×${weight}`])).join(' + ');
}

const share = { high: '1', medium: '0.6', low: '0' } as const;

function factorTable({ factors }: Scoring, context: ReportContext, style: Style): readonly string[] {
  const titleOf = (factor: number): string =>
    `${factor}. ${context.rules.find((rule) => rule.factor === factor)?.title ?? ''}`.trimEnd();
  const rows = factors.map(
    (term): Row => ({
      cells: [
        style.safe(titleOf(term.factor)),
        style.safe(points(term)),
        String(term.total),
        String(term.lost),
        String(term.uncapped),
        term.uncapped === term.score ? '' : String(term.score),
        String(term.weight),
        String(term.weight * term.score),
      ],
      below: term.failed.map(
        ({ check, weight, confidence, lost }) =>
          `       ${style.safe(`− ${weight} × ${share[confidence]} = ${lost}`)}  ${style.safe(check)}`,
      ),
    }),
  );
  return table(
    ['FACTOR', 'CHECKS × POINTS', 'ASKED', 'LOST', 'F', 'AT MOST', 'W', 'W × F'].map(style.safe),
    rows,
    [2, 3, 4, 5, 6, 7],
    style,
  );
}

/** `4960 ÷ 80 = 62, blocked: at most 39`. */
function sum({ factors, mean, cap, counted }: Scoring): string {
  const weights = factors.reduce((all, { weight }) => all + weight, 0);
  const all = factors.reduce((total, { weight, score }) => total + weight * score, 0);
  const capped = cap && mean !== counted ? `, ${cap.verdict}: at most ${cap.most}` : '';
  return `S = ${all} ÷ ${weights} = ${mean}${capped}`;
}

function serviceLines(one: ServiceReport, context: ReportContext, style: Style): readonly string[] {
  const name = style.bold(clip(style.safe(one.service.name), 40, style.symbols.more));
  const score = one.score === undefined ? 'no score' : `score ${one.score}`;
  const head = `${name}  ${score} ${style.symbols.dot} coverage ${percent(one.coverage)}`;
  if (one.scoring.counted === undefined) return [head, '  nothing was asked'];
  const unknown =
    one.score === undefined ? ` (the verdict is unknown: counts as ${one.scoring.counted} for the repository)` : '';
  return [head, ...factorTable(one.scoring, context, style), `  ${style.safe(sum(one.scoring) + unknown)}`];
}

function repositoryLines({ scoring, score, services }: Report, style: Style): readonly string[] {
  const { terms, worst, mean } = scoring;
  if (score === undefined || worst === undefined || mean === undefined)
    return [
      `${style.bold('repository')}  no score: ${services.some((one) => one.score !== undefined) ? `coverage is below 70 %` : 'no service has one'}`,
    ];
  const nameOf = ({ service }: RepositoryTerm) =>
    service === undefined ? 'checks of no service' : style.safe(serviceNameOf(service));
  const rows = terms.map(
    (term): Row => ({
      cells: [
        nameOf(term),
        String(term.counted),
        String(term.weight),
        String(term.weight * term.counted),
        term.scales ? '' : 'not among the worst',
      ],
    }),
  );
  const weights = terms.reduce((all, { weight }) => all + weight, 0);
  const total = terms.reduce((all, { weight, counted }) => all + weight * counted, 0);
  return [
    `${style.bold('repository')}  score ${score}`,
    ...table(['SERVICE', 'S', 'r', style.safe('r × S'), ''], rows, [1, 2, 3], style),
    style.safe(`  R = 0.6 × ${worst} (the worst) + 0.4 × ${total} ÷ ${weights} (the mean) = ${score}`),
  ];
}

/** Blocks of lines: how to read them, the services, the repository. */
export function explainScore(report: Report, context: ReportContext, style: Style): readonly (readonly string[])[] {
  const { repository } = report.scoring;
  return [
    [
      style.bold('How the score comes about'),
      '  A check counts once for each service: 10, 4 or 1 points as an error, warning or info.',
      '  Lost are those points, times 0.6 where the finding is of medium confidence.',
      '  F = 100 × (1 − lost ÷ asked); at most 49 after a certain error, 84 after a certain warning.',
      '  S = sum of W × F ÷ sum of W; at most 19 if undeployable, 39 if blocked, 79 if conditional.',
      '  R = 0.6 × the worst S + 0.4 × the mean of all S, weighted by r.',
    ].map((line, at) => (at === 0 ? line : style.dim(style.safe(line)))),
    ...report.services.map((one) => serviceLines(one, context, style)),
    ...(repository.counted === undefined
      ? []
      : [
          [
            `${style.bold('checks of no service')}  score ${repository.counted}`,
            ...factorTable(repository, context, style),
            `  ${style.safe(sum(repository))}`,
          ],
        ]),
    repositoryLines(report, style),
  ];
}
