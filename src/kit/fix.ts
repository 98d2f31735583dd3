/** What a check may offer to change. It says what becomes of which place; `src/fix` finds the characters. */
import type { Span } from '../source/index.ts';

/** A value as YAML and JSON can hold it. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

export type Edit =
  /** Any file: the characters of the place become others, exactly these. */
  | { readonly kind: 'text'; readonly at: Span; readonly text: string }
  /** Any file: a line of its own before or behind those of the place, indented as the first of them; `instead` of them, where an empty text takes them out. */
  | { readonly kind: 'line'; readonly at: Span; readonly where: 'before' | 'after' | 'instead'; readonly text: string }
  /** YAML, JSON: what stands at the place, or behind the key that does, becomes another value. `everywhere`: right also for all that share it by an alias. */
  | { readonly kind: 'value'; readonly at: Span; readonly value: Plain; readonly everywhere?: true }
  /**
   * YAML, JSON: the key at the end of the path, below the mapping at the place or behind the key there, gets this value. Mappings on the way are made
   * where they are missing. `comment` stands above what is new.
   */
  | {
      readonly kind: 'set';
      readonly at: Span;
      readonly path: readonly [string, ...string[]];
      readonly value: Plain;
      readonly comment?: string;
    }
  /** YAML: the list at the place, or behind the key there, gets one more item at its end. */
  | { readonly kind: 'append'; readonly at: Span; readonly value: Plain }
  /** YAML, JSON: the entry or item at the place goes, with the comment above it, and the mapping or list that would be empty without it. */
  | { readonly kind: 'remove'; readonly at: Span }
  /** YAML: the entry of a mapping whose key is at the place goes below the mapping at `under`, as `set` would put it there; comments stay with it. */
  | { readonly kind: 'move'; readonly at: Span; readonly under: Span; readonly path: readonly [string, ...string[]] };

/** `safe`: nothing changes but that it works. `suggested`: right as a rule; somebody has to look at it. */
export type Safety = 'safe' | 'suggested';

/** All of it or nothing. */
export interface Fix {
  /** In the imperative: `Quote the value`. */
  readonly title: string;
  readonly safety: Safety;
  readonly edits: readonly [Edit, ...Edit[]];
  /** Checks that may complain in its place: what they say is true, and less bad than what is mended. */
  readonly brings?: readonly string[];
}
