/** Dollar signs of a stack file that belong to the text and must be doubled. */
import type { Scalar } from '../../facts/index.ts';
import { type Span, span } from '../../source/index.ts';
import type { Edit } from '../fix.ts';

/** What crypt(3) and htpasswd begin a password hash with, to the next blank or quote: argon2 has commas inside. */
const hash = /\$(?:apr1|argon2(?:i|d|id)|2[abxy]?|y|gy|1|5|6|scrypt|pbkdf2[\w-]*)\$[^\s"']*/g;

/** Where in the file each of them stands; undefined where the text is written with escapes or on several lines, or no `$` of that kind is in it. */
export function lonelyDollars({ raw, at, quoted }: Scalar): readonly Span[] | undefined {
  const lead = quoted ? 1 : 0;
  if (at.end - at.start !== raw.length + 2 * lead) return undefined;
  const hashes = [...raw.matchAll(hash)].map(({ index, 0: text }) => ({ start: index, end: index + text.length }));
  const found: number[] = [];
  for (let index = raw.indexOf('$'); index !== -1; index = raw.indexOf('$', index + 1)) {
    const next = raw[index + 1] ?? '';
    if (next === '$') {
      index++;
      continue;
    }
    const inHash = hashes.some(({ start, end }) => start <= index && index < end);
    if (next === '{' ? inHash : false) return undefined;
    if (inHash || !/[A-Za-z_{]/.test(next)) found.push(at.start + lead + index);
  }
  return found.length === 0 ? undefined : found.map((start) => span(at.file, start, start));
}

/** Each of them twice; the values around are not looked at. */
export function doubled(scalar: Scalar): readonly [Edit, ...Edit[]] | undefined {
  const [first, ...others] = lonelyDollars(scalar) ?? [];
  const edit = (at: Span): Edit => ({ kind: 'text', at, text: '$' });
  return first && [edit(first), ...others.map(edit)];
}
