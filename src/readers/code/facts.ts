/** Everything a program says, as facts. */
import type { BufferedOutput, CodeFact, EnvRead, HealthRoute, Listen, SignalHandler } from '../../facts/code.ts';
import { isKnownSecret, isSecretName, passwordIn } from '../../facts/queries/secrets.ts';
import { factsOfCall, holds, libraryOf } from './match.ts';
import { factsOfSetting } from './match-settings.ts';
import { modeValues } from './modes.ts';
import type { CallSite, Circumstances, HandlerSite, Program, ReadSite, Value } from './program.ts';
import type { ListenRow, RouteRow, Tables } from './row.ts';
import { factsAround, factsOfAddressSetting, factsOfConsumerSetting } from './services.ts';
import { factsOfState } from './state.ts';
import { factsOfText, withoutTwins } from './texts.ts';
import { literalOf, nameOf, slotOf, textOf, variableIn } from './values.ts';

export function factsOf(program: Program, tables: Tables): readonly CodeFact[] {
  const facts: CodeFact[] = program.reads.flatMap((read) => ofRead(read) ?? []);
  for (const site of program.sites) {
    if (site.site === 'setting')
      facts.push(
        ...factsOfSetting(site, tables),
        ...factsOfConsumerSetting(site, tables),
        ...factsOfAddressSetting(site, tables),
      );
    else if (site.site === 'handler') facts.push(ofHandler(site, tables));
    else {
      facts.push(...factsOfCall(site, program, tables), ...factsAround(site, program, tables));
      const listen = ofListen(site, tables);
      const route = ofRoute(site, tables);
      if (listen) facts.push(listen);
      if (route) facts.push(route);
    }
  }
  const texts = program.texts ?? [];
  facts.push(...withoutTwins(texts.flatMap(factsOfText), facts), ...modeValues(texts));
  facts.push(...(program.state ?? []).flatMap(factsOfState));
  const buffered = firstBuffered(program, tables);
  if (buffered) facts.push(buffered);
  return facts.sort((one, other) => one.at.start - other.at.start);
}

const when = ({ guard, entryOnly, profile }: Pick<Circumstances, 'guard' | 'entryOnly' | 'profile'>) => ({
  guard,
  ...(entryOnly ? { entryOnly } : {}),
  ...(profile ? { profile } : {}),
});

function ofRead({
  at,
  name,
  module,
  need,
  fallback,
  flag,
  replacedBy,
  ...circumstances
}: ReadSite): EnvRead | undefined {
  if (!/^[A-Za-z_]\w*$/.test(name)) return undefined;
  const literal = fallback && literalOf(fallback);
  const text = literal === undefined || literal === null ? undefined : String(literal);
  const secret = isSecretName(name) || (text !== undefined && passwordIn(text) !== undefined);
  return {
    kind: 'env-read',
    at,
    name,
    label: name,
    module: libraryOf(module),
    need,
    confidence: 'high',
    ...when(circumstances),
    ...(flag === undefined ? {} : { flag }),
    ...(text === undefined || secret ? {} : { fallback: text }),
    ...(text !== undefined && isKnownSecret(name, text) ? { knownSecret: true as const } : {}),
    ...(replacedBy === undefined ? {} : { replacedBy }),
  };
}

const everywhere = /^(|0\.0\.0\.0|\[?::\]?|[*+])$/;
const loopback = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i;
const bindOf = (host: string): Listen['bind'] =>
  everywhere.test(host) ? 'all' : loopback.test(host) ? 'loopback' : 'unknown';

const callOf = <R extends { readonly calls: readonly string[] }>(site: CallSite, rows: readonly R[]): R | undefined => {
  const name = site.meaning && nameOf(site.meaning);
  return name === undefined ? undefined : rows.find(({ calls }) => calls.includes(name));
};

function ofListen(site: CallSite, tables: Tables): Listen | undefined {
  const row = callOf(site, tables.listeners);
  if (!row || row.when?.some((condition) => holds(site, condition, tables) !== true)) return undefined;
  const slot = (one: ListenRow['port']): Value | 'absent' | 'unknown' =>
    one === undefined ? 'absent' : slotOf(site, one);
  const address = slot(row.address);
  const [port, host] = typeof address === 'string' ? [slot(row.port), slot(row.host)] : halvesOf(address);
  // Any port that is free: nobody is told of it.
  if (typeof port !== 'string' && variableIn(port) === undefined && Number(literalOf(port) ?? Number.NaN) === 0)
    return undefined;
  const portNumber = port === 'absent' ? row.defaultPort : port === 'unknown' ? undefined : numberOf(port);
  const portVariable = port === 'absent' ? row.portVariable : port === 'unknown' ? undefined : variableIn(port);
  const hostVariable = host === 'absent' ? row.hostVariable : host === 'unknown' ? undefined : variableIn(host);
  const bind = host === 'absent' ? row.bind : host === 'unknown' ? 'unknown' : bindOf(textOf(host) ?? '?');
  return {
    kind: 'listen',
    at: site.at,
    label: row.label,
    module: libraryOf(site.meaning?.module ?? ''),
    confidence: 'high',
    ...when(site),
    bind,
    ...(portNumber === undefined ? {} : { port: portNumber }),
    ...(portVariable === undefined ? {} : { portVariable }),
    ...(hostVariable === undefined ? {} : { hostVariable }),
    ...(row.modes && host === 'absent' ? { modes: row.modes } : {}),
    ...(row.unlessSet ? { unlessSet: true } : {}),
    ...(row.otherwise ? { otherwise: true } : {}),
  };
}

