/** `swarm-lint-ignore CHECK[, CHECK] -- reason` in the comments of any file. */
import type { Reader } from '../facts/index.ts';
import { span } from '../source/index.ts';

const marker = 'swarm-lint-ignore';
const rest = '[ \\t]*swarm-lint-ignore[ \\t]+([^\\n]*)';
const opening = (marks: string): RegExp => new RegExp(`(?:${marks})${rest}`, 'g');

const anyMark = opening('#|//|/\\*|<!--|--|;|%|\\*');

/** What opens a comment, where the ending of the name tells: a document or a string that shows such a comment is none. */
const marksByEnding: readonly (readonly [endings: RegExp, comment: RegExp])[] = [
  [/\.(?:md|mdx|markdown|html?|xml|vue|svelte)$/i, opening('<!--')],
  [/\.(?:[cm]?[jt]sx?|go|java|kts?|rs|cs|scala|swift|prisma)$/i, opening('//|/\\*|\\*')],
  [/\.(?:ya?ml|toml|py|rb|sh|bash|exs?|env|conf)$|(?:^|\/)(?:Dockerfile|Makefile)[^/]*$/i, opening('#')],
];

const commentIn = (path: string): RegExp => marksByEnding.find(([endings]) => endings.test(path))?.[1] ?? anyMark;

export const ignoreCommentReader: Reader = {
  name: 'ignore-comments',
  claims: () => true,
  read: ({ path, text }) => {
    if (!text.includes(marker)) return {};
    const ignoreComments = [];
    const gaps = [];
    for (const match of text.matchAll(commentIn(path))) {
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
