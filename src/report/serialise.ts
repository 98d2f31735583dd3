import { escapeJson } from './escape.ts';

/**
 * JSON for other people's parsers. Halves of surrogate pairs become U+FFFD: as escapes they are grammatical, but parsers written in Go or
 * Ruby refuse the whole file for one.
 */
export const serialise = (value: unknown): string =>
  `${escapeJson(
    JSON.stringify(
      value,
      (_key, inner) => (typeof inner === 'string' ? inner.replace(/\p{Surrogate}/gu, '\uFFFD') : inner),
      2,
    ),
  )}\n`;
