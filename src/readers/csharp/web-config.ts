/**
 * `Web.config` and `App.config` of the .NET Framework. No variable of the environment replaces what stands there, unless a builder of the
 * configuration does. Sources: https://learn.microsoft.com/dotnet/framework/configure-apps/file-schema/ and
 * https://learn.microsoft.com/previous-versions/aspnet/b5ysx397(v=vs.100)
 */
import type { CodeFact, Guard, StateFact } from '../../facts/code.ts';
import type { Reader } from '../../facts/reading.ts';
import { directoryOf, fileNameOf, joinPath, type Source, span } from '../../source/index.ts';
import { factsOf } from '../code/facts.ts';
import type { TextSite } from '../code/program.ts';
import { endpoint, secretLiteral } from '../code/texts.ts';
import { childOf, childrenNamed, parseXml, type XmlElement } from '../xml.ts';
import { placeOfConnection } from './connection-string.ts';
import { sinksIn } from './log-files.ts';
import { claimsConfig } from './paths.ts';
import { csharpTables } from './tables/index.ts';
import { stateOfWeb } from './web-state.ts';

const largest = 256 * 1024;

export const webConfigReader: Reader = {
  name: 'Web.config',
  claims: claimsConfig,
  read: (source, { exists }) => {
    const { path, text } = source;
    const root = text.length > largest ? undefined : parseXml(text);
    // Other programs call other formats so; and in a file for IIS that starts ASP.NET Core nothing speaks of the program itself.
    if (!root || 'problem' in root || root.name !== 'configuration') return {};
    if (everywhereIn(root, 'aspNetCore').length > 0) return {};
    const guard = guardOf(path);
    const certain = guard === 'always' && !isTransformed(path, exists) && isOfProgram(path, exists);
    const facts = factsIn(root, source, guard, certain ? 'always' : guard === 'always' ? 'conditional' : guard);
    if (facts.length === 0) return {};
    const at = span(path, 0, text.length);
    return { code: [{ path, language: 'csharp', at, imports: [], packages: [], facts, parsed: true }] };
  },
};

const namedAfter = (path: string): string | undefined =>
  /^(?:web|app)\.([\w-]+)\.config$/i.exec(fileNameOf(path))?.[1]?.toLowerCase();

/** Which build takes it; images hold what is built for release. */
export function guardOf(path: string): Guard {
  const build = namedAfter(path);
  if (build === undefined || build === 'release') return 'always';
  if (/^(?:debug|dev|development|local)$/.test(build)) return 'development';
  return build.startsWith('test') ? 'test' : 'conditional';
}

/** Another file may change what stands here while the program is built. */
function isTransformed(path: string, exists: (path: string) => boolean): boolean {
  if (namedAfter(path) !== undefined) return false;
  const stem = fileNameOf(path).replace(/\.config$/i, '');
  return ['Release', 'Production', 'Prod', 'Staging'].some((build) => {
    const name = `${stem}.${build}.config`;
    return exists(joinPath(directoryOf(path), name) ?? name);
  });
}

/** A library's `App.config` is for its maker alone: the program that uses it has one of its own. */
function isOfProgram(path: string, exists: (path: string) => boolean): boolean {
  if (!/^app\./i.test(fileNameOf(path))) return true;
  return ['Program.cs', 'Program.vb', 'Program.fs', 'App.xaml'].some((name) =>
    exists(joinPath(directoryOf(path), name) ?? name),
  );
}

/** Below `location` sections hold for some pages: those of the root alone are read, and those of a `location` for all of them. */
function sectionsOf(root: XmlElement, ...names: readonly string[]): readonly XmlElement[] {
  const tops = [root, ...childrenNamed(root, 'location').filter(({ attributes }) => (attributes.path ?? '.') === '.')];
  return tops.flatMap((top) => childOf(top, ...names) ?? []);
}

function everywhereIn(root: XmlElement, name: string): readonly XmlElement[] {
  const found: XmlElement[] = [];
  const open = [root];
  for (let one = open.pop(); one; one = open.pop()) {
    if (one.name === name) found.push(one);
    open.push(...one.children);
  }
  return found;
}

