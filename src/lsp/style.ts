/** How texts are laid out for an editor: as Markdown where it renders that, or plain. */
import type { Part } from '../docs/parts.ts';
import { partsMarkdown } from '../docs/parts-markdown.ts';
import { escapeText } from '../report/escape.ts';
import { code, link, words } from './markdown.ts';

export interface Style {
  readonly kind: 'markdown' | 'plaintext';
  /** Text from a repository, or about one. */
  readonly words: (text: string) => string;
  readonly code: (text: string) => string;
  /** `text` is made of the other functions, or is our own. */
  readonly strong: (text: string) => string;
  readonly link: (text: string, uri: string, line: number) => string;
  /** Our own. */
  readonly page: (parts: readonly Part[]) => string;
  readonly rule: string;
}

export const markdown: Style = {
  kind: 'markdown',
  words,
  code,
  strong: (text) => `**${text}**`,
  link,
  page: (parts) => partsMarkdown(parts, '###'),
  rule: '\n\n---\n\n',
};

export const plain: Style = {
  kind: 'plaintext',
  words: escapeText,
  code: escapeText,
  strong: (text) => text,
  link: escapeText,
  page: (parts) => parts.map(plainPart).join('\n'),
  rule: '\n\n',
};

function plainPart({ kind, text, term }: Part): string {
  switch (kind) {
    case 'item':
    case 'address':
      return `- ${term === undefined ? '' : `${term}: `}${text}`;
    case 'heading':
    case 'file':
      return `\n${text}:`;
    case 'code':
      return text.trimEnd().replace(/^(?=.)/gm, '  ');
    default:
      return text;
  }
}
