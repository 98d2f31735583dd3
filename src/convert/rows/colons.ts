/** Text cut at its colons; those of `${NAME:-default}` are no cuts. */
export function splitColons(text: string): readonly string[] {
  const parts = [''];
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (text.startsWith('${', at)) depth++;
    if (character === '}' && depth > 0) depth--;
    if (character === ':' && depth === 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
}
