/** `swarm-lint rules`: all checks, by factor. */
import { rules } from '../../rules/index.ts';
import { paragraph } from '../report/paragraph.ts';
import { severityPaint, styleOf } from '../report/style.ts';
import { padEnd } from '../report/wrap.ts';
import { lookOf } from './look.ts';
import { suggestion } from './nearest.ts';
import { EXIT, type Streams, UsageError } from './streams.ts';

const FORMATS = ['text', 'json'];

function json(): string {
  const output = rules.map(({ factor, id, title, principle, swarm, address, checks }) => ({
    factor,
    id,
    title,
    principle,
    swarm,
    address,
    checks: checks.map((check) => ({
      id: check.id,
      title: check.title,
      severity: check.severity,
      activeSeverity: check.activeSeverity ?? check.severity,
      confidence: check.confidence,
      effect: check.effect,
      obligation: check.obligation ?? null,
      since: check.since,
      rationale: check.rationale,
      remedy: check.remedy,
      references: check.references ?? [],
    })),
  }));
  return `${JSON.stringify(output, null, 2)}\n`;
}

function text(flags: { readonly color: boolean; readonly ascii: boolean }, streams: Streams): string {
  const style = styleOf(lookOf(streams, flags));
  const widest = Math.max(...rules.flatMap(({ checks }) => checks.map(({ id }) => id.length)), 0);
  const blocks = rules
    .filter(({ checks }) => checks.length > 0)
    .map(({ factor, title, principle, checks }) => [
      ...paragraph(
        `${style.bold(`${factor}. ${title}`)}  `,
        `${factor}. ${title}`.length + 2,
        style.safe(principle),
        style.width,
        {
          paint: style.dim,
        },
      ),
      ...checks.flatMap((check) => {
        const severity = check.activeSeverity ?? check.severity;
        const lead = `  ${padEnd(check.id, widest)}  ${severityPaint(severity, style)(padEnd(severity, 7))}  `;
        return paragraph(lead, widest + 13, style.safe(check.title), style.width);
      }),
    ]);
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
}

export function runRules(
  flags: { readonly format: string; readonly color: boolean; readonly ascii: boolean },
  streams: Streams,
): number {
  if (!FORMATS.includes(flags.format))
    throw new UsageError(
      `unknown format "${flags.format}".${suggestion(flags.format, FORMATS)} Formats: ${FORMATS.join(', ')}.`,
    );
  streams.out(flags.format === 'json' ? json() : text(flags, streams));
  return EXIT.clean;
}
