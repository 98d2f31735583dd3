/** `swarm-lint rules`: all checks by factor, or those that match. */
import { rules as factors } from '../../rules/index.ts';
import { checkData, ruleData } from '../docs/data.ts';
import { checksTable } from '../docs/pages.ts';
import { suppressionRule } from '../engine/index.ts';
import { numberedTitle, type Rule } from '../kit/index.ts';
import { paragraph } from '../report/paragraph.ts';
import { severityPaint, styleOf } from '../report/style.ts';
import { padEnd } from '../report/wrap.ts';
import { knownFormat } from './choices.ts';
import { type Filters, filtered } from './filters.ts';
import { lookOf } from './look.ts';
import { EXIT, type Streams } from './streams.ts';

interface Flags extends Filters {
  readonly format: string;
  readonly color: boolean;
  readonly ascii: boolean;
}

/** Checks of the program by factor, then those of what is accepted. */
const all: readonly Rule[] = [...factors, suppressionRule];

/** From this width on there is a column for the effect: narrower ones are for the title. */
const roomy = 110;

const countOf = (rules: readonly Rule[]): number => rules.reduce((sum, { checks }) => sum + checks.length, 0);

/** `133 checks.`, `12 of 133 checks.`, or that there is none. */
function summary(rules: readonly Rule[]): string {
  const [shown, whole] = [countOf(rules), countOf(all)];
  if (shown === 0) return `No check matches; there are ${whole}.`;
  return shown === whole ? `${whole} checks.` : `${shown} of ${whole} checks.`;
}

function text(rules: readonly Rule[], flags: Flags, streams: Streams): string {
  const style = styleOf(lookOf(streams, flags));
  const widest = Math.max(...rules.flatMap(({ checks }) => checks.map(({ id }) => id.length)), 0);
  const blocks = rules
    .filter(({ checks }) => checks.length > 0)
    .map(({ factor, title, principle, checks }) => [
      ...paragraph(
        `${style.bold(numberedTitle({ factor, title }))}  `,
        numberedTitle({ factor, title }).length + 2,
        style.safe(principle),
        style.width,
        { paint: style.dim },
      ),
      ...checks.flatMap((check) => {
        const severity = check.activeSeverity ?? check.severity;
        const effect =
          style.width < roomy ? '' : `${padEnd(check.effect === 'none' ? style.symbols.none : check.effect, 7)}  `;
        const lead = `  ${padEnd(check.id, widest)}  ${severityPaint(severity, style)(padEnd(severity, 7))}  ${effect}`;
        return paragraph(lead, widest + 13 + effect.length, style.safe(check.title), style.width);
      }),
    ]);
  return `${[...blocks.map((block) => block.join('\n')), summary(rules)].join('\n\n')}\n`;
}

const printers: Readonly<Record<string, (rules: readonly Rule[], flags: Flags, streams: Streams) => string>> = {
  text,
  markdown: (rules) => `${countOf(rules) === 0 ? '' : `${checksTable(rules, 'rules/docs')}\n\n`}${summary(rules)}\n`,
  json: (rules) =>
    `${JSON.stringify(
      rules.map((rule) => ({ ...ruleData(rule), checks: rule.checks.map(checkData) })),
      null,
      2,
    )}\n`,
};

export function runRules(flags: Flags, streams: Streams): number {
  const print = printers[knownFormat(flags.format, Object.keys(printers))]!;
  streams.out(print(filtered(all, flags), flags, streams));
  return EXIT.clean;
}
