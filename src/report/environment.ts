/** `swarm-lint env`: variable by variable who reads it, who supplies it, and what is wrong. */

import type { Finding, Report } from '../engine/report.ts';
import type { ContractVariable, EnvironmentContract, Handed, Position, Span } from '../kit/index.ts';
import { plural, serviceKey } from '../kit/index.ts';
import { literally } from '../source/index.ts';
import type { ReportContext } from './context.ts';
import { escapeJson } from './escape.ts';
import { maskDefault } from './mask.ts';
import { paragraph } from './paragraph.ts';
import { type Style, severityPaint, styleOf } from './style.ts';
import { clip, padEnd, widthOf } from './wrap.ts';

/** Where a span starts, as people count. */
export type LineOf = (at: Span) => Position;

/** Findings that speak of one variable of one service. */
export const findingsOf = ({ name, service }: ContractVariable, { findings }: Report): readonly Finding[] => {
  const word = new RegExp(`(^|[^A-Za-z0-9_])${literally(name)}([^A-Za-z0-9_]|$)`);
  return findings.filter(
    (one) => one.service === serviceKey(service) && (one.subject === name || word.test(one.message)),
  );
};

const sources: Readonly<Record<NonNullable<ContractVariable['supplied']>['by'], string>> = {
  stack: '',
  'env-file': '',
  image: '',
  secret: 'secret',
  start: 'the start command',
  platform: 'every container',
  elsewhere: 'outside the repository:',
};

const supplyWord = ({ deploys, fallback }: Handed): string => {
  const [first] = deploys;
  if (!first) return fallback ? 'has a default' : 'set by whoever deploys';
  if (first.supply === 'set') return 'set by the deploy';
  if (first.supply === 'unknown') return 'set where the deploy runs, perhaps';
  if (fallback) return 'has a default';
  return first.supply.why === 'not-exported' ? 'set, but not exported' : 'not set by the deploy';
};

interface Row {
  readonly variable: ContractVariable;
  readonly cells: readonly string[];
  readonly wrong: readonly Finding[];
}

function rowOf(
  variable: ContractVariable,
  contract: EnvironmentContract,
  report: Report,
  line: LineOf,
  style: Style,
): Row {
  const place = (at: Span): string => `${style.safe(at.file)}:${line(at).line}`;
  const { reads, need, fallback, supplied, handed, documented } = variable;
  const first = reads[0];
  const more = new Set(reads.map(({ at }) => `${at.file}:${line(at).line}`)).size - 1;
  const read = first ? `${place(first.at)}${more > 0 ? ` +${more}` : ''}` : style.symbols.none;
  const needs =
    need === 'unread'
      ? 'not read'
      : fallback === undefined
        ? need
        : `${need} ${clip(style.safe(JSON.stringify(maskDefault(variable.name, fallback))), 24, style.symbols.more)}`;
  const from = supplied
    ? [sources[supplied.by], supplied.at ? place(supplied.at) : ''].filter(Boolean).join(' ').replace(/:$/, '')
    : 'nothing';
  const given = handed.map((one) => `${style.safe(one.name)} ${supplyWord(one)}`).join(', ');
  const example =
    contract.example === undefined ? [] : [documented ? `line ${line(documented).line}` : style.symbols.none];
  return {
    variable,
    cells: [
      clip(style.safe(variable.name), 40, style.symbols.more),
      needs,
      read,
      given === '' ? from : `${from} (${given})`,
      ...example,
    ],
    wrong: findingsOf(variable, report),
  };
}

