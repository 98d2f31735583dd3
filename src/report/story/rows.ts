/** The form of a story: sections of rows, each a word, what is to be said of it, and where that is written. */
import type { Spot, Written } from '../../engine/story/index.ts';
import { paragraph } from '../paragraph.ts';
import type { Marked, Style } from '../style.ts';
import { padEnd } from '../wrap.ts';

export interface Row {
  /** Absent: goes on with the row above. */
  readonly key?: string;
  /** Not yet escaped. */
  readonly text: string;
  readonly at?: Spot | null;
  /** Further words behind the place: the check. */
  readonly tail?: string;
  readonly mark?: Marked;
}

export interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
}

/** Wide enough for our own words and the titles of obligations. */
const KEY_WIDTH = 14;

export const shownSpot = ({ path, line }: Spot): string => `${path}:${line}`;

export function sectionLines({ title, rows }: Section, style: Style): readonly string[] {
  return [
    style.bold(title),
    ...rows.flatMap(({ key = '', text, at, tail, mark }) => {
      const lead = `  ${style.dim(padEnd(style.safe(key), KEY_WIDTH))} `;
      const symbol = mark ? `${mark.paint(mark.symbol)} ` : '';
      const place = [at ? shownSpot(at) : '', tail ?? ''].filter(Boolean).join('  ');
      return paragraph(lead + symbol, 2 + KEY_WIDTH + 1 + (mark ? 2 : 0), style.safe(text), style.width, {
        tail: { text: style.safe(place), paint: style.dim },
      });
    }),
  ];
}

/** Rows of one word: it is said once. */
export const under = (key: string, rows: readonly Row[]): readonly Row[] =>
  rows.map((row, index) => (index === 0 ? { ...row, key } : row));

/** `1.5 s`, `10 min`; a word in its place when a variable decides. */
export function duration(seconds: number | null): string {
  if (seconds === null) return 'a time that a variable decides';
  return seconds >= 60 && seconds % 60 === 0 ? `${seconds / 60} min` : `${Math.round(seconds * 1000) / 1000} s`;
}

/** What somebody wrote rather than Swarm's default. */
export const isWritten = (one: Written<unknown> | null): boolean => one !== null && one.at !== null;

const LONGEST_COMMAND = 300;

/** Words as they would be typed. */
export function commandText(argv: readonly string[]): string {
  const text = argv.map((word) => (needsQuotes(word) ? quoted(word) : word)).join(' ');
  return text.length > LONGEST_COMMAND ? `${text.slice(0, LONGEST_COMMAND)}…` : text;
}

/** A word that holds a variable is known as it was written, quotes and all. */
const needsQuotes = (word: string): boolean =>
  word === '' || (/[\s"'|;&<>()]/.test(word) && !/["']?\$/.test(word)) || /^[^"']*\s/.test(word);

const quoted = (word: string): string => (word.includes("'") ? `"${word}"` : `'${word}'`);
