/** Tables that fit the width: columns that do not are left out. */
import type { Style } from './style.ts';
import { clip, padEnd, padStart, widthOf } from './wrap.ts';

export interface Column<Row> {
  /** Lines above the cells; the last stands next to them. */
  readonly title: readonly string[];
  readonly cell: (row: Row) => string;
  readonly right?: true;
  readonly paint?: (row: Row, text: string) => string;
  /** Dropped when the line is too narrow, the smallest number first; the two that are worth most always stay. */
  readonly worth: number;
  /** It may be shortened to this width when it stands last. */
  readonly shortest?: number;
  /** Its titles say it in colours of their own. */
  readonly paintTitle?: (text: string, line: number) => string;
}

export const GAP = 2;

interface Sized<Row> extends Column<Row> {
  readonly width: number;
}

const sized = <Row>(columns: readonly Column<Row>[], rows: readonly Row[]): readonly Sized<Row>[] =>
  columns.map((column) => ({
    ...column,
    width: Math.max(...column.title.map(widthOf), ...rows.map((row) => widthOf(column.cell(row)))),
  }));

function fitting<Row>(all: readonly Sized<Row>[], width: number): readonly Sized<Row>[] {
  const least = ({ shortest, width: full }: Sized<Row>): number => GAP + Math.min(full, shortest ?? full);
  let shown = all;
  while (shown.length > 2 && shown.reduce((sum, column) => sum + least(column), 0) - GAP > width) {
    const worst = Math.min(...shown.map(({ worth }) => worth));
    shown = shown.filter(({ worth }) => worth !== worst);
  }
  return shown;
}

export interface Table<Row> {
  readonly head: readonly string[];
  readonly line: (row: Row) => string;
  readonly width: number;
}

/** `rows` decide the widths; lines are made one by one, so that they can be parted by headings. */
export function tableOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[], style: Style): Table<Row> {
  const shown = fitting(sized(columns, rows), style.width);
  const line = (
    cellOf: (column: Sized<Row>) => string,
    paint: (column: Sized<Row>, text: string) => string,
  ): string => {
    let used = 0;
    const cells = shown.map((column, at) => {
      const last = at === shown.length - 1;
      const text = last ? clip(cellOf(column), Math.max(4, style.width - used), style.symbols.more) : cellOf(column);
      used += column.width + GAP;
      const padded = column.right ? padStart(text, column.width) : last ? text : padEnd(text, column.width);
      return paint(column, padded);
    });
    return cells.join(' '.repeat(GAP)).trimEnd();
  };
  const height = Math.max(...shown.map(({ title }) => title.length));
  const head = Array.from({ length: height }, (_, at) =>
    line(
      ({ title }) => title[title.length - height + at] ?? '',
      ({ paintTitle = style.dim }, text) => paintTitle(text, at),
    ),
  );
  return {
    head,
    line: (row) =>
      line(
        ({ cell }) => cell(row),
        ({ paint }, text) => (paint === undefined ? text : paint(row, text)),
      ),
    width: shown.reduce((sum, column) => sum + column.width + GAP, -GAP),
  };
}
