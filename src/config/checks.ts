/** Names of checks in a configuration: ids, and patterns for several. */

/** What a configuration has to know of a check. */
export interface KnownCheck {
  readonly id: string;
}

/** All ids a name stands for: `processes/local-session`, `processes/*`, `*`. Empty for one that names nothing. */
export function idsNamed(name: string, known: readonly KnownCheck[]): readonly string[] {
  const ids = known.map(({ id }) => id);
  if (name === '*') return ids;
  const parts = name.split('*');
  if (parts.length === 1) return ids.filter((id) => id === name);
  return ids.filter((id) => fits(id, parts));
}

/** `parts`: what stands between the stars; each is looked for behind the one before. A star does not go beyond the slash. */
function fits(id: string, parts: readonly string[]): boolean {
  const first = parts[0]!;
  const last = parts.at(-1)!;
  if (!id.startsWith(first) || !id.endsWith(last) || id.length < first.length + last.length) return false;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = id.indexOf(part, from);
    if (found === -1 || id.slice(from, found).includes('/')) return false;
    from = found + part.length;
  }
  const end = id.length - last.length;
  return from <= end && !id.slice(from, end).includes('/');
}
