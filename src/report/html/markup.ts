/** HTML that cannot be forgotten to be escaped: what is put into a template is text unless it is markup already. Valid inside SVG, too. */
import { escapeText } from '../escape.ts';

/** Safe as it stands. Only `markup`, `trusted` and `joined` make it. */
export class Markup {
  readonly html: string;
  constructor(html: string) {
    this.html = html;
  }
}

type Part = Markup | string | number | false | undefined | readonly (Markup | false | undefined)[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => escapeText(text).replace(/[&<>"']/g, (character) => ENTITIES[character]!);

function shown(part: Part): string {
  if (part === undefined || part === false) return '';
  if (part instanceof Markup) return part.html;
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  return part.map(shown).join('');
}

/** Values belong between tags or into attributes in double quotes. */
export const markup = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup =>
  new Markup(strings.reduce((all, text, at) => all + shown(parts[at - 1]) + text));

/** Our own words: never text from a repository. */
export const trusted = (html: string): Markup => new Markup(html);

/** A message: what stands between backticks is code. */
export function prose(text: string): Markup {
  const parts = text.split('`');
  if (parts.length % 2 === 0) parts.splice(-2, 2, `${parts.at(-2)}\`${parts.at(-1)}`);
  return markup`${parts.map((part, at) => (at % 2 === 0 ? markup`${part}` : markup`<code>${part}</code>`))}`;
}

/** The beginning of a text that has to fit somewhere. */
export function clipped(text: string, most: number): string {
  const safe = escapeText(text);
  return [...safe].length <= most ? safe : `${[...safe].slice(0, most - 1).join('')}…`;
}
