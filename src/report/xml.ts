/** XML 1.0, written by hand: two formats, five kinds of element. */
import { escapeText } from './escape.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\uFFFE': '\uFFFD',
  '\uFFFF': '\uFFFD',
};

/**
 * One line of text or the value of an attribute. What XML 1.0 forbids even as an entity (https://www.w3.org/TR/xml/#charsets) is shown
 * as its code, like everything else that is unsafe to show.
 */
export const xml = (text: string): string => escapeText(text).replace(/[&<>"'\uFFFE\uFFFF]/g, (one) => ENTITIES[one]!);

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element; `content` is XML already. Attributes without a value are left out. */
export function element(name: string, attributes: Attributes, content: readonly string[] = []): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${xml(String(value))}"`)
    .join('');
  const inner = content.map((part) => `\n${part}`).join('');
  return inner === '' ? `<${name}${written}/>` : `<${name}${written}>${inner}\n</${name}>`;
}

export const xmlDocument = (root: string): string => `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
