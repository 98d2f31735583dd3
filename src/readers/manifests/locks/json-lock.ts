/** Own-property access to JSON that was parsed for its values: locks are too large for a parser that remembers places. */
import { isTable, type Table } from '../toml-table.ts';

/** The object, or nothing for any other text. */
export function jsonTable(text: string): Table | undefined {
  try {
    const value: unknown = JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text);
    return isTable(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export const textsIn = (table: Table): ReadonlyMap<string, string> =>
  new Map(Object.entries(table).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
