/** Values of options, read strictly: what is not known is an error that says what was probably meant. */
import type { Report, Verdict } from '../engine/report.ts';
import { type Severity, type Target, targets } from '../kit/index.ts';
import { formats, type Grouping, groupings } from '../report/index.ts';
import { suggestion } from './nearest.ts';
import { UsageError } from './streams.ts';

export interface Output {
  readonly format: string;
  /** Absent: standard output. */
  readonly file?: string;
}

/** `json` or `json:report.json`; the first colon divides. */
export function parseOutput(text: string): Output {
  const cut = text.indexOf(':');
  const format = cut === -1 ? text : text.slice(0, cut);
  const known = [...formats.keys()];
  if (!formats.has(format))
    throw new UsageError(`unknown format "${format}".${suggestion(format, known)} Formats: ${known.join(', ')}.`);
  if (cut === -1) return { format };
  const file = text.slice(cut + 1);
  if (file === '') throw new UsageError(`"${text}" names no file after the colon.`);
  return { format, file };
}

export function parseOutputs(texts: readonly string[]): readonly Output[] {
  const outputs = texts.length === 0 ? [{ format: 'text' }] : texts.map(parseOutput);
  if (outputs.filter(({ file }) => file === undefined).length > 1)
    throw new UsageError(
      'only one format can go to standard output; give the others a file: --format json:report.json.',
    );
  return outputs;
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];
/** The worst first: `verdict=blocked` also fails for what is worse. */
const VERDICTS: readonly Verdict[] = ['undeployable', 'blocked', 'unknown', 'conditional'];

/** All that `--fail-on` takes. */
export const failOnWords: readonly string[] = [
  ...SEVERITIES,
  'never',
  ...VERDICTS.map((verdict) => `verdict=${verdict}`),
];

/** Whether a report fails the run. */
export type FailOn = (report: Report) => boolean;

export function parseFailOn(text: string): FailOn {
  if (text === 'never') return () => false;
  const severity = SEVERITIES.indexOf(text as Severity);
  if (severity !== -1) {
    const counted = new Set(SEVERITIES.slice(0, severity + 1));
    return ({ findings }) => findings.some((one) => one.suppressed === undefined && counted.has(one.severity));
  }
  if (text.startsWith('verdict=')) {
    const verdict = VERDICTS.indexOf(text.slice('verdict='.length) as Verdict);
    if (verdict !== -1) {
      const counted = new Set(VERDICTS.slice(0, verdict + 1));
      return ({ services }) => services.some((one) => counted.has(one.verdict));
    }
  }
  const known = failOnWords;
  throw new UsageError(`unknown --fail-on "${text}".${suggestion(text, known)} Known: ${known.join(', ')}.`);
}

export function parseTarget(text: string | undefined): Target | undefined {
  if (text === undefined) return undefined;
  const target = targets.find((one) => one === text);
  if (!target)
    throw new UsageError(`unknown --target "${text}".${suggestion(text, targets)} Known: ${targets.join(', ')}.`);
  return target;
}

/** The format, when a command knows it. */
export function knownFormat(text: string, known: readonly string[]): string {
  if (known.includes(text)) return text;
  throw new UsageError(`unknown format "${text}".${suggestion(text, known)} Formats: ${known.join(', ')}.`);
}

export function parseGrouping(text: string | undefined): Grouping | undefined {
  if (text === undefined) return undefined;
  const grouping = groupings.find((one) => one === text);
  if (!grouping)
    throw new UsageError(`unknown --group-by "${text}".${suggestion(text, groupings)} Known: ${groupings.join(', ')}.`);
  return grouping;
}

export function parseMaxFindings(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError(`--max-findings takes a whole number from 1, not "${text}".`);
  return Number(text);
}
