/** What is asked of the same file several times in a run is worked out once. */
import type { Source } from '../source/index.ts';

/** Of every path the last text counts. */
export function oncePerSource<T>(answer: (source: Source) => T): (source: Source) => T {
  const known = new Map<string, { readonly text: string; readonly value: T }>();
  return (source) => {
    const before = known.get(source.path);
    if (before?.text === source.text) return before.value;
    const value = answer(source);
    known.set(source.path, { text: source.text, value });
    return value;
  };
}
