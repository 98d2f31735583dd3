/** Quoting rules of the shell, on plain text. */

/** `undefined` for what the shell may replace by something else: `*`, a leading `~`, `{a,b}`. */
export function unquoteBare(raw: string): string | undefined {
  if (raw.startsWith('~')) return undefined;
  let value = '';
  for (let at = 0; at < raw.length; at++) {
    const character = raw[at]!;
    if (character === '*') return undefined;
    if (character !== '\\') value += character;
    else {
      at++;
      const next = raw[at];
      if (next === '\r' && raw[at + 1] === '\n') at++;
      else if (next !== undefined && next !== '\n') value += next;
    }
  }
  return value;
}

/** Text between double quotes: a backslash counts only in front of `$`, a backtick, `"`, `\` and a newline. */
export function unquoteDouble(raw: string): string {
  let value = '';
  for (let at = 0; at < raw.length; at++) {
    const next = raw[at + 1];
    if (raw[at] !== '\\' || next === undefined || !'$`"\\\n'.includes(next)) value += raw[at]!;
    else {
      if (next !== '\n') value += next;
      at++;
    }
  }
  return value;
}

const simpleEscapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['a', '\u0007'],
  ['b', '\b'],
  ['e', '\u001b'],
  ['f', '\f'],
  ['v', '\v'],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['?', '?'],
]);

const numericEscape = /\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|([0-7]{1,3}))/y;

/** Text between `$'` and `'`. */
export function unquoteAnsiC(raw: string): string {
  let value = '';
  for (let at = 0; at < raw.length; at++) {
    const next = raw[at + 1];
    if (raw[at] !== '\\' || next === undefined) {
      value += raw[at]!;
      continue;
    }
    const simple = simpleEscapes.get(next);
    numericEscape.lastIndex = at;
    const numeric = simple === undefined ? numericEscape.exec(raw) : null;
    if (simple !== undefined) {
      value += simple;
      at++;
    } else if (numeric !== null) {
      const code = Number.parseInt(
        numeric[1] ?? numeric[2] ?? numeric[3] ?? numeric[4]!,
        numeric[4] === undefined ? 16 : 8,
      );
      value += code <= 0x10ffff ? String.fromCodePoint(code) : '';
      at += numeric[0].length - 1;
    } else {
      value += `\\${next}`;
      at++;
    }
  }
  return value;
}
