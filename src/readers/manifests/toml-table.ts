/** Own-property access to parsed TOML: keys such as `__proto__` are keys like any other. */
export type Table = Readonly<Record<string, unknown>>;

export const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

/** The value at a path of keys. */
export function at(table: unknown, ...keys: readonly string[]): unknown {
  let value = table;
  for (const key of keys) {
    if (!isTable(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

export const tableAt = (table: unknown, ...keys: readonly string[]): Table => {
  const value = at(table, ...keys);
  return isTable(value) ? value : {};
};

export const stringAt = (table: unknown, ...keys: readonly string[]): string | undefined => {
  const value = at(table, ...keys);
  return typeof value === 'string' ? value : undefined;
};
