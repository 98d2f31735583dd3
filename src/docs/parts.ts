/** What a page says, before anybody has decided how it looks. */
import type { FileTree } from '../source/index.ts';

export interface Part {
  /**
   * `title`: what the page is about; `lead`: the same in a sentence; `facts`: a line of short facts; `heading`, `text` and `item` as in any
   * document, `term` of an item first; `file`: a path, its text is the `code` that follows; `address`: a link.
   */
  readonly kind: 'title' | 'lead' | 'facts' | 'heading' | 'text' | 'item' | 'file' | 'code' | 'address';
  readonly text: string;
  /** Of an item: the word it explains. */
  readonly term?: string;
  /** Of code: the path that tells its language. */
  readonly path?: string;
  /** Of code: lines, from 0, that make the difference between the two examples, and whether they do harm or good. */
  readonly marks?: { readonly lines: readonly number[]; readonly mood: 'bad' | 'good' };
}

type Kind = Part['kind'];
const of =
  (kind: Kind) =>
  (text: string): Part => ({ kind, text });

export const title = of('title');
export const lead = of('lead');
export const facts = of('facts');
export const heading = of('heading');
export const words = of('text');
export const item = of('item');
export const address = of('address');
export const explained = (term: string, text: string): Part => ({ kind: 'item', text, term });
export const code = (text: string, path = '', marks?: Part['marks']): Part => ({
  kind: 'code',
  text: text.trimEnd(),
  path,
  ...(marks && marks.lines.length > 0 ? { marks } : {}),
});

/** `a`, `a and b`, `a, b and c` */
export const joined = (texts: readonly string[]): string =>
  texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;

/** Files that stand for something in the examples: git never keeps a `.git` of its own. */
const standIns: Readonly<Record<string, string | undefined>> = {
  '.git-index': 'what git tracks',
  '.git/HEAD': undefined,
};

/** The name to show for a file of an example; `undefined`: it only says that there is a repository. */
export const shownName = (path: string): string | undefined => (Object.hasOwn(standIns, path) ? standIns[path] : path);

/** Lines of `text` that `other` does not have at that place: what is left beside their longest common run of lines. */
export function changedLines(text: string, other: string): readonly number[] {
  const [ours, theirs] = [text.trimEnd().split('\n'), other.trimEnd().split('\n')];
  const length: number[][] = [...ours, ''].map(() => Array<number>(theirs.length + 1).fill(0));
  for (let i = ours.length - 1; i >= 0; i--)
    for (let j = theirs.length - 1; j >= 0; j--)
      length[i]![j] =
        ours[i] === theirs[j] ? length[i + 1]![j + 1]! + 1 : Math.max(length[i + 1]![j]!, length[i]![j + 1]!);
  const changed: number[] = [];
  for (let i = 0, j = 0; i < ours.length; i++) {
    while (j < theirs.length && ours[i] !== theirs[j] && length[i]![j + 1]! > length[i + 1]![j]!) j++;
    if (j < theirs.length && ours[i] === theirs[j]) j++;
    else changed.push(i);
  }
  return changed;
}

/** One of a pair of examples: its files, with the lines marked that the other one does not have. */
export function exampleParts(files: FileTree, other: FileTree, mood: 'bad' | 'good'): readonly Part[] {
  const same = mood === 'good' ? Object.keys(files).filter((path) => files[path] === other[path]) : [];
  const shown = Object.entries(files).flatMap(([path, text]): readonly Part[] => {
    const name = shownName(path);
    if (name === undefined || same.includes(path)) return [];
    const lines = other[path] === undefined ? [] : changedLines(text, other[path]);
    return [{ kind: 'file', text: name }, code(text, path, { lines, mood })];
  });
  const gone = Object.keys(other).flatMap((path) =>
    mood === 'good' && files[path] === undefined ? (shownName(path) ?? []) : [],
  );
  const kept = same.flatMap((path) => shownName(path) ?? []);
  return [
    ...shown,
    ...(kept.length > 0 ? [words(`As above: ${joined(kept)}.`)] : []),
    ...(gone.length > 0 ? [words(`Without ${joined(gone)}.`)] : []),
  ];
}
