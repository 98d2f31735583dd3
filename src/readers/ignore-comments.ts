/** `swarm-lint-ignore CHECK[, CHECK] -- reason` in the comments of any file. */
import type { Reader } from '../facts/index.ts';
import { span } from '../source/index.ts';

const marker = 'swarm-lint-ignore';
const comment = /(?:#|\/\/|\/\*|<!--|--|;|%|\*)[ \t]*swarm-lint-ignore[ \t]+([^\n]*)/g;

export const ignoreCommentReader: Reader = {
  name: 'ignore-comments',
  claims: () => true,
  read: ({ path, text }) => {
    if (!text.includes(marker)) return {};
    const ignoreComments = [];
    const gaps = [];
    for (const match of text.matchAll(comment)) {
      const at = span(path, match.index, match.index + match[0].trimEnd().length);
      const [ids, ...reason] = match[1]!.replace(/\s*(\*\/|-->)\s*$/, '').split(/\s--\s/);
      const checks = ids!.split(/[\s,]+/).filter(Boolean);
      const words = reason.join(' -- ').trim();
      if (words === '')
        gaps.push({ at, why: `${marker} gives no reason: write "${marker} CHECK -- reason"; nothing is ignored` });
      ignoreComments.push({ at, checks, reason: words === '' ? undefined : words });
    }
    return { ignoreComments, gaps };
  },
};
