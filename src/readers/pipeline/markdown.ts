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
/** Among lines with prompts: one that was typed without. */
const typed = /^(?=(?:sudo )?docker [a-z-]|[A-Z_][A-Z0-9_]*=\S+ +\\$)/;
const anyLine = /^/;

/** `<name>`: for the reader to fill in. */
const placeholder = /<[A-Za-z][\w .|/-]{0,60}>/g;

/** Documentation without fences: only lines that begin with docker are taken. */
const otherDocumentation = /\.(rst|adoc|asciidoc)$|(^|\/)[^/]*(readme|install|deploy|swarm|usage|howto)[^/]*\.txt$/i;
const isMarkdown = (path: string): boolean => /\.(md|markdown)$/i.test(path);

/** A deploy in the running text, with the file it names: between backticks, or on a line of its own. */
const deployInText =
  /(?:^[ \t]*(?:[$#] )?|`(?:[$#] )?)((?:sudo )?docker stack (?:deploy|up) [^`\n]*?(?:-c|--compose-file)[ =][^`\n]*)/gm;

export const markdownReader: Reader = {
  name: 'markdown',
  claims: (path) => isMarkdown(path) || otherDocumentation.test(path),
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
  if (!isMarkdown(source.path)) {
    const block = commandsOf(text, linesIn(text, 0, text.length), '');
    return block.some((segment) => segment.text.includes('docker')) ? [block] : [];
  }
  const blocks: (readonly Segment[])[] = [];
  let open: { readonly mark: string; readonly language: string; readonly lines: Line[] } | undefined;
  for (const line of linesIn(text, 0, text.length)) {
    const written = text.slice(line.from, line.to);
    const found = /[`~]{3}/.test(written) ? fence.exec(written) : null;
    if (open === undefined) {
      if (found === null) blocks.push(...deploysIn(text, line));
      else open = { mark: found[2]!, language: found[3]!.toLowerCase(), lines: [] };
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

const deploysIn = (text: string, { from, to }: Line): readonly (readonly Segment[])[] =>
  [...text.slice(from, to).matchAll(deployInText)].map((match) => {
    const end = from + match.index + match[0].length;
    return withPlaceholders(text, end - match[1]!.length, end);
  });

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
    const mark = (begins.exec(written) ?? (hasPrompts && !goesOn ? typed.exec(written) : null))?.[0];
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
