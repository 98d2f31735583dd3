/** The same checks in other orders: by what a finding costs, by what it does to the verdict, by what it disproves. */
import { obligations } from '../engine/index.ts';
import type { Check, Confidence, Effect, Rule, Severity } from '../kit/index.ts';
import { effects, severityWords } from './explain.ts';
import { cell, GENERATED, pageOf } from './markdown.ts';
import { partsMarkdown } from './parts-markdown.ts';
import { explainVerdict, verdictNames } from './topics.ts';
import { obligationWords, verdictWords } from './verdict-words.ts';

const here = '.';

/** A table of checks with one column that tells them apart. */
function tableOf(checks: readonly Check[], column: string, value: (check: Check) => string): string {
  if (checks.length === 0) return 'No check.';
  const row = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [
    row(['check', 'what it finds', column]),
    row(['---', '---', '---']),
    ...checks.map((check) => row([`[${check.id}](${pageOf(check.id, here)})`, check.title, value(check)])),
  ].join('\n');
}

const all = (rules: readonly Rule[]): readonly Check[] => rules.flatMap(({ checks }) => checks);

/** The worst first, then the surest. */
const confidences: readonly Confidence[] = ['high', 'medium', 'low'];
const surest = (checks: readonly Check[]): readonly Check[] =>
  [...checks].sort((one, other) => confidences.indexOf(one.confidence) - confidences.indexOf(other.confidence));

const page = (...blocks: readonly string[]): string => `${[GENERATED, ...blocks].join('\n\n')}\n`;
const back = '[All checks by factor](../README.md)';

const severities: readonly (readonly [Severity, string, string])[] = [
  ['error', 'Errors', 'Something breaks, leaks or is lost. Errors fail a run unless `--fail-on` says otherwise.'],
  ['warning', 'Warnings', 'Something costs more than it has to, or breaks under conditions.'],
  ['info', 'Notes', 'Worth knowing; nothing has to be done at once.'],
];

/** The severity that a finding has once it counts in full. */
const active = (check: Check): Severity => check.activeSeverity ?? check.severity;

export const severityPage = (rules: readonly Rule[]): string =>
  page(
    '# Checks by severity',
    back,
    'A check stands under the severity it usually has; findings about state under the one they have once a second replica runs. What is known of a service can make a single finding milder or more serious.',
    ...severities.flatMap(([severity, name, meaning]) => {
      const checks = surest(all(rules).filter((check) => active(check) === severity));
      return [
        `## ${name}`,
        `${meaning} ${checks.length} checks.`,
        tableOf(checks, 'confidence', ({ confidence }) => confidence),
      ];
    }),
  );

const order: readonly Effect[] = ['break', 'block', 'degrade', 'cap', 'none'];

export const effectPage = (rules: readonly Rule[]): string =>
  page(
    '# Checks by effect on the verdict',
    back,
    'What a finding usually does to the [verdict](verdicts.md) of its service. What is known of a service can make a single finding milder or more serious.',
    ...order.flatMap((effect) => {
      const checks = all(rules).filter((check) => check.effect === effect);
      return [
        `## ${effect}`,
        `${effects[effect].charAt(0).toUpperCase()}${effects[effect].slice(1)}. ${checks.length} checks.`,
        tableOf(checks, 'severity', severityWords),
      ];
    }),
  );

export const obligationPage = (rules: readonly Rule[]): string =>
  page(
    '# Checks by obligation',
    back,
    'What has to be shown before a service counts as ready to scale, and the checks whose findings disprove it. An obligation that no check disproves is `met` where there is evidence, and `not evaluated` where what would show it cannot be read.',
    ...obligations.flatMap(({ id, roles }) => [
      `## ${id}`,
      `${obligationWords[id]} Asked of ${roles ? `services with the role ${roles.join(' or ')}` : 'every service'}.`,
      tableOf(
        all(rules).filter((check) => check.obligation === id),
        'effect',
        ({ effect }) => effect,
      ),
    ]),
    '## none',
    'Checks that speak to no obligation; those that break or degrade a service still decide its verdict.',
    tableOf(
      all(rules).filter((check) => check.obligation === undefined),
      'effect',
      ({ effect }) => effect,
    ),
  );

export const verdictPage = (): string =>
  page(
    '# Verdicts',
    back,
    'Every service gets one verdict. They are decided in this order; the first whose condition holds is the one.',
    ...verdictNames.map((verdict) => {
      const { effect } = verdictWords[verdict];
      return [
        partsMarkdown(
          explainVerdict(verdict, []).filter(({ kind }) => kind !== 'facts'),
          '##',
        ),
        ...(effect ? [`Checks that lead to it: [effect ${effect}](by-effect.md#${effect}).`] : []),
      ].join('\n\n');
    }),
  );
