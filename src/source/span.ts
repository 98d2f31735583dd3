/** A half-open range of UTF-16 offsets in one file. */
export interface Span {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** Something that remembers where it was written. */
export interface Located {
  readonly at: Span;
}

/** A piece of text as written (`raw`) and as it will be at run time (`value`, absent when that cannot be known). */
export interface Text extends Located {
  readonly raw: string;
  readonly value?: string;
}

/** Something that could not be read or decided: reported with its place, never scored, never guessed. */
export interface Gap extends Located {
  readonly why: string;
  /** The service this leaves undecided, when it is about one. */
  readonly service?: string;
}

export const span = (file: string, start: number, end: number): Span => ({ file, start, end });

/** The first character of a file: where a remark about the whole file points. */
export const startOf = (file: string): Span => span(file, 0, 0);

export const contains = (outer: Span, inner: Span): boolean =>
  outer.file === inner.file && outer.start <= inner.start && inner.end <= outer.end;
