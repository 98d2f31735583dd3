import type { EnvLine } from '../facts/manifest.ts';
import type { Reader } from '../facts/reading.ts';
import { fileNameOf, span, startOf, type Text } from '../source/index.ts';

/** Parts of a name that make a file documentation rather than configuration. */
const EXAMPLE = new Set(['example', 'examples', 'sample', 'dist', 'template', 'tmpl', 'tpl']);
/** `.env.ts` is source code, `.env.enc` is ciphertext: neither holds lines to read. */
const OTHER_ENDINGS = new Set(
  'ts js mjs cjs json py rb go php sh bash yml yaml toml md txt d enc gpg age sops encrypted vault bak lock'.split(' '),
);

export const envFileReader: Reader = {
  name: 'dotenv',
  claims: (path) => isEnvName(fileNameOf(path)),
  read: ({ path, text }) => ({
    envFiles: [
      {
        path,
        lines: linesOf(path, text),
        written: writtenIn(path, text),
        example: fileNameOf(path)
          .toLowerCase()
          .split(/[._-]/)
          .some((part) => EXAMPLE.has(part)),
        at: startOf(path),
      },
    ],
  }),
};

function isEnvName(name: string): boolean {
  if (name === '.env' || /^\.?env\.(?:example|sample|dist|template)$/.test(name)) return true;
  if (OTHER_ENDINGS.has(name.slice(name.lastIndexOf('.') + 1).toLowerCase())) return false;
  return /^\.env[._-]./.test(name) || /.\.env$/.test(name);
}

const NAME = /^(\s*)(export\s+)?([A-Za-z_][A-Za-z0-9_.-]*)[ \t]*=/;
/** A value in quotes may run over several lines in most loaders; farther than this it is an unclosed quote. */
const MOST_LINES = 200;

function linesOf(path: string, text: string): readonly EnvLine[] {
  const lines: EnvLine[] = [];
  let start = text.startsWith('\ufeff') ? 1 : 0;
  while (start < text.length) {
    const lineEnd = endOfLine(text, start);
    const match = NAME.exec(text.slice(start, lineEnd));
    if (match === null) {
      start = lineEnd + 1;
      continue;
    }
    const valueStart = start + match[0].length;
    const end = closingLine(text, valueStart, lineEnd);
    const behind = end > valueStart && text[end - 1] === '\r' ? end - 1 : end;
    lines.push({
      name: match[3]!,
      raw: text.slice(valueStart, behind),
      exported: match[2] !== undefined,
      at: span(path, start + match[1]!.length, behind),
    });
    start = end + 1;
  }
  return lines;
}

function writtenIn(path: string, text: string): readonly Text[] {
  const rows: Text[] = [];
  for (let start = text.startsWith('\ufeff') ? 1 : 0; start < text.length; ) {
    const end = endOfLine(text, start);
    const line = text.slice(start, end).replace(/\r$/, '');
    const raw = line.trimStart();
    const from = start + line.length - raw.length;
    if (raw !== '' && !raw.startsWith('#')) rows.push({ raw, value: raw, at: span(path, from, from + raw.length) });
    start = end + 1;
  }
  return rows;
}

function endOfLine(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline === -1 ? text.length : newline;
}

/** End of the line that closes a quote opened in this one; this line's end when nothing does or another name comes first. */
function closingLine(text: string, valueStart: number, lineEnd: number): number {
  const value = text.slice(valueStart, lineEnd).trim();
  const quote = value[0];
  if ((quote !== '"' && quote !== "'") || value.includes(quote, 1)) return lineEnd;
  let end = lineEnd;
  for (let count = 0; count < MOST_LINES && end < text.length; count++) {
    const next = endOfLine(text, end + 1);
    const line = text.slice(end + 1, next);
    if (line.includes(quote)) return line.trim().endsWith(quote) && !/=\s*["']/.test(line) ? next : lineEnd;
    end = next;
  }
  return lineEnd;
}
