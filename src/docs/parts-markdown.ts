/** Parts of a page as Markdown. */
import { codeBlock } from './markdown.ts';
import type { Part } from './parts.ts';

/** Where a check is described, seen from the page; absent: it is named and not linked. */
export type Link = (id: string) => string | undefined;

/** Heading levels: `top` for the title; headings inside a page are bold, so that its outline is the list of its titles. */
export function partsMarkdown(parts: readonly Part[], top: string, link: Link = () => undefined): string {
  const blocks: string[] = [];
  let list: string[] = [];
  const flush = () => {
    if (list.length > 0) blocks.push(list.join('\n'));
    list = [];
  };
  for (const part of parts) {
    const { kind, text } = part;
    if (kind === 'item' || kind === 'address') {
      list.push(kind === 'address' ? `- <${text}>` : `- ${termOf(part, link)}${text}`);
      continue;
    }
    flush();
    switch (kind) {
      case 'title':
        blocks.push(`${top} ${text}`);
        break;
      case 'lead':
        blocks.push(`**${text}**`);
        break;
      case 'heading':
        blocks.push(`**${text}**`);
        break;
      case 'file':
        blocks.push(`\`${text}\``);
        break;
      case 'code':
        blocks.push(codeBlock(part.path ?? '', text));
        break;
      default:
        blocks.push(text);
    }
  }
  flush();
  return blocks.join('\n\n');
}

function termOf({ term }: Part, link: Link): string {
  if (term === undefined) return '';
  const address = link(term);
  return address === undefined ? `\`${term}\`: ` : `[${term}](${address}): `;
}
