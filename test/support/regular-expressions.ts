/** Every regular expression that is written in the sources, and texts that make a bad one slow. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ts } from 'ts-morph';

export interface WrittenPattern {
  /** `path:line` */
  readonly place: string;
  readonly source: string;
  readonly flags: string;
}

const sources = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => join(folder, name).replaceAll('\\', '/'));

/** Each once, at the first place it stands. */
export function writtenPatterns(folders: readonly string[]): readonly WrittenPattern[] {
  const found = new Map<string, WrittenPattern>();
  for (const file of folders.flatMap(sources)) {
    const tree = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node) && !found.has(node.text)) {
        const cut = node.text.lastIndexOf('/');
        const line = tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;
        found.set(node.text, {
          place: `${file}:${line}`,
          source: node.text.slice(1, cut),
          flags: node.text.slice(cut + 1),
        });
      }
      ts.forEachChild(node, visit);
    };
    visit(tree);
  }
  return [...found.values()];
}

/** What a quantifier may swallow, and what may end it. */
const CHARACTERS = [
  ' ',
  '\t',
  '\n',
  'a',
  'A',
  '0',
  '/',
  '-',
  '.',
  '_',
  ':',
  '"',
  "'",
  '$',
  '=',
  ';',
  '(',
  '[',
  '{',
  '<',
  ',',
  '#',
  '@',
  '%',
  '!',
  '+',
  '?',
  '|',
  '\\',
];

/** The words of a pattern, without what only means something to the engine. */
function wordsIn(source: string): readonly string[] {
  const plain = source
    .replace(/\(\?(?:<?[=!]|:|<\w+>)/g, ' ')
    .replace(/\[[^\]]*\]|\\[dwsbDWSB]|\\p\{\w+\}|\{\d*,?\d*\}/g, ' ')
    .replace(/\\t/g, '\t')
    .replace(/\\n/g, '\n')
    .replace(/\\(.)/g, '$1')
    .replace(/[*+?^$|()]/g, ' ');
  return [...new Set(plain.split(' '))].filter((word) => word !== '').slice(0, 12);
}

/**
 * Texts of so many characters: one piece over and over, behind the words the pattern may begin with, and before something it cannot end
 * with. A pattern that begins anew at every piece, or that can divide the pieces between two quantifiers, takes more than linear time.
 */
export function* slowTexts({ source }: WrittenPattern, length: number): Generator<string> {
  const words = wordsIn(source);
  const ends = ['\u0001', '\n\u0001'];
  for (const piece of new Set([
    ...words,
    ...CHARACTERS,
    words.join(''),
    ...words.map((word) => `${word} `),
    ...words.map((word) => `${word}\t\n`),
  ])) {
    if (piece === '') continue;
    const body = piece.repeat(Math.ceil(length / piece.length));
    for (const end of ends) yield body + end;
    for (const word of words.slice(0, 3)) yield word + body + ends[0]!;
  }
}
