/** The few things Markdown needs. */

export const GENERATED = '<!-- Printed from the checks by `npm run docs`. Change the check, not this page. -->';

/** The heading of a check on the page of its factor. */
export const anchorOf = (id: string): string => id.slice(id.indexOf('/') + 1);

/** Where a check is described; `pages` is where the pages lie, seen from the link. */
export const pageOf = (id: string, pages: string): string =>
  `${pages === '.' ? '' : `${pages}/`}${id.slice(0, id.indexOf('/'))}.md#${anchorOf(id)}`;

/** Text inside a table cell. */
export const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const LANGUAGES: readonly (readonly [pattern: RegExp, language: string])[] = [
  [/(^|\/)[^/]*Dockerfile[^/]*$/, 'dockerfile'],
  [/\.ya?ml$/, 'yaml'],
  [/\.json$/, 'json'],
  [/\.[cm]?js$/, 'js'],
  [/\.[cm]?ts$/, 'ts'],
  [/\.toml$/, 'toml'],
  [/\.sh$/, 'sh'],
  [/\.py$/, 'python'],
  [/\.conf$/, 'nginx'],
  [/\.html?$/, 'html'],
  [/(^|[/.])(env|ini)$/, 'ini'],
];

/** A code block; the fence is longer than any run of backticks inside. */
export function codeBlock(path: string, content: string): string {
  const longest = Math.max(0, ...(content.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  const language = LANGUAGES.find(([pattern]) => pattern.test(path))?.[1] ?? 'text';
  return `${fence}${language}\n${content.trimEnd()}\n${fence}`;
}
