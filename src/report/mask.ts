/** Takes the values of secrets out of text that is shown: what stands behind the name of one, and what has the form of one. */
import { isProviderToken, isSecretName, looksRandom } from '../kit/index.ts';

export const MASK = '***';

/** Takes the credentials out of URLs only: for sentences, in which a word behind `password:` is no value. */
export const maskUrls = (text: string): string =>
  text.replace(/:\/\/(?:[^\s/@]{1,2000}|[^\s:/@]{0,200}:[^\s@]{1,2000})@/g, `://${MASK}@`);

/** Half-open, in UTF-16 units of the text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

interface Pattern {
  /** With the groups `value`, what is hidden, and perhaps `name`. */
  readonly at: RegExp;
  /** Whether it counts only behind the name of a secret. */
  readonly named?: true;
}

/** What stands in quotes may hold blanks; an unclosed quote runs to the end of the line. */
const QUOTED = String.raw`"[^"\n]*"?|'[^'\n]*'?|${'`[^`\\n]*`?'}`;
/** `%q(…)` of Ruby, `~s(…)` of Elixir. */
const SIGIL = String.raw`[%~][A-Za-z]?[([{<|/][^)\]}>|/\n]*`;

/** It holds no value; `${NAME:-value}` does, and `$NAME` may be one. */
const VARIABLE = String.raw`\$\{[A-Za-z_]\w*\}`;

const patterns: readonly Pattern[] = [
  // postgres://user:password@host
  { at: /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:(?<value>[^\s@]+)@/dgi },
  // curl -u name:password
  { at: /(?<!\S)(?:-u|--user)[ =]+(?![ =])"?[^\s:"']+:(?<value>[^\s"']+)/dg },
  // Authorization: Bearer …
  { at: /\b(?:Bearer|Basic|token) +(?<value>[\w.~+/=-]{6,})/dgi },
  // mysql -phunter2: without a blank
  { at: /\b(?:mysql|mariadb)[\w-]*\b[^\n;&|]{0,500}?\s-p(?<value>[^\s-]\S*)/dg },
  // sshpass -p hunter2
  { at: /\bsshpass\s+-p\s*(?<value>\S+)/dg },
  // machine api.example login name password hunter2
  { at: /\blogin\s+\S+\s+password\s+(?<value>[^\s"']+)/dg },
  // echo hunter2 | docker secret create db_password -
  {
    at: /\b(?:echo|printf)[ \t]{1,9}(?<value>[^\s|](?:[^\n|]{0,500}[^\s|])?)[ \t]{0,9}\|[ \t]{0,9}docker[ \t]{1,9}(?:secret|login)\b/dg,
  },
  // docker login -u name -p password
  { at: /\blogin\b[^\n;&|]*?\s-p[ =]?(?<value>\S+)/dg },
  // DB_PASSWORD=…, "apiKey": "…", ${TOKEN:-…}, 'password' => '…', --api-key=…
  {
    at: new RegExp(
      String.raw`(?<![\w.-])(?<name>[A-Za-z_-][\w.-]*?)["'\`\]]{0,2}\s*(?:=>|:=|==?|:(?!\/\/)[-?=]?|\?\?=|\|\|=|\()\s*(?<value>${SIGIL}|${QUOTED}|(?!${VARIABLE})[^\s"'\`,;{}()[\]]+)`,
      'dg',
    ),
    named: true,
  },
  // --password hunter2
  { at: new RegExp(String.raw`(?<!\S)(?<name>--?[A-Za-z][\w-]*)\s+(?<value>${QUOTED}|[^\s-]\S*)`, 'dg'), named: true },
];

/** Bare words in places of their own: `ENV JWT_SECRET hunter2`, `<password>hunter2</password>`. */
const bareWords: readonly Pattern[] = [
  { at: /^\s*(?:ENV|ARG|SetEnv|setx?|setenv)\s+(?<name>[A-Za-z_]\w*)\s+(?<value>\S.*)/dgi, named: true },
  { at: /<(?<name>[A-Za-z_][\w.-]*)(?:\s[^<>]*)?>(?<value>[^<]+)/dg, named: true },
];

/** Too weak a sign to accuse anybody, and strong enough to hide what stands behind it. */
const LIKELY =
  /passwo?r?d$|^-*(?:requirepass|masterauth)$|basicauth|^(?!PUBLIC|PRIMARY|CACHE|SORT)[A-Z][A-Z0-9]*_KEY$/i;

/** Flags spell `api_key` with a hyphen. */
export const isSecretWord = (name: string): boolean =>
  LIKELY.test(name) || isSecretName(name.replace(/^-+/, '').replaceAll('-', '_'));

const rangesOf = (text: string, { at, named }: Pattern): readonly Range[] =>
  [...text.matchAll(at)].flatMap((found) => {
    const value = found.indices?.groups?.value;
    if (!value || (named && !isSecretWord(found.groups?.name ?? ''))) return [];
    return [{ start: value[0], end: value[1] }];
  });

/** In order, none touching another. */
export function together(ranges: readonly Range[]): readonly Range[] {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = merged.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else if (end > start) merged.push({ start, end });
  }
  return merged;
}

function replaced(text: string, ranges: readonly Range[]): string {
  let out = '';
  let from = 0;
  for (const { start, end } of ranges) {
    out += text.slice(from, start) + MASK;
    from = end;
  }
  return out + text.slice(from);
}

/** Passwords in addresses, and values written behind the name of a secret: `--api-key=…`, `--password …`, `DB_PASSWORD=…`, `${TOKEN:-…}`. */
export const maskText = (text: string): string =>
  replaced(text, together(patterns.flatMap((pattern) => rangesOf(text, pattern))));

const WORD = /[A-Za-z_][\w-]*/g;
const ANY_QUOTED = new RegExp(QUOTED, 'g');
/** Settings beside a secret. */
const HARMLESS = /^(?:true|false|null|undefined|None|nil|\d{1,4}|\$)$/i;
/** What may be a key or a token by itself; the digest of an image is none. */
const LONG = /(?<!sha256:)(?<![\w+/=-])[\w+/=-]{16,}(?![\w+/=-])/g;
const KEY_BLOCK = /-----(?:BEGIN|END) [A-Z ]*PRIVATE KEY-----/;
/** A line of a key: nothing but base64. */
const BASE64_LINE = /^\s*["'`]?[A-Za-z0-9+/=]{40,}(?![A-Za-z0-9+/=])["'`]?[\s\\n,;+]*$/;
/** A bare value: to what ends it in code or in a list, blanks included. */
const BARE = /(?:[=:]>?|<-)\s*(?<value>[^\s"'`=:,;(){}[\]#][^"'`,;(){}[\]]*?)\s*(?=["'`,;(){}[\]]|$)/dg;

const quotedIn = (text: string, from: number): readonly Range[] =>
  [...text.matchAll(ANY_QUOTED)].flatMap(({ index, 0: { length } }) => {
    const inside = text.slice(index + 1, index + length - 1);
    // The name itself stays: `"DB_PASSWORD": …`.
    return index + length <= from || isSecretWord(inside) || length <= 2
      ? []
      : [{ start: index + 1, end: index + length - (text[index] === text[index + length - 1] ? 1 : 0) }];
  });

/** Every value behind `from`, whatever it is called. In code texts stand in quotes. */
const valuesBehind = (text: string, from: number, inCode: boolean): readonly Range[] => [
  ...quotedIn(text, from),
  ...(inCode ? [] : [...text.matchAll(BARE)]).flatMap((found) => {
    const value = found.indices?.groups?.value;
    return value && value[0] >= from && !HARMLESS.test(found.groups?.value ?? '')
      ? [{ start: value[0], end: value[1] }]
      : [];
  }),
];

/** References of images look random, and open nothing. */
const IMAGE = /^\s{0,99}(?:- )?(?:image:|FROM) {1,9}\S+/;

const firstSecretName = (text: string): number | undefined =>
  [...text.matchAll(WORD)].find(([word]) => isSecretWord(word))?.index;

/**
 * What a line of source must not show, more widely than `maskText`: where the name of a secret stands in the line or ends the one `above`, all values
 * behind it; and keys and tokens by their form, whatever they are called.
 */
export function secretRanges(line: string, above = '', inCode = false): readonly Range[] {
  if (KEY_BLOCK.test(line) || BASE64_LINE.test(line)) return [{ start: 0, end: line.length }];
  const named = firstSecretName(line);
  const image = IMAGE.exec(line)?.[0].length ?? 0;
  const continued = firstSecretName(above) !== undefined && !/[;{}]\s*$/.test(above);
  return together([
    ...[...patterns, ...bareWords]
      .flatMap((pattern) => rangesOf(line, pattern))
      .filter(({ start, end }) => !(inCode && isLookup(line, start, end))),
    ...(named === undefined ? [] : valuesBehind(line, named, inCode)),
    ...(continued ? [...valuesBehind(line, 0, inCode), ...bareLine(line)] : []),
    ...[...line.matchAll(LONG)].flatMap(({ index, 0: word }) =>
      index >= image && (isProviderToken(word) || looksRandom(word.replace(/(?<!=)=+$/, '')))
        ? [{ start: index, end: index + word.length }]
        : [],
    ),
  ]);
}

/** In code, a call or a setting that is looked up: the value stands elsewhere, or in the quotes that follow. */
const isLookup = (line: string, start: number, end: number): boolean =>
  LOOKUP.test(line.slice(start, end)) || (NAME.test(line.slice(start, end)) && /[([]/.test(line[end] ?? ''));
const NAME = /^[A-Za-z_$][\w$.]*$/;
const LOOKUP = /^(?:process\.env|import\.meta\.env|os\.environ|config|settings|env|options|this|self)\.[\w$.]+$/;

/** A line below `password: >` that holds nothing but the value. */
function bareLine(line: string): readonly Range[] {
  const start = line.length - line.trimStart().length;
  return /[=:({]/.test(line) ? [] : [{ start, end: line.trimEnd().length }];
}

/** A line of source without the values of secrets. */
export const maskLine = (line: string, above = '', inCode = false): string =>
  replaced(line, secretRanges(line, above, inCode));

/** `localhost`, `INFO`, `3000`, `30s` */
const PLAIN_WORD = /^(?:[A-Za-z]{0,30}|\d{1,9}(?:ms|[a-z]{1,2})?)$/;
/** Between others also `db1`, `v2`. */
const PART = /^(?:[A-Za-z]{0,30}|\d{1,9}[a-z]{0,2}|[A-Za-z]{1,12}\d{1,3})$/;

/**
 * The default a program has for a variable. Nothing says that it is a secret when its name does not: so only what looks like a setting is
 * shown, words and numbers, hosts, paths and addresses.
 */
export function maskDefault(name: string, value: string): string {
  if (isSecretWord(name) || /(?:^|[_.-])keys?$/i.test(name)) return value === '' ? value : MASK;
  const masked = maskText(value);
  const parts = masked.replaceAll(MASK, '').split(/[-_./:@,;&?=%#*+~|\s]+/);
  return parts.every((part) => (parts.length === 1 ? PLAIN_WORD : PART).test(part)) ? masked : MASK;
}
