/** What a run rests on, told while it runs: so that a later one can find out whether anything is different. */
import type { Stats } from 'node:fs';
import type { GitAnswer } from './git-command.ts';

export interface Witness {
  /** What git said of the files below `root`. Not told where git was not asked, or had no answer. */
  readonly listed: (root: string, answer: GitAnswer) => void;
  /** A file that is about to be read. `path` is absolute; `kind` is absent for links and for what is not there. */
  readonly read: (path: string, kind?: Stats) => void;
}