const numberOf = (value: Value): number | undefined => {
  const number = Number(literalOf(value.kind === 'member' ? (value.arguments?.[0]?.value ?? value) : value));
  return Number.isInteger(number) && number > 0 && number < 65536 ? number : undefined;
};

/** Of the URL of a server, `http://*:8080`, the address. */
const withoutScheme = (part: Value): Value =>
  part.kind === 'literal' && typeof part.literal === 'string'
    ? { kind: 'literal', literal: part.literal.replace(/^https?:\/\/|[/;].*$/gs, '') }
    : part;

/** Port and host of `host:port`, in one text or put together: `:${PORT}`. A variable that holds both decides both. */
function halvesOf(address: Value): readonly [Value | 'unknown', Value | 'unknown'] {
  const parts = partsOf(address).map(withoutScheme);
  const at = parts.findLastIndex((part) => textOf(part)?.includes(':'));
  const middle = parts[at];
  const text = middle && textOf(middle);
  if (middle === undefined || text === undefined)
    return address.kind === 'environment' ? [address, address] : ['unknown', 'unknown'];
  const cut = text.lastIndexOf(':');
  const half = (literal: string): Value => {
    const found: Value = { kind: 'literal', literal };
    return middle.kind === 'environment' ? { ...middle, fallback: found } : found;
  };
  return [
    together([half(text.slice(cut + 1)), ...parts.slice(at + 1)]),
    together([...parts.slice(0, at), half(text.slice(0, cut))]),
  ];
}

const partsOf = (value: Value): readonly Value[] =>
  value.kind === 'joined' && value.by === '' ? value.parts.flatMap(partsOf) : [value];

function together(all: readonly Value[]): Value {
  const parts = all.filter((part) => literalOf(part) !== '' || part.kind === 'environment');
  return parts.length === 1 ? parts[0]! : { kind: 'joined', by: '', parts };
}

function firstBuffered({ sites }: Program, { buffered }: Tables): BufferedOutput | undefined {
  if (!buffered) return undefined;
  const empties = sites.some(({ site, ...call }) => site === 'call' && 'name' in call && call.name === 'reconfigure');
  const found = sites.find(
    (site): site is CallSite =>
      site.site === 'call' &&
      site.meaning !== undefined &&
      buffered.calls.includes(nameOf(site.meaning)) &&
      !site.open &&
      slotOf(site, buffered.flush) === 'absent' &&
      slotOf(site, 'file') === 'absent',
  );
  if (!found || empties) return undefined;
  return {
    kind: 'buffered-output',
    at: found.at,
    module: 'runtime',
    label: found.name,
    confidence: 'high',
    ...when(found),
  };
}

const probe =
  /^\/?(?:.*\/)?_?(?:health(?:z|[-_]?check)?|ready|readyz|readiness|live|livez|liveness|alive|up|ping|status|heartbeat)\/?$/i;

function ofRoute(site: CallSite, { routes, asks }: Tables): HealthRoute | undefined {
  const row: RouteRow | undefined = callOf(site, routes);
  const value = row && slotOf(site, row.route);
  const route = value === undefined || typeof value === 'string' ? undefined : textOf(value);
  // A part that stands for something else names one of many things.
  if (route === undefined || /[{<*]|\/:/.test(route) || !probe.test(route)) return undefined;
  // `GET /health`: the method stands in front.
  const plain = route.replace(/^[A-Z]+ /, '');
  const path = plain.startsWith('/') ? plain : `/${plain}`;
  const asked = asks && site.body?.find((call) => asks.test(call) && !site.tolerated?.includes(call));
  return {
    kind: 'health-route',
    at: site.at,
    module: libraryOf(site.meaning?.module ?? ''),
    label: path,
    confidence: 'high',
    route: path,
    ...(asked === undefined ? {} : { asks: asked }),
    ...when(site),
  };
}

const speaks =
  /^(?:print\w*|echo|puts|log\w*|info|warn(?:ing)?|debug|error|notice|critical|write\w*|format|getLogger)$/i;

function ofHandler(
  { at, module, label, signals, calls, drainSeconds, unlessSet, ...circumstances }: HandlerSite,
  tables: Tables,
): SignalHandler {
  const drains = calls?.findIndex((name) => tables.drains.test(name)) ?? -1;
  // What a handler says before it leaves keeps nobody waiting.
  const first = calls?.find((name) => !speaks.test(name));
  const exits = first !== undefined && tables.exits.test(first);
  const does = circumstances.does ?? (drains !== -1 ? 'drains' : exits ? 'exits' : 'unknown');
  return {
    kind: 'signal-handler',
    at,
    module: libraryOf(module),
    label,
    confidence: 'high',
    signals,
    does,
    ...(drainSeconds === undefined ? {} : { drainSeconds }),
    ...(unlessSet ? { unlessSet } : {}),
    ...when(circumstances),
  };
}
