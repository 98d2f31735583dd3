/** How to deploy a stack, as the comments of the stack file say: documentation that stands beside what it speaks of. */
import type { Reader, Reading } from '../../facts/reading.ts';
import { directoryOf, type Source } from '../../source/index.ts';
import { copy, linesIn, type Segment } from './decode.ts';
import { snippetInvocations, withShell } from './snippet.ts';

const comment = /^\s*#+ ?/;
const begins =
  /^\s*(?!\s)(?:[$] )?(?=(?:(?:set|export|source|env|sudo|cat|envsubst)\s|\. |[A-Za-z_]\w*=)?.*\bdocker (?:stack (?:deploy|up)|compose)\b)(?=(?:set|export|source|env|sudo|cat|envsubst|docker|\.|[A-Za-z_]\w*=))/;

export const stackCommentReader: Reader = {
  name: 'stack-comments',
  claims: (path) => /\.ya?ml$/i.test(path) && !/(^|\/)\.(github|gitlab|circleci|woodpecker)\//.test(path),
  needs: (source) => (commandsIn(source).length > 0 ? 'shell' : undefined),
  read: (source, { parsers }): Reading => {
    const commands = commandsIn(source);
    if (commands.length === 0) return {};
    const context = { where: 'documentation', names: [], directory: directoryOf(source.path) } as const;
    return withShell(source, parsers.shell, (parse) => ({
      invocations: commands.flatMap((segments) => snippetInvocations(source, [segments], context, parse)),
    }));
  },
};

/** Commands of one comment line, with the lines they go on in. */
function commandsIn({ text }: Source): readonly (readonly Segment[])[] {
  if (!text.includes('docker stack ')) return [];
  if (!/^[ \t]*#.*docker stack (?:deploy|up)/m.test(text) || !/^services:/m.test(text)) return [];
  const found: Segment[][] = [];
  let goesOn = false;
  for (const line of linesIn(text, 0, text.length)) {
    const written = text.slice(line.from, line.to);
    const mark = comment.exec(written)?.[0];
    const said = mark === undefined ? '' : written.slice(mark.length);
    const start: string | undefined = goesOn ? '' : begins.exec(said)?.[0];
    if (mark !== undefined && start !== undefined) {
      if (!goesOn) found.push([]);
      const from = line.from + mark.length + start.length;
      found.at(-1)!.push(copy(text, from, line.to), { text: '\n', from: line.to, to: line.to });
    }
    goesOn = mark !== undefined && start !== undefined && written.endsWith('\\');
  }
  return found.filter((segments) => segments.some((segment) => /stack (?:deploy|up)/.test(segment.text)));
}
