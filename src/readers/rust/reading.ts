/** Answers already found in one file, by the id of the node. */
import type { Meaning, Value } from '../code/program.ts';

export interface Reading {
  readonly path: string;
  readonly meanings: Map<number, Meaning | undefined>;
  readonly values: Map<number, Value>;
}

export const newReading = (path: string): Reading => ({ path, meanings: new Map(), values: new Map() });
