/** What is known of a file while it is read. */
import type { Value } from '../code/program.ts';
import type { Unit } from './scopes.ts';
import type { Verdict } from './verdicts.ts';
import type { Viper } from './viper.ts';
import type { Wrapper } from './wrappers.ts';

export interface Reading {
  readonly path: string;
  readonly unit: Unit;
  readonly packages: ReadonlySet<string>;
  /** What the code does when a value is missing, by the node that gives it. */
  readonly verdicts: ReadonlyMap<number, Verdict>;
  /** Variables without which it stops, asked for by name. */
  readonly insisted: ReadonlySet<string>;
  /** Functions of this file that read a variable they are told, by their nodes. */
  readonly wrappers: Map<number, Wrapper | 'none'>;
  readonly viper: Viper;
  /** Values of names and of functions, by the node that gives them. */
  readonly values: Map<number, Value>;
}
