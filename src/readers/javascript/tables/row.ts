/** The shape of the tables: what a call into a library means for a second replica. */
import type { StateFact } from '../../../facts/code.ts';

export type Scope = StateFact['scope'];

/** Where a value is: an argument, counted from 0, or a property of the options, `a.b` for one inside another. */
export type Slot = number | string;

/** The place of the state depends on an option: its value is looked up among the stores. */
export interface Choice {
  readonly option: Slot;
  /** What holds without the option. Absent: then nothing is reported. */
  readonly absent?: Scope;
  /** What text in the option means. */
  readonly words?: Readonly<Record<string, Scope>>;
  /** What a value that leads to no known store means; `unknown` unless given. */
  readonly other?: Scope;
}

export interface Condition {
  readonly slot: Slot;
  /**
   * `present`, `absent`: whether it is written. A list: it has one of these values.
   * `random`: it is made up when the program starts. `text`: it is text that the program itself decides. `file`: it writes to a file.
   */
  readonly is: 'present' | 'absent' | 'random' | 'text' | 'file' | readonly (string | number | boolean)[];
}

export interface Row {
  readonly kind: StateFact['kind'];
  /** Package the file imports; `global` for the runtime's names, `node:…` for its modules. */
  readonly module: string;
  /** Members of the library: '' is what it exports itself, `Server`, `().listen`. One row may list spellings of one thing. */
  readonly callee: readonly string[];
  /** `plugin`: handed to `register` or `use` of a framework. `member`: any method of that name, in a file that imports the library. */
  readonly how: 'call' | 'new' | 'any' | 'decorator' | 'plugin' | 'member';
  /** Argument with the options: 0 unless given, 1 for plugins. */
  readonly options?: number;
  readonly when?: readonly Condition[];
  readonly scope: Scope | Choice;
  /** Where the file or folder is named. State below the temporary folder or in memory is left out. */
  readonly path?: Slot;
  /** Only when it runs once, at the start. */
  readonly once?: boolean;
  /** Packages that move the state out of the process, when the same file imports one. */
  readonly sharedBy?: readonly string[];
  /** For schedulers and migrations: only one replica does it, by the library's own means. */
  readonly locked?: boolean;
  /** For migrations: it drops what is there first. */
  readonly destroys?: true;
  /** For log sinks: it sends lines to a collector. */
  readonly ships?: true;
  readonly label: string;
  readonly confidence: 'high' | 'medium' | 'low';
  /** Text that must be in the file for a look at it, when the library's name alone would be everywhere. */
  readonly triggers?: readonly string[];
}
