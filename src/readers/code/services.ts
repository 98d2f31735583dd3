/** What a program needs beside itself: other programs of the image, connections, brokers, addresses, and the client's own. */
import type { ClientAddress, CodeFact, ConnectionPool, Consumer, Spawn } from '../../facts/code.ts';
import { isSecretText } from '../../facts/queries/secrets.ts';
import { effectOf } from './effects.ts';
import { holds, isRandom, libraryOf } from './match.ts';
import type { CallSite, Program, SettingSite, Value } from './program.ts';
import type { Condition, ConsumerRow, Picked, PoolRow, Slot, Tables } from './row.ts';
import { addressIn, endpoint, secretLiteral } from './texts.ts';
import { itemOf, literalOf, nameOf, slotOf, textOf, variableIn } from './values.ts';

interface AnyRow {
  readonly calls: readonly string[];
  readonly how?: CallSite['how'];
  readonly package?: string;
  readonly when?: readonly Condition[];
}

export function factsAround(site: CallSite, { packages }: Program, tables: Tables): readonly CodeFact[] {
  const name = site.meaning && nameOf(site.meaning);
  const rowsOf = <R extends AnyRow>(rows: readonly R[] | undefined): readonly R[] =>
    (rows ?? []).filter(
      ({ calls, how = 'call', when = [], ...row }) =>
        (site.how === 'member') === (how === 'member') &&
        (row.package === undefined || packages.has(row.package)) &&
        calls.some((one) => (one.startsWith('*.') ? one.slice(2) === site.name : one === name)) &&
        when.every((condition) => holds(site, condition, tables) === true),
    );
  return [
    ...rowsOf(tables.spawns).flatMap(({ program, label }) => spawn(site, programIn(site, program), label)),
    ...rowsOf(tables.tools).flatMap(({ needs, label }) => spawn(site, needs, label)),
    ...rowsOf(tables.pools)
      .slice(0, 1)
      .map((row) => pool(site, row, tables)),
    ...rowsOf(tables.consumers)
      .slice(0, 1)
      .map((row) => consumer(site, row, tables)),
    ...rowsOf(tables.endpoints)
      .slice(0, 1)
      .flatMap(({ to, host, port }) => address(site, to, host, port)),
    ...rowsOf(tables.secrets).flatMap(({ slot, label }) => secret(site, slot, label)),
    ...rowsOf(tables.addresses)
      .slice(0, 1)
      .map(({ trusts, label }) => clientAddress(site, trusts, label)),
  ];
}

/** A setting that says when messages count as done. */
export const factsOfConsumerSetting = (site: SettingSite, { consumerSettings = [] }: Tables): readonly Consumer[] =>
  consumerSettings
    .filter(({ name }) => name === site.name)
    .map(({ from, whenTrue, label }) => {
      const literal = variableIn(site.value) === undefined ? literalOf(site.value) : undefined;
      const other = whenTrue === 'early' ? 'late' : 'early';
      return {
        at: site.at,
        kind: 'consumer',
        module: libraryOf(site.owner?.module ?? ''),
        label,
        confidence: 'high',
        guard: site.guard,
        from,
        acknowledges: literal === true ? whenTrue : literal === false ? other : 'unknown',
        delivery: 'unknown',
      };
    });

/** A setting that says which proxies to believe; false, nothing and what the row names believe none. */
export const factsOfAddressSetting = (site: SettingSite, { addressSettings = [] }: Tables): readonly ClientAddress[] =>
  addressSettings
    .filter(({ name, none = [] }) => {
      const value = name === site.name ? site.value : itemOf(site.value, name.slice(site.name.length + 1));
      if (value === undefined || !(name === site.name || name.startsWith(`${site.name}.`))) return false;
      const literal = literalOf(value);
      return literal !== false && literal !== null && (literal === undefined || !none.includes(literal));
    })
    .map(({ label }) => ({
      at: site.at,
      kind: 'client-address',
      module: libraryOf(site.owner?.module ?? ''),
      label,
      confidence: 'high',
      guard: site.guard,
      trusts: true,
    }));

const base = (site: CallSite, label: string) => ({
  at: site.at,
  module: libraryOf(site.meaning?.module ?? ''),
  label,
  confidence: 'high' as const,
  guard: site.guard,
  ...(site.entryOnly ? { entryOnly: true } : {}),
});

const given = (site: CallSite, slot: Slot): Value | undefined => {
  const value = slotOf(site, slot);
  return typeof value === 'string' ? undefined : value;
};

