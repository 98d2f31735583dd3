/** The reader of JavaScript and TypeScript. */
import type { Reader, Reading } from '../../facts/reading.ts';
import type { Gap, Source } from '../../source/index.ts';
import { startOf } from '../../source/index.ts';
import { oncePerSource } from '../once.ts';
import { claimsPath, isClient, isTest } from './paths.ts';
import { isWorthParsing } from './prefilter.ts';
import { unparsed } from './read.ts';
import { healthFile } from './tables/routes.ts';

const largest = 1024 * 1024;
/** People do not write lines this long; minifiers do. */
const longestLine = 20_000;

/** Written by a program, by its own word. */
const generated = /@generated\b|\bDO NOT EDIT\b/;

function hasLongLine(text: string): boolean {
  let start = 0;
  while (start < text.length) {
    const end = text.indexOf('\n', start);
    const stop = end === -1 ? text.length : end;
    if (stop - start > longestLine) return true;
    start = stop + 1;
  }
  return false;
}

const unreadable = (text: string): string | undefined => {
  if (text.length > largest) return 'larger than 1 MiB: not read';
  return hasLongLine(text) ? 'minified: not read' : undefined;
};

const survives = oncePerSource(
  (source): boolean =>
    !isClient(source.path) &&
    // Nobody would use what tests say.
    !isTest(source.path) &&
    !generated.test(source.text.slice(0, 400)) &&
    (isWorthParsing(source.text) || healthFile.test(source.path)),
);

const gap = (source: Source, why: string): Gap => ({ at: startOf(source.path), why });

export const javascriptReader: Reader = {
  name: 'javascript',
  claims: claimsPath,
  needs: (source) => (survives(source) && unreadable(source.text) === undefined ? 'javascript' : undefined),
  read: (source, context): Reading => {
    const text = unparsed(source, context.exists);
    if (!survives(source)) return { code: [text] };
    const why = unreadable(source.text);
    if (why !== undefined) return { code: [text], gaps: [gap(source, why)] };
    const parse = context.parsers.javascript;
    if (parse === undefined) return { code: [text], gaps: [gap(source, 'no JavaScript parser: not read')] };
    try {
      return { code: [parse(source, context.exists)] };
    } catch {
      // The compiler recurses: code nested thousands deep ends its stack.
      return { code: [text], gaps: [gap(source, 'cannot be parsed')] };
    }
  },
};
