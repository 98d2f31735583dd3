/** Which known word somebody probably meant. */

/** Edit distance (insert, delete, replace), in time proportional to the product of the lengths. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}

/** The closest of `known`, unless even that is another word altogether. The second half of a check id counts as its name. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const given = word.slice(0, 100).toLowerCase();
  const tail = known.find((one) => one.endsWith(`/${given}`));
  if (tail !== undefined) return tail;
  const longer = given.length > 2 ? known.find((one) => one.toLowerCase().startsWith(given)) : undefined;
  if (longer !== undefined) return longer;
  const ranked = known.map((one) => ({ one, far: distance(given, one.toLowerCase()) })).sort((a, b) => a.far - b.far);
  const best = ranked[0];
  return best !== undefined && best.far <= Math.max(2, Math.floor(best.one.length / 3)) ? best.one : undefined;
}

/** ` Did you mean "x"?` or nothing. */
export function suggestion(word: string, known: readonly string[]): string {
  const found = nearest(word, known);
  return found === undefined ? '' : ` Did you mean "${found}"?`;
}
