/** Docker commands in the code blocks of documentation. */
import type { Reader, Reading } from '../../facts/reading.ts';
import { directoryOf, type Source } from '../../source/index.ts';
import { copy, linesIn, type Segment } from './decode.ts';
import { snippetInvocations, survives, withShell } from './snippet.ts';

/** What a fence says of a block with shell text. */
const languages: ReadonlySet<string> = new Set([
  'sh',
  'bash',
  'shell',
  'zsh',
  'console',
  'shell-session',
  'shellsession',
  'terminal',
]);

const fence = /^( {0,12})(?:[-*+] +|\d+[.)] +)?(`{3,}|~{3,})\s*\{?\.?([\w-]*)/;
const prompt = /^\s*(?:[\w.-]+@[\w.-]+[^$#%]{0,80})?[$%] +/;

/** In a block of no stated language. */
const bareCommand = /^\s*(?=(?:\w[^|]{0,80}\| *)?(?:sudo )?docker(?:-compose)? [a-z-])/;
const anyLine = /^/;

/** `<name>`: for the reader to fill in. */
const placeholder = /<[A-Za-z][\w .|/-]{0,60}>/g;

export const markdownReader: Reader = {
  name: 'markdown',
  claims: (path) => /\.(md|markdown)$/i.test(path),
  needs: (source) => (blocksOf(source).length > 0 ? 'shell' : undefined),
  read: (source, { parsers }): Reading => {
    const blocks = blocksOf(source);
    if (blocks.length === 0) return {};
    return withShell(source, parsers.shell, (parse) => ({
      invocations: blocks.flatMap((block) => {
        // Below the root it is not said where to type it; behind `git clone` a `cd` leads into the copy.
        const cloned = block.some(({ text }) => text.includes('git clone'));
        const place = cloned || directoryOf(source.path) !== '' ? {} : { directory: '' };
        return snippetInvocations(source, [block], { where: 'documentation', names: [], ...place }, parse);
      }),
    }));
  },
};

interface Line {
  readonly from: number;
  readonly to: number;
}

/** The blocks of shell text that mention docker. */
function blocksOf(source: Source): readonly (readonly Segment[])[] {
  if (!survives(source)) return [];
  const { text } = source;
  const blocks: (readonly Segment[])[] = [];
  let open: { readonly mark: string; readonly language: string; readonly lines: Line[] } | undefined;
  for (const line of linesIn(text, 0, text.length)) {
    const written = text.slice(line.from, line.to);
    const found = /[`~]{3}/.test(written) ? fence.exec(written) : null;
    if (open === undefined) {
      if (found !== null) open = { mark: found[2]!, language: found[3]!.toLowerCase(), lines: [] };
      continue;
    }
    if (found === null || !found[2]!.startsWith(open.mark) || found[3] !== '') {
      open.lines.push(line);
      continue;
    }
    blocks.push(commandsOf(text, open.lines, open.language));
    open = undefined;
  }
  return blocks.filter((block) => block.some((segment) => segment.text.includes('docker')));
}

/** Shell text of one block. With prompts in it, only the lines behind prompts are typed; the others are answers. */
function commandsOf(text: string, lines: readonly Line[], language: string): readonly Segment[] {
  if (language !== '' && !languages.has(language)) return [];
  const written = lines.map((line) => text.slice(line.from, line.to));
  const hasPrompts = written.some((line) => prompt.test(line));
  const begins = hasPrompts ? prompt : language === '' ? bareCommand : anyLine;
  const segments: Segment[] = [];
  let goesOn = false;
  for (const line of lines) {
    const written = text.slice(line.from, line.to);
    const mark = begins.exec(written)?.[0];
    if (mark === undefined && !goesOn) continue;
    const from = line.from + (mark?.length ?? (goesOn && hasPrompts ? (/^> /.exec(written)?.[0].length ?? 0) : 0));
    segments.push(...withPlaceholders(text, from, line.to), { text: '\n', from: line.to, to: line.to });
    goesOn = written.endsWith('\\');
  }
  return segments;
}

function withPlaceholders(text: string, from: number, to: number): readonly Segment[] {
  const segments: Segment[] = [];
  let start = from;
  for (const match of text.slice(from, to).matchAll(placeholder)) {
    const at = from + match.index;
    if (at > start) segments.push(copy(text, start, at));
    segments.push({ text: '?', from: at, to: at + match[0].length, unknown: true });
    start = at + match[0].length;
  }
  if (to > start) segments.push(copy(text, start, to));
  return segments;
}
