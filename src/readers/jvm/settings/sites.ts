/** Entries of a configuration as settings, calls with named arguments, reads and texts: the rows say what they mean. */
import type { Guard } from '../../../facts/code.ts';
import {
  type Argument,
  type CallSite,
  type Circumstances,
  type HandlerSite,
  type Program,
  type ReadSite,
  type SettingSite,
  type TextSite,
  unknown,
  type Value,
} from '../../code/program.ts';
import { literalOf, textOf } from '../../code/values.ts';
import { underProfiles } from '../guards.ts';
import { readsInValue, underscored, valueOfKtor, valueOfText, variableOfKey } from '../placeholders.ts';
import type { Entry } from './entries.ts';
import { alone, groups, plainKey, settingsTables } from './tables.ts';

export interface Layer {
  readonly guard: Guard;
  /** Of the file's own name: `application-docker.yml`. */
  readonly profiles: readonly string[];
}

export interface Setting extends Entry {
  readonly plain: string;
  readonly now: Circumstances;
  /** As the program gets it, a variable of the environment in front of what is written. */
  readonly value: Value;
  /** What the file itself says. */
  readonly written: Value;
  /** Variable that takes its place wherever it is set. */
  readonly variable?: string;
}

const quarkusProfile = /^"?%([\w,-]+)"?\./;
const activation = /^spring\.(?:config\.activate\.on-?profile|profiles)$/i;

export function programOfEntries(documents: readonly (readonly Entry[])[], layer: Layer): Program {
  const settings = documents.flatMap((entries) => settingsOf(entries, layer));
  const sites = [
    ...settings.filter((setting) => !isOfMemory(setting, settings)).map(siteOf),
    ...otherDatabases(settings),
    ...groupsOf(settings, groups),
    ...settings.filter(({ plain }) => alone.includes(plain)).flatMap(aloneOf),
    ...handlersOf(settings),
    ...elsewhere(settings),
  ];
  return {
    language: 'java',
    imports: [],
    packages: new Set(),
    sites,
    reads: settings.flatMap((setting) => readsOf(setting, settings)),
    texts: settings.flatMap(textsOf),
  };
}

function settingsOf(entries: readonly Entry[], { guard, profiles }: Layer): readonly Setting[] {
  const keys = new Set(entries.map(({ key }) => key));
  const own = entries.filter(({ key }) => activation.test(key)).map(({ text }) => text);
  const isQuarkus = entries.some(({ key }) => key.replace(quarkusProfile, '').startsWith('quarkus.'));
  const isMicronaut = entries.some(({ key }) => key.startsWith('micronaut.'));
  const profileVariable = isQuarkus ? 'QUARKUS_PROFILE' : isMicronaut ? 'MICRONAUT_ENVIRONMENTS' : undefined;
  const start: Circumstances = { guard, onLoad: true, entryOnly: false };
  const around = underProfiles(own, underProfiles(profiles, start, profileVariable), profileVariable);
  if (entries.some(({ key }) => key.startsWith('ktor.'))) {
    const { profile: _, ...now } = around;
    return entries.map((entry): Setting => {
      const written = valueOfKtor(entry.text, keys);
      return { ...entry, plain: plainKey(entry.key), now, written, value: written };
    });
  }
  return entries.map((entry): Setting => {
    const named = quarkusProfile.exec(entry.key)?.[1];
    const key = named === undefined ? entry.key : entry.key.replace(quarkusProfile, '');
    // Spring takes hyphens left out, and as underscores as well.
    const variable = underscored(key);
    const without = isQuarkus || isMicronaut ? variable : variableOfKey(key);
    const now = named === undefined ? around : underProfiles([named], around, profileVariable);
    const written = valueOfText(entry.text, keys);
    const value: Value =
      without === variable ? written : { kind: 'environment', name: without, need: 'optional', fallback: written };
    return {
      ...entry,
      key,
      plain: plainKey(key),
      now,
      variable,
      written,
      value: { kind: 'environment', name: variable, need: 'optional', fallback: value },
    };
  });
}

