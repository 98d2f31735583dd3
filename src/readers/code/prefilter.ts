/** One look at the text before any parser: does it name anything the tables know? Made from the tables, so a new row needs no second entry. */
import type { Tables } from './row.ts';
import { tellingTexts } from './texts.ts';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The word of a call that must stand in the text: its last name. */
const lastName = (call: string): string => {
  const words = call.replace(/\(\)|\[\]/g, '').split('.');
  return words.at(-1) ?? '';
};

export function prefilterOf({
  calls,
  settings,
  listeners,
  routes,
  words,
  ...around
}: Tables): (text: string) => boolean {
  const names = new Set([
    ...words,
    ...[
      ...[calls, listeners, around.spawns, around.tools, around.pools],
      ...[around.consumers, around.endpoints, around.secrets, around.addresses],
    ].flatMap((rows) => (rows ?? []).flatMap((row) => row.calls.map(lastName))),
    ...[...settings, ...(around.consumerSettings ?? []), ...(around.addressSettings ?? [])].map(
      ({ name }) => name.split('.')[0]!,
    ),
  ]);
  const probes = routes.length > 0 ? ['health', 'ready', 'live', '/ping', '/status', '/up', 'heartbeat'] : [];
  const all = [...names, ...probes].filter((name) => name.length > 2);
  const parts = all.filter((name) => !all.some((other) => other !== name && name.includes(other)));
  // Plain alternatives: time is linear.
  const pattern = new RegExp(parts.map(escaped).join('|'));
  return (text) => pattern.test(text) || tellingTexts.test(text);
}
