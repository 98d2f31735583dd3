/** What a program needs beside itself: other programs of the image, connections, brokers, addresses, and the client's own. */
import type { ClientAddress, CodeFact, ConnectionPool, Consumer, Spawn } from '../../facts/code.ts';
import { isSecretText } from '../../facts/queries/secrets.ts';
import { addressIn, hostIn } from './addresses.ts';
import { effectOf } from './effects.ts';
import { holds, isRandom, libraryOf } from './match.ts';
import type { CallSite, Program, SettingSite, Value } from './program.ts';
import type { Condition, ConsumerRow, Picked, PoolRow, Slot, Tables } from './row.ts';
import { endpoint, secretLiteral } from './texts.ts';
import { itemOf, literalOf, nameOf, slotOf, textOf, variableIn } from './values.ts';

interface AnyRow {
  readonly calls: readonly string[];
  readonly how?: CallSite['how'];
  readonly package?: string;
  readonly when?: readonly Condition[];
}

export function factsAround(
  site: CallSite,
  { packages }: Pick<Program, 'packages'>,
  tables: Tables,
): readonly CodeFact[] {
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
      .flatMap((row) => pool(site, row, tables) ?? []),
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
  ...(site.profile ? { profile: site.profile } : {}),
});

const given = (site: CallSite, slot: Slot): Value | undefined => {
  const value = slotOf(site, slot);
  return typeof value === 'string' ? undefined : value;
};

/** The program of a list or a command line; nothing where the text does not tell. */
function programIn(site: CallSite, slot: Slot): string | undefined {
  const value = given(site, slot);
  const first = value?.kind === 'list' ? value.items[0] : value;
  const word = first && firstWord(first);
  return word !== undefined && /^[\w./+-]+$/.test(word) ? word.slice(word.lastIndexOf('/') + 1) : undefined;
}

/** Of a command line that is put together the first word is enough, when it is whole: `pg_dump ${url}`. */
function firstWord(value: Value): string | undefined {
  if (variableIn(value) !== undefined && value.kind !== 'joined') return undefined;
  const whole = variableIn(value) === undefined ? textOf(value) : undefined;
  if (whole !== undefined) return whole.trim().split(/\s+/)[0];
  const start = value.kind === 'joined' && value.by === '' && value.parts[0] ? textOf(value.parts[0]) : undefined;
  return start === undefined ? undefined : /^\s*(\S+)\s/.exec(start)?.[1];
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

/** What answers behind the name of a driver or the beginning of a URL; an empty text: a file. */
const kinds: readonly (readonly [RegExp, string])[] = [
  [/^(?:sqlite|better-sqlite|sqljs|libsql|duckdb|file:|:memory:)/i, ''],
  [/^(?:jdbc:)?(?:postgres|pg|asyncpg|psycopg|cockroach)/i, 'postgres'],
  [/^(?:jdbc:)?(?:mysql|mariadb|aiomysql)/i, 'mysql'],
  [/^(?:jdbc:)?(?:mssql|sqlserver|tedious)/i, 'mssql'],
  [/^mongodb/i, 'mongodb'],
];

function pool(site: CallSite, row: PoolRow, tables: Tables): ConnectionPool | undefined {
  const named = row.by === undefined ? undefined : given(site, row.by);
  const text = named && textOf(named);
  const to = (text && kinds.find(([start]) => start.test(text))?.[1]) ?? row.to;
  if (to === '') return undefined;
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
    to,
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
  const first = given(site, slot);
  // Of several brokers the first.
  const value = first?.kind === 'list' ? first.items[0] : first;
  const text = value && textOf(value);
  if (text === undefined) return [];
  const library = libraryOf(site.meaning?.module ?? '');
  const variable = value && variableIn(value);
  const written = addressIn(text) ?? hostIn(text, to);
  const port = portSlot === undefined ? undefined : given(site, portSlot);
  const number = written?.port ?? Number(port === undefined ? Number.NaN : literalOf(port));
  return written === undefined
    ? []
    : [
        endpoint(
          site,
          library,
          site.name,
          { to: written.to, host: written.host, ...(Number.isInteger(number) ? { port: number } : {}) },
          variable,
        ),
      ];
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
