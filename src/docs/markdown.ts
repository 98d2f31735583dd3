/** The few things Markdown needs. */

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
];

/** A code block; the fence is longer than any run of backticks inside. */
export function codeBlock(path: string, content: string): string {
  const longest = Math.max(0, ...(content.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  const language = LANGUAGES.find(([pattern]) => pattern.test(path))?.[1] ?? 'text';
  return `${fence}${language}\n${content.trimEnd()}\n${fence}`;
}
