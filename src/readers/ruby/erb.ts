/** YAML with Ruby inside: `<%= ENV["X"] %>` is a read of the environment, and nothing else is looked into. */
import { unknown, type Value } from '../code/program.ts';

export interface Template {
  /** As long as the file, with a word in the place of every tag: so that places stay what they are. */
  readonly text: string;
  /** What a scalar stands for; nothing where no tag is in it. */
  readonly valueIn: (raw: string) => Value | undefined;
  readonly tags: readonly Tag[];
}

export interface Tag {
  readonly start: number;
  readonly end: number;
  readonly value: Value;
}

const tag = /<%(=?)-?((?:[^%<]|%(?!>)|<(?!%))*)%>/g;
/** Words that stand for tags: `Erb0_____`, as long as the tag. */
const word = /Erb\d+_*/g;

export function templateOf(source: string): Template {
  const tags: Tag[] = [];
  const text = source.replace(tag, (whole, output: string, inside: string, start: number) => {
    const code = inside.trim().replace(/-$/, '').trim();
    // Statements and comments write nothing; what stands on several lines cannot be one word.
    if (output === '' || whole.includes('\n')) return whole.replace(/[^\n]/g, ' ');
    const stand = `Erb${tags.length}`.padEnd(whole.length, '_');
    if (stand.length > whole.length) return whole.replace(/./g, ' ');
    tags.push({ start, end: start + whole.length, value: valueOfCode(code) });
    return stand;
  });
  const valueIn = (raw: string): Value | undefined => {
    const found = [...raw.matchAll(word)];
    if (found.length === 0) return undefined;
    const parts: Value[] = [];
    let at = 0;
    for (const one of found) {
      if (one.index > at) parts.push({ kind: 'literal', literal: raw.slice(at, one.index) });
      parts.push(tags[Number(/\d+/.exec(one[0])![0])]?.value ?? unknown);
      at = one.index + one[0].length;
    }
    if (at < raw.length) parts.push({ kind: 'literal', literal: raw.slice(at) });
    return parts.length === 1 ? parts[0]! : { kind: 'joined', by: '', parts };
  };
  return { text, valueIn, tags };
}

const quoted = `["']([^"'\\n]*)["']`;
const literal = `(?:${quoted}|(\\d+)|(nil))`;
/** `ENV["X"]`, `ENV["X"] || "y"`, `ENV.fetch("X", "y")`, `ENV.fetch("X") { "y" }`, each with a change of form behind it. */
const forms: readonly RegExp[] = [
  new RegExp(`^ENV\\[${quoted}\\](?:\\.(?:presence|to_s|to_i))?(?:[ ]*\\|\\|[ ]*${literal})?(?:\\.\\w+)?$`),
  new RegExp(`^ENV\\.fetch[ (]${quoted}(?:[ ]*,[ ]*${literal})?\\)?(?:[ ]*\\{[ ]*${literal}[ ]*\\})?(?:\\.\\w+)?$`),
];

function valueOfCode(code: string): Value {
  const root = /^Rails\.root\.join\(([^()]*)\)(?:\.to_s)?$/.exec(code)?.[1] ?? /^Rails\.root$/.exec(code)?.[0];
  if (root !== undefined)
    return {
      kind: 'literal',
      literal: [...root.matchAll(/["']([^"']*)["']/g)].map(([, part]) => part).join('/') || '.',
    };
  for (const [index, form] of forms.entries()) {
    const found = form.exec(code);
    if (!found) continue;
    const [, name, ...rest] = found;
    const text = rest.find((one) => one !== undefined);
    const nothing = text === 'nil';
    const need =
      nothing || (index === 0 && text === undefined) ? 'optional' : text === undefined ? 'required' : 'defaulted';
    return {
      kind: 'environment',
      name: name!,
      need,
      ...(text === undefined || nothing ? {} : { fallback: { kind: 'literal', literal: text } }),
    };
  }
  return unknown;
}