/** `firm`: of what a transformation may still change. */
function factsIn(root: XmlElement, { path }: Source, guard: Guard, firm: Guard): readonly CodeFact[] {
  const connections = sectionsOf(root, 'connectionStrings').flatMap((section) => itemsOf(section));
  const settings = sectionsOf(root, 'appSettings').flatMap((section) => itemsOf(section));
  const now = { guard, onLoad: true, entryOnly: false } as const;
  const texts = [
    ...connections.map(({ element, built }) => ({ element, built, text: element.attributes.connectionString ?? '' })),
    ...settings.map(({ element, built }) => ({ element, built, text: element.attributes.value ?? '' })),
  ].flatMap(({ element, built, text }): readonly TextSite[] => {
    const name = element.attributes.name ?? element.attributes.key ?? '';
    const at = span(path, element.start, element.end);
    return text === '' ? [] : [{ ...now, at, name, text, ...(built ? { fallbackOf: name } : {}) }];
  });
  const said = factsOf(
    { language: 'csharp', imports: [], packages: new Set(), sites: [], reads: [], texts },
    csharpTables,
  ).map((fact) => (fact.kind === 'endpoint-literal' ? { ...fact, guard: firm } : fact));
  const databases = connections
    .filter(({ built }) => !built)
    .flatMap(({ element }) => ofConnection(element, path, firm));
  const known = databases.map(({ at }) => at.start);
  return [
    ...said.filter((fact) => fact.kind !== 'endpoint-literal' || !known.includes(fact.at.start)),
    ...databases,
    ...sectionsOf(root, 'system.net', 'mailSettings', 'smtp').flatMap((smtp) => ofMail(smtp, path, guard, firm)),
    ...sectionsOf(root, 'system.web').flatMap((web) => stateOfWeb(web, path, guard, firm)),
    ...sinksIn(root, path).map((fact) => ({ ...fact, guard })),
  ];
}

interface Item {
  readonly element: XmlElement;
  /** A builder of the configuration may take the value from elsewhere. */
  readonly built: boolean;
}

const itemsOf = (section: XmlElement): readonly Item[] =>
  childrenNamed(section, 'add')
    .filter(({ attributes }) => !/^Remove/.test(attributes.Transform ?? ''))
    .map((element) => ({ element, built: section.attributes.configBuilders !== undefined }));

function ofConnection(element: XmlElement, path: string, guard: Guard): readonly CodeFact[] {
  const place = placeOfConnection(entityIn(element.attributes.connectionString ?? ''));
  const at = span(path, element.start, element.end);
  const label = `connectionStrings:${element.attributes.name ?? ''}`;
  if (place === undefined) return [];
  const now = { at, guard, onLoad: true, entryOnly: false } as const;
  if ('self' in place) return [endpoint(now, 'System.Configuration', label, { to: 'sqlserver', host: 'localhost' })];
  const known = /[|%()]/.test(place.file) ? {} : { path: place.file.replaceAll('\\', '/') };
  const fact: StateFact = {
    kind: 'datastore',
    at,
    module: 'System.Configuration',
    guard,
    label,
    confidence: 'medium',
    scope: 'local',
    ...known,
  };
  return [fact];
}

/** Of Entity Framework 6 the inner connection string: `metadata=…;provider connection string="data source=…"`. */
const entityIn = (text: string): string =>
  /provider connection string\s*=\s*(?:&quot;|["'])([^"']*?)(?:&quot;|["'])/i.exec(text)?.[1] ?? text;

function ofMail(smtp: XmlElement, path: string, guard: Guard, firm: Guard): readonly CodeFact[] {
  const network = childOf(smtp, 'network');
  if (!network || /pickup/i.test(smtp.attributes.deliveryMethod ?? '')) return [];
  const { host, port, password } = network.attributes;
  const now = { at: span(path, network.start, network.end), onLoad: true, entryOnly: false } as const;
  const mail = 'System.Net.Mail';
  return [
    ...(host && /^[\w.-]+$/.test(host)
      ? [
          endpoint({ ...now, guard: firm }, mail, 'smtp', {
            to: 'smtp',
            host,
            ...(Number(port) ? { port: Number(port) } : {}),
          }),
        ]
      : []),
    ...(password && isWritten(password) ? [secretLiteral({ ...now, guard }, mail, 'password of smtp', 'name')] : []),
  ];
}

/** No placeholder that a release fills in: `__password__`, `#{Password}`, `${x}`, `*****`. */
export const isWritten = (text: string): boolean =>
  text.length >= 6 && !/^(?:__|#\{|\$\{|\$\(|\{|\[|<|\*|x{3}|your|password|secret|change|todo)/i.test(text);