export const siteOf = ({ at, now, plain, value }: Setting): SettingSite => ({
  at,
  ...now,
  site: 'setting',
  name: plain,
  value,
  layered: true,
});

/** A team's own name for a database, beside those of the frameworks. */
const otherDatabase = 'other.jdbc.url';
const knownDatabases = new Set(settingsTables.settings.map(({ name }) => name));

export const otherDatabases = (settings: readonly Setting[]): readonly SettingSite[] =>
  settings.filter(isOtherDatabase).map((one) => ({ ...siteOf(one), name: otherDatabase, layered: false }));

const isOtherDatabase = ({ plain, text }: Setting): boolean =>
  /^(?:\$\{\w+:)?jdbc:\w+:/.test(text) &&
  /(?:url|uri)$/.test(plain) &&
  !knownDatabases.has(plain) &&
  !/flyway|liquibase/.test(plain);

const schema = /ddlauto$|hbm2ddl\.auto$|^spring\.sql\.init\.mode$/;

/** A schema that is made for a database in memory destroys nothing. */
const isOfMemory = ({ plain, now }: Setting, settings: readonly Setting[]): boolean =>
  schema.test(plain) &&
  settings.some(
    (one) =>
      one.plain === 'spring.datasource.url' &&
      one.now.profile === now.profile &&
      /^jdbc:(?:h2|hsqldb):mem\b/.test(textOf(one.value) ?? ''),
  );

/** One call and one setting that stand for all that another place may say. */
function elsewhere(settings: readonly Setting[]): readonly (CallSite | SettingSite)[] {
  const found = elsewhereIn(settings);
  if (!found) return [];
  const { at, now } = found;
  const open = [
    { name: 'address', value: unknown },
    { name: 'port', value: unknown },
  ];
  return [callOf(at, now, 'elsewhere.port', open), { at, ...now, site: 'setting', name: 'elsewhere', value: unknown }];
}

/** One call for each group and layer, named after the first of the keys that rows ask for. */
export function groupsOf(settings: readonly Setting[], groups: readonly string[]): readonly CallSite[] {
  return groups.flatMap((group): readonly CallSite[] => {
    const inside = settings.filter(({ plain }) => plain.startsWith(`${group}.`));
    const layers = [...new Set(inside.map(({ now }) => JSON.stringify([now.guard, now.profile])))];
    return layers.flatMap((layer) => {
      const own = inside.filter(({ now }) => JSON.stringify([now.guard, now.profile]) === layer);
      const given = own.map(({ plain, value }): Argument => ({ name: plain.slice(group.length + 1), value }));
      const told = new Set<string>();
      return own.flatMap(({ at, now, plain }): readonly CallSite[] => {
        const [first = '', second] = plain.slice(group.length + 1).split('.');
        const name =
          first === 'hikari' || first === 'bootstrap'
            ? `${group}.${first}${first === 'hikari' ? '' : `.${second}`}`
            : `${group}.${first}`;
        const key = /\.(?:port|host|address)$/.test(name) ? 'address' : /\.(?:url|hikari)$/.test(name) ? 'url' : name;
        if (told.has(key) || alone.includes(name)) return [];
        told.add(key);
        return [callOf(at, now, name, given)];
      });
    });
  });
}

const callOf = (at: CallSite['at'], now: Circumstances, name: string, given: readonly Argument[]): CallSite => ({
  at,
  ...now,
  site: 'call',
  how: 'call',
  name,
  meaning: { module: name.slice(0, name.indexOf('.')), path: name.slice(name.indexOf('.') + 1) },
  arguments: given,
  open: false,
});

export const aloneOf = ({ at, now, plain, value }: Setting): readonly CallSite[] =>
  /^(?:none|false)$/i.test(textOf(value) ?? '') ? [] : [callOf(at, now, plain, [])];

/** `30s`, `1m`, `PT30S`, `500ms`, a plain number: seconds for Quarkus, milliseconds for Spring. */
function secondsOf(text: string, plainUnit: number): number | undefined {
  const [, amount, unit = ''] = /^(?:PT)?(\d+)(ms|s|m|h)?$/i.exec(text.trim()) ?? [];
  if (amount === undefined) return undefined;
  const units: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, '': plainUnit };
  return Number(amount) * (units[unit.toLowerCase()] ?? 1);
}

