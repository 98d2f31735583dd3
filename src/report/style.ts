/** Colours, symbols and the width: everything that depends on where the text will be shown. */
import picocolors from 'picocolors';
import type { ObligationStatus, ServiceReport } from '../engine/report.ts';
import type { Severity } from '../kit/index.ts';
import type { ReportContext } from './context.ts';
import { escapeText } from './escape.ts';

type Paint = (text: string) => string;

export interface Symbols {
  readonly good: string;
  readonly bad: string;
  readonly warn: string;
  readonly none: string;
  readonly open: string;
  readonly arrow: string;
  readonly dot: string;
  readonly more: string;
  readonly rule: string;
  readonly bar: string;
  readonly caret: string;
}

const UNICODE: Symbols = {
  good: '✓',
  bad: '✗',
  warn: '!',
  none: '–',
  open: '?',
  arrow: '→',
  dot: '·',
  more: '…',
  rule: '─',
  bar: '│',
  caret: '^',
};
const ASCII: Symbols = {
  good: '+',
  bad: 'x',
  warn: '!',
  none: '-',
  open: '?',
  arrow: '->',
  dot: '|',
  more: '...',
  rule: '-',
  bar: '|',
  caret: '^',
};

export interface Style {
  readonly width: number;
  /** The snapshot of a Swarm that is judged: nobody reads in it. */
  readonly snapshot?: string;
  readonly symbols: Symbols;
  readonly bold: Paint;
  readonly dim: Paint;
  readonly underline: Paint;
  readonly good: Paint;
  readonly bad: Paint;
  readonly warn: Paint;
  readonly note: Paint;
  /** Text from the repository or from a check, made safe for the terminal; in ASCII when that is asked for. */
  readonly safe: (text: string) => string;
}

const NARROWEST = 60;

/** Punctuation of our own messages that has an ASCII form; anything else is shown as its code. */
const PLAIN: Readonly<Record<string, string>> = {
  '→': '->',
  '–': '-',
  '—': '-',
  '…': '...',
  '·': '|',
  '×': 'x',
  '÷': '/',
  '−': '-',
  '≤': '<=',
  '≥': '>=',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
};

const toAscii = (text: string): string =>
  text.replace(
    /[^\u0020-\u007e]/gu,
    (character) => PLAIN[character] ?? `\\u{${character.codePointAt(0)!.toString(16).toUpperCase()}}`,
  );

export function styleOf(
  context: Pick<ReportContext, 'width' | 'colour' | 'unicode'> & Partial<Pick<ReportContext, 'facts'>>,
): Style {
  const paint = picocolors.createColors(context.colour);
  return {
    width: Math.max(NARROWEST, context.width),
    snapshot: context.facts?.live?.at.file,
    symbols: context.unicode ? UNICODE : ASCII,
    bold: paint.bold,
    dim: paint.dim,
    underline: paint.underline,
    good: paint.green,
    bad: paint.red,
    warn: paint.yellow,
    note: paint.cyan,
    safe: context.unicode ? escapeText : (text) => toAscii(escapeText(text)),
  };
}

export interface Marked {
  readonly symbol: string;
  readonly paint: Paint;
}

export function verdictMark(one: Pick<ServiceReport, 'verdict' | 'singleton'>, style: Style): Marked {
  const { symbols } = style;
  switch (one.verdict) {
    case 'ready':
      return { symbol: symbols.good, paint: style.good };
    case 'conditional':
      return { symbol: symbols.warn, paint: style.warn };
    case 'blocked':
    case 'undeployable':
      return { symbol: symbols.bad, paint: style.bad };
    case 'unknown':
      return { symbol: symbols.open, paint: style.note };
    case 'singleton':
      return one.singleton === 'broken'
        ? { symbol: symbols.bad, paint: style.bad }
        : { symbol: symbols.none, paint: style.good };
  }
}

export function obligationMark(status: ObligationStatus, style: Style): Marked {
  const { symbols } = style;
  switch (status) {
    case 'met':
      return { symbol: symbols.good, paint: style.good };
    case 'failed':
      return { symbol: symbols.bad, paint: style.bad };
    case 'weak':
      return { symbol: symbols.warn, paint: style.warn };
    case 'not-applicable':
      return { symbol: symbols.none, paint: style.dim };
    case 'not-evaluated':
      return { symbol: symbols.open, paint: style.note };
  }
}

export const severityPaint = (severity: Severity, style: Style): Paint =>
  severity === 'error' ? style.bad : severity === 'warning' ? style.warn : style.note;
