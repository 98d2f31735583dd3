/** What the server needs of the disk; the command line brings it. Nothing here is ever written. */
import type { Discovery } from '../discover/index.ts';
import type { Loaded } from '../discover/load.ts';
import type { Parsers, Reader, Settings } from '../facts/index.ts';
import type { AddsComment } from '../readers/added-comment.ts';
import type { FileTree, Located } from '../source/index.ts';

export interface Found extends Discovery {
  /** The folder that was asked for, links resolved: the root, or below it where a configuration above holds for it. */
  readonly folder: string;
}

export interface SettingsLook {
  readonly settings: Settings;
  /** Files of the configuration by their paths. */
  readonly files: ReadonlyMap<string, string>;
  /** With complaints nothing is set. */
  readonly complaints: readonly (Located & { readonly message: string; readonly hint: string })[];
}

export interface Disk {
  /** All of a folder, or one file of it; `undefined`: it is gone. */
  readonly discover: (folder: string, file?: string) => Promise<Found | undefined>;
  /** Reads files below a root. */
  readonly loader: (root: string) => (path: string) => Loaded;
  readonly exists: (path: string) => boolean;
  /** `texts`: of files that an editor holds, by their paths; they stand above the disk. */
  readonly settings: (
    root: string,
    listing: readonly string[],
    texts: ReadonlyMap<string, string>,
  ) => Promise<SettingsLook>;
  /** Loads what these files need on top of what was loaded before. */
  readonly prepare: (
    tree: FileTree,
    readers: readonly Reader[],
  ) => Promise<{ readonly readers: readonly Reader[]; readonly parsers: Parsers }>;
  /** Tells a comment from a piece of a text; `undefined`: nothing reads files like this one. */
  readonly addedComment: (path: string, text: string) => Promise<AddsComment | undefined>;
  /** The top of the repository a file lies in, for files that no folder of the editor holds. */
  readonly topOf: (file: string) => string | undefined;
  /** Where a directory lies in its repository; `undefined`: in none. */
  readonly folderInRepository: (directory: string) => string | undefined;
  /** `2027-03-31` */
  readonly today: () => string;
}
