/** Makes text from a repository safe to show: what would move the cursor, colour the terminal, reorder or hide text becomes visible. */

/**
 * Controls (C0, DEL, C1), line and paragraph separators, bidirectional marks and overrides, invisible spacers, variation-like tags,
 * and halves of surrogate pairs.
 */
const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const codeUnits = (character: string): string => {
  let text = '';
  for (let at = 0; at < character.length; at++)
    text += `\\u${character.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')}`;
  return text;
};

/**
 * What the runner of GitHub Actions takes for a command wherever a log shows it: `##[error]` anywhere in a line, `::error::` at its start,
 * where wrapping may put any word (https://github.com/actions/runner, ActionCommand.cs). Azure Pipelines takes `##vso[…]`, TeamCity `##teamcity[…]`.
 */
const OLD_COMMAND = /##([A-Za-z]{0,20})\[/g;
const COMMAND = /(^|\s)::(?=[A-Za-z])/g;

/** Whether the bracket at `at` would make a command of it, for whoever escapes one character after the other. */
export const isCommand = (text: string, at: number): boolean =>
  /##[A-Za-z]{0,20}$/.test(text.slice(Math.max(0, at - 22), at));

/** One line, whatever it held. */
export const escapeText = (text: string): string =>
  text
    .replace(UNSAFE, (character) => SHORT[character] ?? codeUnits(character))
    .replace(OLD_COMMAND, '##$1\\u005B')
    .replace(COMMAND, '$1\\u003A:');

/** The same for text that is already JSON: every escape stands inside a string, so the data stays equal. */
export const escapeJson = (json: string): string =>
  json
    .replace(UNSAFE, (character) => (character === '\n' ? character : codeUnits(character).toLowerCase()))
    .replace(OLD_COMMAND, '##$1\\u005b');
