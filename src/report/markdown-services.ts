/** Services in Markdown: a table of verdicts, and what each one lacks. */
import type { ObligationResult, ObligationStatus, Place, ServiceReport } from '../engine/report.ts';
import { code, words } from './markdown-text.ts';

/** Shortcodes where only ASCII is wanted: GitHub and GitLab know these names. */
const SHORTCODES: Readonly<Record<string, string>> = {
  '✅': ':white_check_mark:',
  '⚠️': ':warning:',
  '❌': ':x:',
  '⛔': ':no_entry:',
  '❓': ':question:',
  '➖': ':heavy_minus_sign:',
  ℹ️: ':information_source:',
};

export const emoji = (symbol: string, unicode: boolean): string => (unicode ? symbol : SHORTCODES[symbol]!);

const VERDICT_SYMBOLS = {
  ready: '✅',
  conditional: '⚠️',
  blocked: '❌',
  undeployable: '⛔',
  unknown: '❓',
  singleton: '➖',
} as const;

type Judged = Pick<ServiceReport, 'verdict' | 'singleton'>;

export const symbolOf = ({ verdict, singleton }: Judged): string =>
  singleton === 'broken' ? '❌' : VERDICT_SYMBOLS[verdict];

const STATUS_SYMBOLS: Readonly<Record<ObligationStatus, string>> = {
  failed: '❌',
  weak: '⚠️',
  'not-evaluated': '❓',
  met: '✅',
  'not-applicable': '➖',
};

export const placeCode = ({ path, start }: Place): string => code(`${path}:${start.line}`);

export const verdictWord = ({ verdict, singleton }: Judged): string =>
  singleton === 'broken' ? 'broken singleton' : verdict;

const count = (value: number | undefined, absent: string): string => (value === undefined ? absent : String(value));

/** Head of the table, then one line per service. */
export function serviceRows(
  services: readonly ServiceReport[],
  severalStacks: boolean,
  unicode: boolean,
): { readonly head: string; readonly rows: readonly string[] } {
  const none = unicode ? '–' : '-';
  const titles = ['Service', ...(severalStacks ? ['Stack'] : []), 'Verdict', 'Role'];
  const numbers = ['Replicas', 'Max safe', 'Coverage', 'Score'];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return {
    head: [line([...titles, ...numbers]), line([...titles.map(() => ':---'), ...numbers.map(() => '---:')])].join('\n'),
    rows: services.map((one) => {
      const { name, stack, role, scale } = one.service;
      return line([
        code(name),
        ...(severalStacks ? [code(stack)] : []),
        `${emoji(symbolOf(one), unicode)} ${verdictWord(one)}`,
        role.value,
        scale.global ? 'global' : count(scale.replicas, '?'),
        count(one.maxSafeReplicas, none),
        `${Math.round(one.coverage * 100)} %`,
        one.score === undefined ? none : String(one.score),
      ]);
    }),
  };
}

const RANK: readonly ObligationStatus[] = ['failed', 'weak', 'not-evaluated'];

/** Obligations that are not met, those that share a reason in one line. */
function openLines({ obligations, verdict }: ServiceReport, unicode: boolean): readonly string[] {
  const groups = new Map<string, ObligationResult[]>();
  const statuses = verdict === 'singleton' ? RANK.slice(0, 1) : RANK;
  for (const status of statuses) {
    for (const result of obligations) {
      if (result.status !== status) continue;
      const key = [status, result.text, result.place?.path, result.place?.start.line].join('\0');
      groups.set(key, [...(groups.get(key) ?? []), result]);
    }
  }
  return [...groups.values()].map((results) => {
    const { status, text, place } = results[0]!;
    const titles = results.map(({ title }) => words(title)).join(' · ');
    const where = place === undefined ? '' : ` ${placeCode(place)}`;
    return `- ${emoji(STATUS_SYMBOLS[status], unicode)} **${titles}**: ${words(text)}${where}`;
  });
}

/** Whether nothing needs to be said of it. */
export const isCalm = ({ verdict, singleton }: Judged): boolean =>
  verdict === 'ready' || (verdict === 'singleton' && singleton !== 'broken');

export const stops = ({ verdict, singleton }: Judged): boolean =>
  verdict === 'blocked' || verdict === 'undeployable' || singleton === 'broken';

/** One block: the service, then a list. */
export function serviceBlock(one: ServiceReport, unicode: boolean): string {
  const head = `${emoji(symbolOf(one), unicode)} ${code(one.service.name)} ${verdictWord(one)}, ${placeCode(one.place)}`;
  return [head, '', ...openLines(one, unicode)].join('\n');
}
