/** What a change to the repository touches. */

/** One run of lines. */
export type ChangedLines =
  /** As they are now, counted from 1, both included. */
  | { readonly first: number; readonly last: number }
  /** Lines that stood below line `below` are gone; `indent`: of the first of them that was not blank. */
  | { readonly below: number; readonly indent: number };

/** By path; `all`: the file is new, or nobody can tell its lines. A deleted file has none. */
export type Change = ReadonlyMap<string, readonly ChangedLines[] | 'all'>;
