/** `use a::{b, c::{self, d as e}, f::*};` as the paths it stands for. */
export interface Use {
  /** `['std', 'env', 'var']`; of a glob the module before the star. */
  readonly path: readonly string[];
  /** The name it gets in this file; absent for a glob, and for `as _`. */
  readonly name?: string;
  readonly glob: boolean;
}

const deepest = 20;

/** `text` stands between `use` and the semicolon. */
export function usesIn(text: string, before: readonly string[] = [], depth = 0): readonly Use[] {
  if (depth > deepest) return [];
  const found: Use[] = [];
  for (const item of itemsOf(text.replaceAll(/\/\/[^\n]*|\/\*[^*]*\*\//g, ''))) {
    const open = item.indexOf('{');
    if (open !== -1) {
      const inside = item.slice(open + 1, item.lastIndexOf('}'));
      found.push(...usesIn(inside, [...before, ...segmentsOf(item.slice(0, open))], depth + 1));
      continue;
    }
    const [path = '', alias] = item.split(/(?<!\s)\s+as\s+/);
    const segments = segmentsOf(path);
    const last = segments.at(-1);
    if (last === '*') found.push({ path: [...before, ...segments.slice(0, -1)], glob: true });
    else if (last !== undefined) {
      const own = last === 'self' && (before.length > 0 || segments.length > 1);
      const whole = [...before, ...(own ? segments.slice(0, -1) : segments)];
      const name = alias?.trim() ?? whole.at(-1)!;
      found.push({ path: whole, glob: false, ...(name === '_' ? {} : { name }) });
    }
  }
  return found;
}

const segmentsOf = (path: string): readonly string[] =>
  path
    .split('::')
    .map((segment) => segment.trim().replace(/^r#/, ''))
    .filter((segment) => segment !== '');

/** Splits at the commas that stand in no braces. */
function itemsOf(text: string): readonly string[] {
  const items: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    const character = text[at];
    if (character === '{') depth++;
    else if (character === '}') depth--;
    else if (character === undefined || (character === ',' && depth === 0)) {
      const item = text.slice(start, at).trim();
      if (item !== '') items.push(item);
      start = at + 1;
    }
  }
  return items;
}