/** The program of a list or a command line; nothing where the text does not tell. */
function programIn(site: CallSite, slot: Slot): string | undefined {
  const value = given(site, slot);
  const first = value?.kind === 'list' ? value.items[0] : value;
  const text = first && variableIn(first) === undefined ? textOf(first) : undefined;
  const word = text?.trim().split(/\s+/)[0];
  return word !== undefined && /^[\w./+-]+$/.test(word) ? word.slice(word.lastIndexOf('/') + 1) : undefined;
}

const spawn = (site: CallSite, program: string | undefined, label: string): readonly Spawn[] =>
  program === undefined || program === '' ? [] : [{ ...base(site, label), kind: 'spawn', program }];

function picked<T extends string>(site: CallSite, one: Picked<T>, { random }: Tables): T | 'unknown' {
  if (typeof one === 'string') return one;
  const value = slotOf(site, one.option);
  if (value === 'absent') return one.absent;
  if (value === 'unknown') return 'unknown';
  if (one.random !== undefined && isRandom(value, random)) return one.random;
  const literal = variableIn(value) === undefined ? literalOf(value) : undefined;
  if (literal === undefined) return value.kind === 'member' || value.kind === 'map' ? one.other : 'unknown';
  const words: Readonly<Record<string, T | 'unknown'>> = one.words ?? {};
  const text = String(literal);
  if (Object.hasOwn(words, text)) return words[text]!;
  const start = Object.keys(words).find((word) => word.endsWith('*') && text.startsWith(word.slice(0, -1)));
  return start === undefined ? one.other : words[start]!;
}

function pool(site: CallSite, row: PoolRow, tables: Tables): ConnectionPool {
  const most = row.most === undefined ? undefined : slotOf(site, row.most);
  const overflow = row.overflow === undefined ? undefined : slotOf(site, row.overflow);
  const size = amountOf(most, row.defaultMost);
  const more = amountOf(overflow, row.defaultOverflow ?? 0);
  const sum =
    typeof size === 'number' && typeof more === 'number' ? size + more : size === 'unlimited' ? size : undefined;
  const variable = most === undefined || typeof most === 'string' ? undefined : variableIn(most);
  return {
    ...base(site, row.label),
    kind: 'connection-pool',
    to: row.to,
    ...(sum === undefined ? {} : { most: sum }),
    ...(variable === undefined ? {} : { variable }),
    idle: picked(site, row.idle, tables),
  };
}

function amountOf(
  value: Value | 'absent' | 'unknown' | undefined,
  otherwise: number | 'unlimited' | undefined,
): number | 'unlimited' | undefined {
  if (value === undefined || value === 'absent') return otherwise;
  if (value === 'unknown') return undefined;
  const number = Number(literalOf(value) ?? Number.NaN);
  return Number.isFinite(number) && number >= 0 ? number : undefined;
}

const consumer = (site: CallSite, { from, acknowledges, delivery, label }: ConsumerRow, tables: Tables): Consumer => ({
  ...base(site, label),
  kind: 'consumer',
  from,
  acknowledges: picked(site, acknowledges, tables),
  delivery: picked(site, delivery, tables),
  ...effectOf(site.body),
});

function address(site: CallSite, to: string, slot: Slot, portSlot: Slot | undefined): readonly CodeFact[] {
  const value = given(site, slot);
  const text = value && textOf(value);
  // A URL is found by its beginning, wherever it stands.
  if (text === undefined || text.includes('://') || addressIn(text)) return [];
  const [, host, port] = /^([\w.-]+|\[[0-9a-f:]+\])(?::(\d{1,5}))?$/i.exec(text) ?? [];
  if (host === undefined) return [];
  const number = Number(
    port ?? (portSlot === undefined ? Number.NaN : literalOf(given(site, portSlot) ?? { kind: 'unknown' })),
  );
  const found = { to, host, ...(Number.isInteger(number) ? { port: number } : {}) };
  return [endpoint(site, libraryOf(site.meaning?.module ?? ''), site.name, found, value && variableIn(value))];
}

function secret(site: CallSite, slot: Slot, label: string): readonly CodeFact[] {
  const value = given(site, slot);
  const text = value && variableIn(value) === undefined ? textOf(value) : undefined;
  return text !== undefined && text.length >= 8 && isSecretText('secret', text)
    ? [secretLiteral(site, libraryOf(site.meaning?.module ?? ''), label, 'name')]
    : [];
}

const clientAddress = (site: CallSite, trusts: boolean, label: string): ClientAddress => ({
  ...base(site, label),
  kind: 'client-address',
  trusts,
});
