/** The shell text inside a quoted word or a heredoc, with the way back to where it stands. */
import type { Text } from '../../source/index.ts';
import { type Snippet, snippetBuilder } from './snippet.ts';

/**
 * `text` is the text around, `base` its offset in the file that `word.at` counts from.
 * Quotes are taken off; `$NAME` stays, whoever expands it.
 */
export function nestedSnippet(word: Text, text: string, base: number): Snippet {
  const builder = snippetBuilder(word.at.file, text);
  let at = word.at.start - base;
  const end = word.at.end - base;
  while (at < end) {
    const quote = text[at];
    const single = quote === "'";
    if (!single && quote !== '"') {
      const next = quote === '\\' ? at + 1 : at;
      builder.copy(next, Math.min(next + 1, end));
      at = next + 1;
      continue;
    }
    at++;
    while (at < end && text[at] !== quote) {
      const escaped = !single && text[at] === '\\' && '"\\`\n'.includes(text[at + 1] ?? ' ');
      if (escaped && text[at + 1] !== '\n') builder.copy(at + 1, at + 2);
      else if (!escaped) builder.copy(at, at + 1);
      at += escaped ? 2 : 1;
    }
    at++;
  }
  return builder.build();
}

export function inputSnippet(input: Text, text: string, base: number): Snippet {
  const builder = snippetBuilder(input.at.file, text);
  builder.copy(input.at.start - base, input.at.end - base);
  return builder.build();
}
