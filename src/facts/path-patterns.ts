/**
 * Patterns of `.dockerignore`, of `.gitignore` and of COPY, each with its own idea of what a pattern without a slash means.
 * Paths are relative to the directory of the ignore file, or to the build context.
 */
import { literally, type Text } from '../source/index.ts';

/** The pattern that keeps a path out of the build context (https://docs.docker.com/build/concepts/context/#dockerignore-files); the last match decides. */
export function dockerIgnoredBy(path: string, patterns: readonly Text[]): Text | undefined {
  let by: Text | undefined;
  for (const pattern of patterns) {
    const again = pattern.raw.startsWith('!');
    const wanted = cleaned(again ? pattern.raw.slice(1).trim() : pattern.raw);
    if (wanted === '' || !ways(path).some((way) => matches(way, wanted))) continue;
    by = again ? undefined : pattern;
  }
  return by;
}

/** The pattern that makes git ignore a path (https://git-scm.com/docs/gitignore). A file below an ignored directory cannot be taken back. */
export function gitIgnoredBy(path: string, patterns: readonly Text[]): Text | undefined {
  const parts = ways(path);
  for (const way of parts) {
    let by: Text | undefined;
    for (const pattern of patterns) {
      const again = pattern.raw.startsWith('!');
      const written = again ? pattern.raw.slice(1) : pattern.raw;
      // `build/` is a directory: the last part of a path may be a file.
      if (written.endsWith('/') && way === path) continue;
      const bare = written.replace(/\/$/, '');
      const wanted = bare.includes('/') ? bare.replace(/^\//, '') : `**/${bare}`;
      if (wanted !== '' && matches(way, wanted)) by = again ? undefined : pattern;
    }
    if (by) return by;
  }
  return undefined;
}

/** Whether patterns as in `.gitignore` take in a path. */
export const coveredBy = (path: string, patterns: readonly Text[]): boolean =>
  gitIgnoredBy(path, patterns) !== undefined;

/** Whether a source of COPY takes in a file: it is the file, a directory above it, or a pattern for one of them. */
export function copies(source: string, path: string): boolean {
  const wanted = cleaned(source);
  return wanted === '' || ways(path).some((way) => matches(way, wanted));
}

/** `a`, `a/b`, `a/b/c`: a path and the directories above it. */
const ways = (path: string): readonly string[] =>
  path.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'));

const cleaned = (pattern: string): string => {
  const parts: string[] = [];
  for (const part of pattern.trim().split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
};

const known = new Map<string, RegExp | undefined>();

function matches(path: string, pattern: string): boolean {
  if (!known.has(pattern)) known.set(pattern, expressionOf(pattern));
  return known.get(pattern)?.test(path) ?? false;
}

/** `undefined` for a pattern that is not well formed. */
function expressionOf(pattern: string): RegExp | undefined {
  let text = '';
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at]!;
    if (pattern.startsWith('**/', at)) {
      text += '(?:.*/)?';
      at += 2;
    } else if (pattern.startsWith('**', at)) {
      text += '.*';
      at += 1;
    } else if (character === '*') text += '[^/]*';
    else if (character === '?') text += '[^/]';
    else if (character === '[') {
      const close = pattern.indexOf(']', at + 2);
      if (close === -1) return undefined;
      text += `[${pattern
        .slice(at + 1, close)
        .replace(/^[!^]/, '^')
        .replace(/[\\[]/g, '\\$&')}]`;
      at = close;
    } else if (character === '\\' && at + 1 < pattern.length) text += literally(pattern[++at]!);
    else text += literally(character);
  }
  try {
    return new RegExp(`^${text}$`, 's');
  } catch {
    return undefined;
  }
}
