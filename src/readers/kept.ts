/** What it takes to keep a reading: everything it depends on beside the text of its file. */
import type { KeptReading, ParserName, ReaderContext, Reading } from '../facts/reading.ts';

export interface Watched {
  readonly context: ReaderContext;
  /** A parser was missed. */
  readonly incomplete: () => boolean;
  readonly answers: () => Omit<KeptReading, 'reading'>;
}

/** The same context, with an eye on what a reader asks of it. */
export function watch(context: ReaderContext): Watched {
  let incomplete = false;
  const taken = new Set<ParserName>();
  const asked = new Map<string, boolean>();
  return {
    context: {
      ...context,
      parsers: new Proxy(context.parsers, {
        get: (parsers, name: ParserName) => {
          incomplete ||= parsers[name] === undefined;
          taken.add(name);
          return parsers[name];
        },
      }),
      exists: (path) => {
        const answer = context.exists(path);
        asked.set(path, answer);
        return answer;
      },
    },
    incomplete: () => incomplete,
    answers: () => ({
      present: [...asked].filter(([, answer]) => answer).map(([path]) => path),
      absent: [...asked].filter(([, answer]) => !answer).map(([path]) => path),
      parsers: [...taken],
    }),
  };
}

export const stillHolds = ({ present, absent }: KeptReading, exists: (path: string) => boolean): boolean =>
  present.every(exists) && !absent.some(exists);

/** What several readers say of one file, as one. */
export function sideBySide(parts: readonly Reading[]): Reading {
  if (parts.length === 1) return parts[0]!;
  const together: Record<string, readonly unknown[]> = {};
  for (const part of parts)
    for (const [name, items] of Object.entries(part))
      if (items !== undefined) together[name] = [...(together[name] ?? []), ...items];
  return together;
}
