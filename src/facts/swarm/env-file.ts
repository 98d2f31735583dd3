/**
 * What Swarm makes of an `env_file`: the name ends at the first `=`, all that follows is the value. Quotes, comments and variables are
 * plain text to it, a name with a blank in it stops the deploy. Source: `kvfile` in docker/cli, and answers of a real `docker stack deploy`.
 */
import type { Located, Text } from '../../source/index.ts';

export type EnvFileTrouble =
  /** `export NAME=value`, `NAME =value`, `NAME: value`: the loader refuses the file. */
  | 'export'
  | 'blank-in-name'
  | 'colon'
  | 'no-name'
  /** A value over several lines: all lines but the first become names of their own. */
  | 'lines'
  /** Kept as part of the value. */
  | 'quotes'
  | 'comment'
  | 'variable'
  | 'blanks';

export interface EnvFileProblem extends Located {
  readonly trouble: EnvFileTrouble;
  /** As written; of a value over several lines the first. */
  readonly row: Text;
  readonly name: string;
  /** The loader stops: nothing is deployed. */
  readonly refused: boolean;
  /** The value is an address, a number or a switch, which no program reads with anything around it. */
  readonly breaks: boolean;
}

/** `"a","b"` begins and ends with quotes that belong to it. */
const quoted = /^(["'])((?:(?!\1)[^\\]|\\.)*)\1$/;
const quotedWithComment = /^(["']).*\1\s+#/;
const comment = /\s#/;
const inBraces = /\$\{([A-Z_][A-Z0-9_]*)(?::?[-?+][^}]{0,1000})?\}/g;
const bare = /\$([A-Z_][A-Z0-9_]*)/g;
const exact = /^(?:[a-z][a-z0-9+.-]*:\/\/\S+|\d+(?:\.\d+)?|true|false|yes|no|on|off|)$/i;
/** A value in quotes that is not closed within this many lines was never meant to be one. */
const mostLines = 200;

export function envFileProblems(rows: readonly Text[]): readonly EnvFileProblem[] {
  const names = new Set(rows.flatMap(({ raw }) => raw.match(/^(?:export\s+)?(\w+)\s*=/)?.[1] ?? []));
  const found: EnvFileProblem[] = [];
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index]!;
    const end = lastOfValue(rows, index);
    if (end > index) {
      const refused = rows.slice(index + 1, end + 1).some(({ raw }) => nameTrouble(raw) !== undefined);
      found.push({ at: row.at, row, trouble: 'lines', name: nameOf(row.raw), refused, breaks: true });
      index = end;
      continue;
    }
    const inName = nameTrouble(row.raw);
    if (inName) found.push({ at: row.at, row, trouble: inName, name: nameOf(row.raw), refused: true, breaks: true });
    else found.push(...inValue(row, names));
  }
  return found;
}

const nameOf = (row: string): string => row.match(/^(?:export\s+)?([\w.-]+)/)?.[1] ?? '';

function nameTrouble(row: string): EnvFileTrouble | undefined {
  const [name = ''] = row.split('=', 1);
  if (name === '') return 'no-name';
  if (!/[ \t]/.test(name)) return undefined;
  if (/^export\s/.test(name)) return 'export';
  return /^[\w.-]+:[ \t]/.test(name) ? 'colon' : 'blank-in-name';
}

function inValue(row: Text, names: ReadonlySet<string>): readonly EnvFileProblem[] {
  const { raw, at } = row;
  const cut = raw.indexOf('=');
  if (cut === -1) return [];
  const value = raw.slice(cut + 1).trim();
  const trouble = valueTrouble(value, raw.slice(cut + 1), names);
  const inner = quoted.exec(value)?.[2] ?? value.split(comment, 1)[0]!.trim();
  return trouble
    ? [
        {
          at,
          row,
          trouble,
          name: raw.slice(0, cut),
          refused: false,
          breaks: trouble !== 'variable' && exact.test(inner),
        },
      ]
    : [];
}

function valueTrouble(value: string, whole: string, names: ReadonlySet<string>): EnvFileTrouble | undefined {
  if (quotedWithComment.test(value)) return 'comment';
  if (value.length > 1 && quoted.test(value)) return 'quotes';
  if (comment.test(whole)) return 'comment';
  // A `$` may belong to the value: only a name that is set here, or one spelled as Compose wants it, is meant as a variable.
  const meant =
    [...value.matchAll(inBraces)].length > 0 || [...value.matchAll(bare)].some(([, name]) => names.has(name!));
  if (meant) return 'variable';
  return value !== '' && whole !== value ? 'blanks' : undefined;
}

/** The row that closes a quote opened in this one; the row itself when it closes its own or nothing does. */
function lastOfValue(rows: readonly Text[], index: number): number {
  const value = rows[index]!.raw.match(/^[^=]*=\s*(["'].*)$/s)?.[1];
  const quote = value?.[0];
  if (value === undefined || quote === undefined || value.includes(quote, 1)) return index;
  for (let at = index + 1; at < Math.min(rows.length, index + mostLines); at++) {
    const { raw } = rows[at]!;
    if (/^(?:export\s+)?[A-Z_][A-Z0-9_]*\s*=\s*["']/.test(raw)) return index;
    if (raw.trimEnd().endsWith(quote)) return at;
  }
  return index;
}
