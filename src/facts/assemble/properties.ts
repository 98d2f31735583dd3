/** Properties a JVM is started with, under the names of the variables that would say the same. */
import type { Span } from '../../source/index.ts';
import type { NamedValue } from '../compose.ts';
import type { NamedText, StartCommand } from '../model.ts';
import { programName } from '../process/wrappers.ts';

/** Options in variables, which the JVM or a start script takes as if they stood on the command line. */
const optionVariables =
  /^(?:JAVA_OPTS|JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS|_JAVA_OPTIONS|CATALINA_OPTS|JAVA_OPTS_APPEND)$/;

/** `-Dserver.port=9000` and, for Spring, `--server.port=9000`. */
const property = /^(?:-D|--)([a-z][\w.-]*)=(.*)$/;

/** Hyphens are left out, or stand as underscores. */
const namesOf = (key: string): readonly string[] => {
  const words = (text: string): string => text.replace(/[^A-Za-z0-9]+/g, '_').toUpperCase();
  return [...new Set([words(key), words(key.replaceAll('-', ''))])];
};

function textsIn(words: readonly string[], at: Span): readonly NamedText[] {
  return words.flatMap((word) => {
    const [, key, value = ''] = property.exec(word) ?? [];
    if (key === undefined) return [];
    const known = /[$`]/.test(value) ? {} : { value };
    return namesOf(key).map((name) => ({ name, at, ...known }));
  });
}

/** The command with what its own words and the variables for them set. */
export function withProperties(
  main: StartCommand | undefined,
  environment: readonly NamedValue[],
): StartCommand | undefined {
  if (!main || programName(main.argv[0] ?? '') !== 'java') return main;
  const options = environment
    .filter(({ name }) => optionVariables.test(name))
    .flatMap(({ value, at }) => textsIn((value?.value ?? '').split(/\s+/), at));
  const set = [...options, ...textsIn(main.argv.slice(1), main.at)];
  return set.length === 0 ? main : { ...main, assignments: [...main.assignments, ...set] };
}
