/** A service in a few lines. */
import { verdictWords } from '../docs/verdict-words.ts';
import type { ObligationStatus, ServiceReport } from '../engine/report.ts';
import { plural } from '../kit/index.ts';
import { uriIn } from './diagnostics.ts';
import type { Snapshot } from './run.ts';
import type { Style } from './style.ts';

const marks: Readonly<Record<ObligationStatus, string>> = {
  failed: '✗',
  weak: '!',
  'not-evaluated': '?',
  met: '✓',
  'not-applicable': '–',
};

export const verdictName = ({ verdict, singleton }: ServiceReport): string =>
  verdict === 'singleton' ? `singleton ${singleton ?? 'ok'}` : verdict;

/** `blocked · 3 replicas, at most 1 safe · score 39 of 100 · coverage 93 %` */
export function inShort(one: ServiceReport): string {
  const { scale } = one.service;
  const replicas = scale.global
    ? 'global'
    : scale.replicas === undefined
      ? undefined
      : plural(scale.replicas, 'replica');
  const { maxSafeReplicas } = one;
  // As many as there are is no news.
  const bounded = maxSafeReplicas !== undefined && (scale.global || maxSafeReplicas !== scale.replicas);
  const most = bounded ? `at most ${maxSafeReplicas} safe` : undefined;
  return [
    verdictName(one),
    [replicas, most].filter(Boolean).join(', '),
    one.score === undefined ? '' : `score ${one.score} of 100`,
    `coverage ${Math.round(one.coverage * 100)} %`,
  ]
    .filter(Boolean)
    .join(' · ');
}

export const verdictLine = (one: ServiceReport, { code, strong }: Style): string =>
  `${code(one.service.name)} ${strong(verdictName(one))}: ${verdictWords[one.verdict].meaning}`;

export function serviceCard(one: ServiceReport, snapshot: Snapshot, { words, code, strong, link }: Style): string {
  const where = ({ path, start }: ServiceReport['place']) =>
    link(`${path}:${start.line}`, uriIn(snapshot, path), start.line);
  const open = one.obligations.filter(({ status }) => ['failed', 'weak', 'not-evaluated'].includes(status));
  const met = one.obligations.filter(({ status }) => status === 'met');
  const bounds = one.bounds.filter(({ by }) => by !== 'verdict');
  const name = verdictName(one);
  return [
    `${code(one.service.name)} ${strong(name)}${inShort(one).slice(name.length)}`,
    verdictWords[one.verdict].meaning,
    together(open)
      .map(
        ([{ status, text, place }, titles]) =>
          `- ${marks[status]} ${titles}: ${words(text)}${place ? ` ${where(place)}` : ''}`,
      )
      .join('\n'),
    bounds.map(({ text, place }) => `- ${words(text)} ${where(place)}`).join('\n'),
    met.length === 0 ? '' : `${marks.met} ${met.map(({ title }) => title).join(', ')}`,
  ]
    .filter(Boolean)
    .join('\n\n');
}

type Obligation = ServiceReport['obligations'][number];

/** Those with the same answer, with all of their titles. */
function together(obligations: readonly Obligation[]): readonly (readonly [Obligation, titles: string])[] {
  const same = new Map<string, Obligation[]>();
  for (const one of obligations) {
    const answer = JSON.stringify([one.status, one.text, one.place]);
    same.set(answer, [...(same.get(answer) ?? []), one]);
  }
  return [...same.values()].map((group) => [group[0]!, group.map(({ title }) => title).join(', ')]);
}
