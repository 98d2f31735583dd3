/** A row of a table, by a name that comes from a repository: `constructor` is in no table of ours. */
export const own = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;
