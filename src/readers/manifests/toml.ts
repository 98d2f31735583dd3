import { parse, TomlError } from 'smol-toml';
import { isTable, type Table } from './toml-table.ts';

/** The parsed values, or where and why the text is not TOML. */
export function parseToml(
  text: string,
): { readonly table: Table } | { readonly problem: string; readonly offset: number } {
  try {
    const table: unknown = parse(text.startsWith('\ufeff') ? ` ${text.slice(1)}` : text);
    return isTable(table) ? { table } : { problem: 'not a table', offset: 0 };
  } catch (error) {
    if (!(error instanceof TomlError)) return { problem: 'could not be parsed', offset: 0 };
    return {
      problem: error.message.split('\n')[0]!.replace(/^Invalid TOML document: /, ''),
      offset: offsetOf(text, error),
    };
  }
}

function offsetOf(text: string, error: TomlError): number {
  let start = 0;
  for (let line = 1; line < error.line; line++) {
    const newline = text.indexOf('\n', start);
    if (newline === -1) break;
    start = newline + 1;
  }
  return Math.min(start + error.column - 1, text.length);
}
