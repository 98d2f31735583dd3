import type { Reader } from '../facts/reading.ts';
import { fileNameOf, span, startOf, type Text } from '../source/index.ts';

/** `.dockerignore`, `.gitignore` and the ignore file of one Dockerfile (`api.Dockerfile.dockerignore`). */
export const ignoreFileReader: Reader = {
  name: 'ignore-file',
  claims: (path) => isDocker(path) || fileNameOf(path) === '.gitignore',
  read: ({ path, text }) => ({
    ignoreFiles: [
      { path, kind: isDocker(path) ? 'docker' : 'git', patterns: patternsOf(path, text), at: startOf(path) },
    ],
  }),
};

const isDocker = (path: string): boolean => fileNameOf(path).endsWith('.dockerignore');

/** One pattern a line; `#` in the first column starts a comment. A leading `!` stays part of the pattern. */
function patternsOf(path: string, text: string): readonly Text[] {
  const patterns: Text[] = [];
  let start = text.startsWith('\ufeff') ? 1 : 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(start, end);
    const value = line.trim();
    if (value !== '' && !line.startsWith('#')) {
      const from = start + line.indexOf(value);
      patterns.push({ raw: value, value, at: span(path, from, from + value.length) });
    }
    start = end + 1;
  }
  return patterns;
}