function table(contract: EnvironmentContract, rows: readonly Row[], style: Style): readonly string[] {
  const titles = [
    'VARIABLE',
    'NEED',
    'READ',
    'SUPPLIED',
    ...(contract.example === undefined ? [] : [style.safe(contract.example)]),
  ];
  const widths = titles.map((title, at) => Math.max(widthOf(title), ...rows.map(({ cells }) => widthOf(cells[at]!))));
  const lineOf = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => padEnd(cell, widths[at]!))
      .join('  ')
      .trimEnd();
  return [
    `  ${style.dim(lineOf(titles))}`,
    ...rows.flatMap(({ variable, cells, wrong }) => {
      const worst = wrong.find(({ suppressed }) => !suppressed);
      const missing = variable.need === 'required' && variable.supplied === undefined;
      const [symbol, paint] = worst
        ? [worst.severity === 'error' ? style.symbols.bad : style.symbols.warn, severityPaint(worst.severity, style)]
        : missing
          ? [style.symbols.warn, style.warn]
          : variable.need === 'unread' || variable.need === 'runtime'
            ? [style.symbols.none, style.dim]
            : variable.supplied?.by === 'elsewhere'
              ? [style.symbols.open, style.note]
              : [style.symbols.good, style.good];
      return [
        `${paint(symbol)} ${lineOf(cells)}`,
        ...wrong.flatMap((one) =>
          paragraph('    ', 4, style.safe(one.message), style.width, {
            paint: severityPaint(one.severity, style),
            tail: { text: one.check, paint: style.dim },
          }),
        ),
      ];
    }),
  ];
}

export function environmentText(
  contracts: readonly EnvironmentContract[],
  report: Report,
  line: LineOf,
  look: Pick<ReportContext, 'width' | 'colour' | 'unicode'>,
): string {
  const style = styleOf(look);
  const blocks = contracts.map((contract) => {
    const { service, variables } = contract;
    const rows = variables.map((variable) => rowOf(variable, contract, report, line, style));
    const read = variables.filter(({ need }) => need !== 'unread' && need !== 'runtime').length;
    const missing = variables.filter(({ need, supplied }) => need === 'required' && !supplied).length;
    const head = `${style.bold(style.safe(service.name))}  ${style.dim(`${style.safe(service.at.file)}:${line(service.at).line}`)}`;
    const why =
      service.code.status === 'read'
        ? `reads ${plural(read, 'variable')} in ${plural(service.code.files.length, 'file')}`
        : style.safe(service.code.why);
    const sum = `${why}; ${plural(variables.filter(({ supplied }) => supplied).length, 'variable')} supplied${missing > 0 ? `, ${missing} required and missing` : ''}`;
    return [head, `  ${style.dim(sum)}`, ...(rows.length > 0 ? table(contract, rows, style) : [])].join('\n');
  });
  return `${blocks.join('\n\n')}\n`;
}

/** The same facts for programs; values are left out, for they may be secrets, and defaults that look like one. */
export function environmentJson(contracts: readonly EnvironmentContract[], report: Report, line: LineOf): string {
  const place = (at: Span | undefined) => (at ? { path: at.file, line: line(at).line, column: line(at).column } : null);
  const output = contracts.map(({ service, example, complete, variables }) => ({
    service: service.name,
    stack: service.stack,
    at: place(service.at),
    code: service.code.status,
    example: example ?? null,
    complete,
    variables: variables.map((variable) => ({
      name: variable.name,
      need: variable.need,
      fallback: variable.fallback === undefined ? null : maskDefault(variable.name, variable.fallback),
      reads: variable.reads.map(({ at, need }) => ({ ...place(at), need })),
      supplied: variable.supplied ? { by: variable.supplied.by, at: place(variable.supplied.at) } : null,
      handed: variable.handed.map(({ name, fallback, deploys }) => ({
        name,
        default: fallback,
        deploys: deploys.map(({ at, supply }) => ({
          ...place(at),
          supply: typeof supply === 'string' ? supply : supply.why,
        })),
      })),
      documented: place(variable.documented),
      findings: findingsOf(variable, report).map(({ check, severity, message, fingerprint }) => ({
        check,
        severity,
        message,
        fingerprint,
      })),
    })),
  }));
  return `${escapeJson(JSON.stringify(output, null, 2))}\n`;
}
