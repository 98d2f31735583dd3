/** Reads the configuration of Ktor, Play, Akka and others that take HOCON as the code is read. */
import type { Guard } from '../../../facts/code.ts';
import type { Reader } from '../../../facts/reading.ts';
import { directoryOf, fileNameOf, joinPath, type Span, span } from '../../../source/index.ts';
import { factsOf } from '../../code/facts.ts';
import { modeOf } from '../../code/guards.ts';
import type { Circumstances, ReadSite, Value } from '../../code/program.ts';
import { textOf } from '../../code/values.ts';
import { claimsHocon, guardOfPath } from '../paths.ts';
import { aloneOf, groupsOf, otherDatabases, type Setting, siteOf, textsOf } from '../settings/sites.ts';
import { plainKey } from '../settings/tables.ts';
import { parseHocon } from './parse.ts';
import { evolved, isMeant, isSecretKey } from './play.ts';
import { families, groups, hoconTables, isKnown, trustedProxies } from './tables.ts';
import { type Read, type Resolved, resolve } from './values.ts';

const largest = 256 * 1024;
/** Files that are chosen for production in place of `application.conf`. */
const forProduction = ['application-prod', 'application.prod', 'application-production', 'application.production'];
const ownNames = ['prod', 'production'];

export const hoconReader: Reader = {
  name: 'HOCON',
  claims: claimsHocon,
  read: ({ path, text }, { exists }) => {
    if (text.length > largest) return {};
    const { assignments, includes, problem } = parseHocon(text);
    const name = fileNameOf(path);
    const isOwn = /^(?:application|reference)/.test(name);
    // `test.conf` may belong to any program: what goes on with `application.conf` is ours.
    if (!isOwn && !includes.some((one) => /^(?:application|reference)(?:[.-]|$)/.test(one.name))) return {};
    const beside = [...forProduction, ...ownNames].map((one) => `${one}.conf`);
    const replaced =
      /^application\.conf$/.test(name) && beside.some((one) => exists(joinPath(directoryOf(path), one) ?? one));
    const now: Circumstances = { guard: guardOf(path, replaced), onLoad: true, entryOnly: false };
    const place = ({ start, end }: { readonly start: number; readonly end: number }): Span => span(path, start, end);
    const { values, reads } = resolve(assignments);
    const settings = values.map((one) => settingOf(one, now, place));
    // Defaults that the program's own file may replace: what they ask the environment for is asked all the same.
    const known = name.startsWith('reference') ? [] : settings.filter(({ plain }) => isKnown(plain)).map(inFamily);
    const found = factsOf(
      {
        language: 'java',
        imports: [],
        packages: new Set(),
        sites: [
          ...known.flatMap((one) => evolved(one, settings)).map(siteOf),
          ...(name.startsWith('reference') ? [] : otherDatabases(settings)),
          ...groupsOf(known.filter(isMeant), groups),
          ...known.filter(({ plain }) => plain === plainKey(trustedProxies)).flatMap(aloneOf),
        ],
        reads: reads.map((read) => readOf(read, now, place)),
        texts: settings.filter(({ plain }) => !isSecretKey(plain)).flatMap(textsOf),
      },
      hoconTables,
    );
    // Rows speak of many keys: each is told by its own.
    const keys = new Map(settings.map(({ at, key }) => [at.start, key]));
    const facts = found.map((fact) =>
      'scope' in fact ? { ...fact, label: keys.get(fact.at.start) ?? fact.label } : fact,
    );
    const at = span(path, 0, text.length);
    const gaps = problem && [
      { at: span(path, problem.offset, problem.offset), why: `not read to the end as HOCON: ${problem.why}` },
    ];
    return {
      ...(facts.length > 0
        ? { code: [{ path, language: 'java', at, imports: [], packages: [], facts, parsed: true } as const] }
        : {}),
      ...(gaps && isOwn ? { gaps } : {}),
    };
  },
};

function guardOf(path: string, replaced: boolean): Guard {
  const around = guardOfPath(path);
  const name = fileNameOf(path);
  if (around !== 'always') return around;
  if (/^(?:application|reference)\.conf$/.test(name)) return replaced ? 'conditional' : 'always';
  const mode = /^(?:(?:application|reference)[.-])?([\w-]+)\.conf$/.exec(name)?.[1] ?? '';
  const guard = modeOf(mode)?.yes;
  // The command that starts the program says which file it takes.
  return guard === 'development' || guard === 'test' ? guard : 'conditional';
}

function settingOf(
  { key, value, from }: Resolved,
  now: Circumstances,
  place: (one: Resolved['from']) => Span,
): Setting {
  return { key, plain: plainKey(key), text: beginningOf(value), at: place(from), now, value, written: value };
}

/** Of a text that is put together the part that is known. */
const beginningOf = (value: Value): string =>
  textOf(value) ?? (value.kind === 'joined' && value.parts[0] ? (textOf(value.parts[0]) ?? '') : '');

const inFamily = (setting: Setting): Setting => {
  const name = families.find(([pattern]) => pattern.test(setting.plain))?.[1];
  return name === undefined ? setting : { ...setting, plain: plainKey(name) };
};

function readOf(
  { name, need, fallback, key, from }: Read,
  now: Circumstances,
  place: (one: Read['from']) => Span,
): ReadSite {
  const refuses = fallback !== undefined && !isMeant({ plain: plainKey(key), value: fallback });
  return {
    ...now,
    at: place(from),
    name,
    module: 'configuration',
    need: refuses ? 'required' : need,
    ...(fallback && !refuses ? { fallback } : {}),
  };
}