/** How the server stops. */
function handlersOf(settings: readonly Setting[]): readonly HandlerSite[] {
  const phase = settings.find(({ plain }) => plain === 'spring.lifecycle.timeoutpershutdownphase');
  const limit = phase && secondsOf(textOf(phase.value) ?? '', 0.001);
  const base = { site: 'handler', module: 'spring-boot', signals: ['SIGTERM'] } as const;
  const drain = limit === undefined ? {} : { drainSeconds: limit };
  return settings.flatMap(({ at, now, plain, value, key }): readonly HandlerSite[] => {
    const text = String(literalOf(value) ?? '');
    if (plain === 'server.shutdown')
      return text === 'graceful'
        ? [{ ...base, at, ...now, label: 'server.shutdown: graceful', does: 'drains', ...drain }]
        : text === 'immediate'
          ? [{ ...base, at, ...now, label: 'server.shutdown: immediate', does: 'exits' }]
          : [];
    if (plain === 'spring.lifecycle.timeoutpershutdownphase' && limit !== undefined)
      return [{ ...base, at, ...now, label: key, does: 'drains', ...drain, unlessSet: true }];
    const seconds = plain === 'quarkus.shutdown.timeout' ? secondsOf(text, 1) : undefined;
    return seconds ? [{ ...base, at, ...now, label: key, does: 'drains', drainSeconds: seconds }] : [];
  });
}

const configServer = /^(?:optional:)?(?:configserver|vault|consul|aws-\w+|azure\w*|nacos|zookeeper):?/;

/** Where a server hands out more of the configuration: that one, too, may say where it listens and what it connects to. */
const elsewhereIn = (settings: readonly Setting[]): Setting | undefined =>
  settings.find(
    ({ plain, text, now }) =>
      now.guard !== 'test' &&
      ((plain.startsWith('spring.config.import') && configServer.test(text)) ||
        /^spring\.cloud\.(?:config\.(?:uri|discovery\.enabled)|consul\.config|nacos\.config\.serveraddr|vault\.uri)/.test(
          plain,
        )),
  );

/** Keys of parts that may not be there: nobody asks for the values behind them then. */
const maybeUnused = /^spring\.cloud\./;

/** What a value asks for, and its own key: every one can be set from outside. */
function readsOf(
  { at, now, plain, key, written, variable }: Setting,
  settings: readonly Setting[],
): readonly ReadSite[] {
  const loose = maybeUnused.test(plain) || elsewhereIn(settings) !== undefined;
  const common = { at, ...now, module: 'configuration' };
  const own = variable === undefined ? [] : [...new Set([variable, variableOfKey(key)])];
  return [
    ...readsInValue(written).map(({ name, need, fallback }) => ({
      ...common,
      name,
      need: loose && need === 'required' ? ('optional' as const) : need,
      ...(fallback ? { fallback } : {}),
      ...(variable === undefined || own.includes(name) ? {} : { replacedBy: variable }),
    })),
    ...own.map((name) => ({ ...common, name, need: 'optional' as const })),
  ];
}

/** An address may be another one in the environment; a secret that is written down is known all the same. */
export function textsOf({ at, now, key, written, variable }: Setting): readonly TextSite[] {
  const text = textOf(written);
  if (text === undefined || text === '' || text.length > 4000) return [];
  const read = written.kind === 'environment' ? written.name : undefined;
  const url = text.includes('://');
  return [
    { at, ...now, name: key, text, ...(read ? { fallbackOf: read } : url && variable ? { fallbackOf: variable } : {}) },
  ];
}
