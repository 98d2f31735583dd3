/** A service in a few lines. */
import { verdictWords } from '../docs/verdict-words.ts';
import type { ObligationStatus, ServiceReport } from '../engine/report.ts';
import { plural } from '../kit/index.ts';
import { uriIn } from './diagnostics.ts';
import { code, link, words } from './markdown.ts';
import type { Snapshot } from './run.ts';

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
  const most = one.maxSafeReplicas === undefined ? undefined : `at most ${one.maxSafeReplicas} safe`;
  return [
    verdictName(one),
    [replicas, most].filter(Boolean).join(', '),
    one.score === undefined ? '' : `score ${one.score} of 100`,
    `coverage ${Math.round(one.coverage * 100)} %`,
  ]
    .filter(Boolean)
    .join(' · ');
}

export const verdictLine = (one: ServiceReport): string =>
  `${code(one.service.name)} **${verdictName(one)}**: ${verdictWords[one.verdict].meaning}`;

export function serviceCard(one: ServiceReport, snapshot: Snapshot): string {
  const where = ({ path, start }: ServiceReport['place']) =>
    link(`${path}:${start.line}`, uriIn(snapshot, path), start.line);
  const open = one.obligations.filter(({ status }) => ['failed', 'weak', 'not-evaluated'].includes(status));
  const met = one.obligations.filter(({ status }) => status === 'met');
  const bounds = one.bounds.filter(({ by }) => by !== 'verdict');
  const name = verdictName(one);
  return [
    `${code(one.service.name)} **${name}**${inShort(one).slice(name.length)}`,
    verdictWords[one.verdict].meaning,
    open
      .map(
        ({ title, status, text, place }) =>
          `- ${marks[status]} ${title}: ${words(text)}${place ? ` ${where(place)}` : ''}`,
      )
      .join('\n'),
    bounds.map(({ text, place }) => `- ${words(text)} ${where(place)}`).join('\n'),
    met.length === 0 ? '' : `${marks.met} ${met.map(({ title }) => title).join(', ')}`,
  ]
    .filter(Boolean)
    .join('\n\n');
}
