/** Version numbers and the ranges manifests write, as far as three numbers go. What cannot be read is `undefined`, never a guess. */

export type Version = readonly [major: number, minor: number, patch: number];

/** All versions from `from` up to, but without, `to`. */
export interface VersionRange {
  readonly from: Version;
  readonly to: Version;
}

/** How a range is written: npm (semver), Python (PEP 440 and Poetry's caret), Composer, RubyGems; `least`: a lower bound alone, as in go.mod. */
export type RangeDialect = 'npm' | 'python' | 'composer' | 'ruby' | 'least';

const zero: Version = [0, 0, 0];
const endless: Version = [Number.POSITIVE_INFINITY, 0, 0];

const compare = (one: Version, other: Version): number =>
  one[0] - other[0] || one[1] - other[1] || one[2] - other[2] || 0;

/** `22`, `v18.17.0`, `3.12-slim`: all versions that begin with these numbers. Four digits in front are a year. */
export function seriesOf(text: string): VersionRange | undefined {
  const match = /^[v=]?(\d{1,3})(?:\.(\d{1,4}))?(?:\.(\d{1,6}))?(?![\w.])/.exec(text.trim());
  if (!match) return undefined;
  const numbers = match.slice(1).flatMap((part) => (part === undefined ? [] : [Number(part)]));
  return { from: padded(numbers), to: next(numbers, numbers.length - 1) };
}

/** Whether the two have a version in common. */
export const overlap = (one: VersionRange, other: VersionRange): boolean =>
  compare(one.from, other.to) < 0 && compare(other.from, one.to) < 0;

const padded = (numbers: readonly number[]): Version => [numbers[0] ?? 0, numbers[1] ?? 0, numbers[2] ?? 0];

/** The first version that differs at the number of this index. */
const next = (numbers: readonly number[], index: number): Version =>
  padded(numbers.slice(0, index + 1).map((part, at) => (at === index ? part + 1 : part)));

/** The alternatives of a range; `undefined` when a part of it is written in another way than the dialect knows. */
export function rangesOf(text: string, dialect: RangeDialect): readonly VersionRange[] | undefined {
  const alternatives = dialect === 'npm' || dialect === 'composer' ? text.split(/\|\|?/) : [text];
  const ranges: VersionRange[] = [];
  for (const alternative of alternatives) {
    const range = conjunction(alternative.trim(), dialect);
    if (range === undefined) return undefined;
    ranges.push(range);
  }
  return ranges;
}

function conjunction(text: string, dialect: RangeDialect): VersionRange | undefined {
  const hyphen = /^(\S+)\s+-\s+(\S+)$/.exec(text);
  const parts = hyphen
    ? [`>=${hyphen[1]}`, `<=${hyphen[2]}`]
    : text
        .replace(/(?<![<>=~^!])([<>=~^!]+)\s+/g, '$1')
        .split(/[\s,]+/)
        .filter(Boolean);
  let from = zero;
  let to = endless;
  for (const part of parts) {
    const range = comparator(part, dialect);
    if (range === undefined) return undefined;
    if (compare(range.from, from) > 0) from = range.from;
    if (compare(range.to, to) < 0) to = range.to;
  }
  return { from, to };
}

function comparator(part: string, dialect: RangeDialect): VersionRange | undefined {
  if (/^[*xX]$/.test(part)) return { from: zero, to: endless };
  const match =
    /^(===?|!=|~>|~=|>=|<=|[<>=^~])?v?(\d+)(?!\d)(?:\.(\d+(?!\d)|[*xX]))?(?:\.(\d+(?!\d)|[*xX]))?[\w.+-]*$/.exec(part);
  if (!match) return undefined;
  const operator = match[1] ?? (dialect === 'least' ? '>=' : '');
  const numbers = match.slice(2, 5).flatMap((one) => (one !== undefined && /^\d+$/.test(one) ? [Number(one)] : []));
  const low = padded(numbers);
  const last = numbers.length - 1;
  switch (operator) {
    case '>=':
      return { from: low, to: endless };
    case '>':
      return { from: numbers.length < 3 && dialect === 'npm' ? next(numbers, last) : low, to: endless };
    case '<':
      return { from: zero, to: low };
    case '<=':
      return { from: zero, to: next(numbers, last) };
    case '!=':
      return { from: zero, to: endless };
    case '^':
      return { from: low, to: next(numbers, numbers[0] === 0 && last > 0 ? 1 : 0) };
    case '~':
      // Composer's tilde lets the last number written grow, npm's never lets the minor one.
      return { from: low, to: next(numbers, dialect === 'composer' ? Math.max(0, last - 1) : Math.min(1, last)) };
    case '~>':
    case '~=':
      return { from: low, to: next(numbers, Math.max(0, last - 1)) };
    default:
      return { from: low, to: next(numbers, last) };
  }
}
