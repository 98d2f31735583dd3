/** Variables of a Makefile: which have one known text, which reach the shell, and how `$(NAME)` is replaced. */
import { copy, linesIn, type Segment } from './decode.ts';

export interface MakeVariables {
  readonly known: ReadonlyMap<string, string>;
  /** Names in the environment of every recipe; `*` for all of them. */
  readonly exported: readonly string[];
}

const assignment = /^(?:(?:override|private)\s+)?(export\s+)?([A-Za-z_][\w.-]*)\s*(=|:=|::=|:::=|\?=|\+=|!=)\s*(.*)$/;
/** Operators that give the one value; `?=` yields to the environment, `+=` adds, `!=` runs a command. */
const sets: ReadonlySet<string> = new Set(['=', ':=', '::=', ':::=']);
const targetExport = /^[^\t:=#][^:=#]*:\s*export\s+([A-Za-z_]\w*)/;
const opens = /^\s*(ifeq|ifneq|ifdef|ifndef|define)\b/;
const closes = /^\s*(endif|endef)\b/;

export function makeVariables(text: string): MakeVariables {
  const values = new Map<string, string>();
  const unsure = new Set<string>();
  const exported = new Set<string>();
  let exportsAll = false;
  let includes = false;
  let depth = 0;
  for (const { from, to } of linesIn(text, 0, text.length)) {
    const line = text.slice(from, Math.min(to, from + 2000));
    if (line.startsWith('\t')) continue;
    if (opens.test(line)) depth++;
    else if (closes.test(line)) depth = Math.max(0, depth - 1);
    const found = assignment.exec(line.trimStart());
    const forTarget = targetExport.exec(line);
    if (found !== null) {
      const [, exports, name = '', operator = '', written = ''] = found;
      const value = written.replace(/(^|\s)#.*$/s, '').trimEnd();
      if (exports !== undefined) exported.add(name);
      const once = !values.has(name) && depth === 0 && sets.has(operator);
      if (!once || value.endsWith('\\')) unsure.add(name);
      values.set(name, value);
    } else if (forTarget !== null) exported.add(forTarget[1]!);
    else if (/^export\s*(#|$)/.test(line) || line.startsWith('.EXPORT_ALL_VARIABLES')) exportsAll = true;
    else if (line.trimStart().startsWith('export ')) {
      // `export $(shell sed 's/=.*//' .env)`
      const named = line.trim().slice(7).trim();
      for (const name of named.includes('$') ? ['*'] : named.split(/\s+/)) exported.add(name);
    } else if (/^\s*-?include\s/.test(line) || /^\s*sinclude\s/.test(line)) {
      includes = true;
      // An included file may set any of them again.
      for (const name of values.keys()) unsure.add(name);
    }
  }
  if (exportsAll) for (const name of includes ? ['*'] : values.keys()) exported.add(name);
  return { known: settled(values, unsure), exported: [...exported] };
}

/** Values without references, then those that refer to them only. */
function settled(values: ReadonlyMap<string, string>, unsure: ReadonlySet<string>): ReadonlyMap<string, string> {
  const known = new Map<string, string>();
  for (let round = 0; round < 4; round++) {
    for (const [name, value] of values) {
      if (unsure.has(name) || known.has(name)) continue;
      const parts = expandMake(value, 0, value.length, { known, exported: [] });
      if (parts.every((part) => part.unknown !== true) && !value.includes('$$')) {
        known.set(name, parts.map(({ text }) => text).join(''));
      }
    }
  }
  return known;
}

/** Replaces what make replaces; the rest is copied. */
export function expandMake(text: string, from: number, to: number, { known }: MakeVariables): readonly Segment[] {
  const segments: Segment[] = [];
  let start = from;
  for (let at = text.indexOf('$', from); at !== -1 && at < to; at = text.indexOf('$', start)) {
    if (at > start) segments.push(copy(text, start, at));
    const next = text[at + 1];
    if (next === '$' && at + 1 < to) {
      segments.push(copy(text, at + 1, at + 2));
      start = at + 2;
      continue;
    }
    const end = next === '(' || next === '{' ? closing(text, at + 1, to) : Math.min(at + 2, to);
    const value = known.get(text.slice(at + 2, end - 1));
    if (value === undefined) segments.push({ text: '?', from: at, to: end, unknown: true });
    else if (value !== '') segments.push({ text: value, from: at, to: end });
    start = end;
  }
  if (to > start) segments.push(copy(text, start, to));
  return segments;
}

/** Behind the bracket that closes the one at `at`. */
function closing(text: string, at: number, to: number): number {
  const [open, close] = text[at] === '(' ? ['(', ')'] : ['{', '}'];
  let depth = 0;
  for (let index = at; index < to; index++) {
    if (text[index] === open) depth++;
    else if (text[index] === close && --depth === 0) return index + 1;
  }
  return to;
}
