/** Where Logback and Log4j send lines. Sources: the manuals of Logback (appenders), of Log4j 2 (appenders) and of Spring Boot (logging). */
import type { StateFact } from '../../facts/code.ts';
import type { Reader } from '../../facts/reading.ts';
import { type Source, span } from '../../source/index.ts';
import type { Circumstances } from '../code/program.ts';
import { parseXml, type XmlElement } from '../xml.ts';
import { underProfiles } from './guards.ts';
import { claimsLogging, guardOfPath } from './paths.ts';

const largest = 256 * 1024;

/** What the class of an appender does, by its name. */
const kinds: readonly (readonly [pattern: RegExp, does: 'console' | 'file' | 'ships'])[] = [
  [/(?:^|\.)(?:Console|ConsoleAppender)$/, 'console'],
  [/(?:File|RollingRandomAccessFile|RandomAccessFile|MemoryMappedFile)(?:Appender)?$/, 'file'],
  [
    /(?:Socket|Syslog|Gelf|GelfUdp|GelfTcp|Loki4j|LogstashTcpSocket|Http|Kafka|Fluency|Sentry|Splunk\w*|Datadog\w*)(?:Logback)?(?:Appender)?$/i,
    'ships',
  ],
];

interface Appender {
  readonly element: XmlElement;
  readonly name: string;
  readonly does: 'console' | 'file' | 'ships' | 'other';
  readonly now: Circumstances;
  /** Appenders it hands lines on to. */
  readonly to: readonly string[];
}

export const jvmLoggingReader: Reader = {
  name: 'logging of the JVM',
  claims: claimsLogging,
  read: (source) => {
    const { path, text } = source;
    const root = text.length > largest ? undefined : parseXml(text);
    if (!root || 'problem' in root) return {};
    const facts = factsOf(source, root);
    if (facts.length === 0) return {};
    return {
      code: [
        { path, language: 'java', at: span(path, 0, text.length), imports: [], packages: [], facts, parsed: true },
      ],
    };
  },
};

function factsOf({ path }: Source, root: XmlElement): readonly StateFact[] {
  const guard = /-test\.xml$/.test(path) ? 'test' : guardOfPath(path);
  const appenders: Appender[] = [];
  const used: { readonly name: string; readonly now: Circumstances }[] = [];
  const walk = (element: XmlElement, now: Circumstances): void => {
    for (const child of element.children) {
      const inside = /^springProfile$/i.test(child.name) ? underProfiles([child.attributes.name ?? ''], now) : now;
      const appender = appenderOf(child, inside, element.name);
      if (appender) appenders.push(appender);
      else if (/^(?:root|logger|asyncRoot|asyncLogger)$/i.test(child.name))
        used.push(...refsOf(child).map((name) => ({ name, now: inside })));
      if (!appender) walk(child, inside);
    }
  };
  walk(root, { guard, onLoad: true, entryOnly: false });
  const known = [...appenders, ...included(root, { guard, onLoad: true, entryOnly: false })];
  return known.flatMap((appender) => {
    const use = usesOf(appender.name, used, known)[0];
    return use ? factOf(path, appender, strictest(use, appender.now)) : [];
  });
}

const strictest = (one: Circumstances, other: Circumstances): Circumstances => (other.profile ? other : one);

function appenderOf(element: XmlElement, now: Circumstances, around: string): Appender | undefined {
  const isLogback = element.name === 'appender';
  if (!isLogback && !/^appenders$/i.test(around)) return undefined;
  const kind = isLogback ? (element.attributes.class ?? '') : element.name;
  const does = kinds.find(([pattern]) => pattern.test(kind))?.[1] ?? 'other';
  return { element, name: element.attributes.name ?? '', does, now, to: refsOf(element) };
}

const refsOf = (element: XmlElement): readonly string[] =>
  element.children.filter(({ name }) => /^appender-?ref$/i.test(name)).map(({ attributes }) => attributes.ref ?? '');

/** Files that Spring Boot brings, each with the appender that its name tells. */
function included(root: XmlElement, now: Circumstances): readonly Appender[] {
  return root.children.flatMap((element): readonly Appender[] => {
    const resource = element.name === 'include' ? (element.attributes.resource ?? '') : '';
    const one = /org\/springframework\/boot\/logging\/logback\/(console|file)-appender\.xml$/.exec(resource)?.[1];
    if (one === 'console') return [{ element, name: 'CONSOLE', does: 'console', now, to: [] }];
    return one === 'file' ? [{ element, name: 'FILE', does: 'file', now, to: [] }] : [];
  });
}

/** The loggers that lines come from, directly or through an appender that works beside them. */
function usesOf(
  name: string,
  used: readonly { readonly name: string; readonly now: Circumstances }[],
  appenders: readonly Appender[],
  depth = 0,
): readonly Circumstances[] {
  if (depth > 5) return [];
  const through = appenders.filter(({ to }) => to.includes(name));
  return [
    ...used.filter((one) => one.name === name).map(({ now }) => now),
    ...through.flatMap((one) => usesOf(one.name, used, appenders, depth + 1)),
  ];
}

function factOf(
  path: string,
  { element, name, does }: Appender,
  { guard, profile }: Circumstances,
): readonly StateFact[] {
  if (does === 'other') return [];
  const written =
    element.children.find((child) => child.name === 'file')?.text ??
    element.attributes.fileName ??
    element.attributes.filename;
  const known = written !== undefined && written !== '' && !written.includes('$') ? written : undefined;
  return [
    {
      kind: 'log-sink',
      at: span(path, element.start, element.end),
      module: path.includes('log4j') ? 'log4j' : 'logback',
      label: name === '' ? does : `appender ${name}`,
      guard,
      confidence: 'high',
      scope: does === 'file' ? 'local' : 'shared',
      ...(does === 'file' && known !== undefined ? { path: known } : {}),
      ...(does === 'ships' ? { ships: true } : {}),
      ...(profile ? { profile } : {}),
    },
  ];
}
