/** Names that are nearly the same: what a half-finished rename leaves behind. */

/** Words people use for the same thing in variable names. */
const synonyms: ReadonlyMap<string, string> = new Map(
  [
    ['PASSWORD', 'PASS', 'PASSWD', 'PWD', 'PW'],
    ['DATABASE', 'DB'],
    ['URL', 'URI', 'DSN', 'HOST', 'HOSTNAME', 'ADDR', 'ADDRESS', 'ENDPOINT'],
    ['USER', 'USERNAME'],
    ['POSTGRES', 'POSTGRESQL', 'PG'],
    ['MONGO', 'MONGODB'],
    ['KEY', 'APIKEY'],
    ['ENVIRONMENT', 'ENV'],
  ].flatMap(([main, ...others]) => others.map((other) => [other, main!] as const)),
);

/** The candidate somebody most likely meant; `undefined` when none is near. */
export function nearestName(name: string, candidates: readonly string[]): string | undefined {
  const wanted = canonical(name);
  return (
    candidates.find((candidate) => canonical(candidate) === wanted) ??
    candidates.find((candidate) => Math.min(name.length, candidate.length) > 4 && editDistance(name, candidate) <= 2)
  );
}

const canonical = (name: string): string =>
  name
    .toUpperCase()
    .split('_')
    .filter(Boolean)
    .map((word) => synonyms.get(word) ?? word)
    .sort()
    .join('_');

/** Levenshtein distance; 3 stands for everything above 2. */
export function editDistance(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > 2) return 3;
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const change = one[i - 1] === other[j - 1] ? 0 : 1;
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + change));
    }
    row = next;
  }
  return Math.min(3, row[other.length]!);
}
