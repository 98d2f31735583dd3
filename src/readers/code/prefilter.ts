/** One look at the text before any parser: does it name anything the tables know? Made from the tables, so a new row needs no second entry. */
import { literally } from '../../source/index.ts';
import type { Tables } from './row.ts';
import { tellingTexts } from './texts.ts';

/** Names that every other type has as well. */
const common = /^(?:new|open|connect|default|builder|build|run|start|bind|create|from|get|init|finish|poll)$/;

/** The word of a call that must stand in the text: its last name, or the type before one that says nothing. */
const lastName = (call: string): string => {
  const path = /^[\w.-]+(?:\/[\w-]+(?:\.go\b)?)+/.exec(call)?.[0];
  if (path !== undefined) return path;
  const words = call.replace(/\(\)|\[\]/g, '').split('.');
  const [type = '', last = ''] = words.slice(-2);
  return words.length > 1 && common.test(last) && /^[A-Z]/.test(type) ? type : (words.at(-1) ?? '');
};

/** The outermost name of a setting: `CACHES` of `CACHES.default.BACKEND`. */
const outermost = (name: string): string => name.split('.')[0]!;

interface WordedRow {
  readonly calls: readonly string[];
  readonly when?: readonly { readonly is: unknown }[];
}

/** Of a method that any type may have, the texts it must be given. */
function wordsOfRow({ calls, when = [] }: WordedRow, wordOf: (call: string) => string): readonly string[] {
  const given = when.flatMap(({ is }) => (Array.isArray(is) ? is.filter((one) => typeof one === 'string') : []));
  return calls.flatMap((call) => (call.startsWith('*.') && given.length > 0 ? given : [wordOf(call)]));
}

export function prefilterOf({
  calls,
  settings,
  listeners,
  routes,
  words,
  wordOf = lastName,
  settingWordOf = outermost,
  aroundWords,
  ...around
}: Tables): (text: string) => boolean {
  const wordsIn = (rows: readonly Parameters<typeof wordsOfRow>[0][] | undefined): readonly string[] =>
    (rows ?? []).flatMap((row) => wordsOfRow(row, wordOf));
  const names = new Set([
    ...words,
    ...[calls, listeners, around.consumers, around.addresses].flatMap(wordsIn),
    ...(aroundWords ?? [around.spawns, around.tools, around.pools, around.endpoints, around.secrets].flatMap(wordsIn)),
    ...[...settings, ...(around.consumerSettings ?? []), ...(around.addressSettings ?? [])].map((row) =>
      settingWordOf(row.name, 'owner' in row ? row.owner : undefined),
    ),
  ]);
  const probes = routes.length > 0 ? ['health', 'ready', 'live', '/ping', '/status', '/up', 'heartbeat'] : [];
  const all = [...names, ...probes].filter((name) => name.length > 2);
  const parts = all.filter((name) => !all.some((other) => other !== name && name.includes(other)));
  // Plain alternatives: time is linear.
  const pattern = new RegExp(parts.map(literally).join('|'));
  return (text) => pattern.test(text) || tellingTexts.test(text);
}
