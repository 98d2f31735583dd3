/** Paths relative to the root, with `/`, and the text of each file. */
export type FileTree = Readonly<Record<string, string>>;

/** One file as a reader receives it. */
export interface Source {
  readonly path: string;
  readonly text: string;
}
