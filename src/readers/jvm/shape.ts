/** Syntax of Java and Kotlin in one set of words: what it means is said once for both. */
import type { Node } from 'web-tree-sitter';

/** An argument: `value`, or `name = value`. */
export interface Given {
  readonly name?: string;
  readonly node: Node;
  readonly spread?: true;
  /** A lambda behind the parentheses: it fills no place among them. */
  readonly behind?: true;
}

export interface Annotation {
  readonly node: Node;
  /** As written: `Scheduled`, `org.x.Scheduled`. */
  readonly name: string;
  readonly given: readonly Given[];
}

export interface Variable {
  readonly node: Node;
  readonly name: string;
  /** Without arguments and marks of nullability; absent where it is inferred or has no name. */
  readonly type?: string;
  readonly value?: Node;
  readonly annotations: readonly Annotation[];
}

export interface Base {
  readonly type: string;
  readonly given: readonly Given[];
}

export type Shape =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'self' }
  | { readonly kind: 'member'; readonly object: Node; readonly name: string }
  | { readonly kind: 'call'; readonly object?: Node; readonly name: string; readonly given: readonly Given[] }
  | { readonly kind: 'new'; readonly type: string; readonly given: readonly Given[] }
  | { readonly kind: 'text'; readonly parts: readonly (string | Node)[] }
  | { readonly kind: 'literal'; readonly literal: number | boolean | null }
  | { readonly kind: 'list'; readonly items: readonly Node[] }
  | { readonly kind: 'operation'; readonly operator: string; readonly left: Node; readonly right: Node }
  | { readonly kind: 'not'; readonly node: Node }
  | { readonly kind: 'choice'; readonly condition: Node; readonly yes?: Node; readonly no?: Node }
  /** Parentheses, a cast; `insists`: it stops where there is nothing. */
  | { readonly kind: 'inside'; readonly node: Node; readonly insists?: true }
  | { readonly kind: 'assignment'; readonly left: Node; readonly right: Node }
  | { readonly kind: 'item'; readonly object: Node; readonly index: Node }
  | { readonly kind: 'lambda'; readonly parameters: readonly Variable[]; readonly body?: Node }
  | {
      readonly kind: 'class';
      readonly name: string;
      /** Kotlin's `object`: there is one of it. */
      readonly single: boolean;
      readonly annotations: readonly Annotation[];
      /** Of the primary constructor: fields as well. */
      readonly parameters: readonly Variable[];
      readonly bases: readonly Base[];
      readonly body?: Node;
    }
  | {
      readonly kind: 'function';
      /** Absent: a constructor, or a block that runs when the class is loaded. */
      readonly name?: string;
      readonly annotations: readonly Annotation[];
      readonly parameters: readonly Variable[];
      readonly body?: Node;
    }
  | { readonly kind: 'variables'; readonly fixed: boolean; readonly variables: readonly Variable[] }
  /** Holds nothing that runs. */
  | { readonly kind: 'skip' }
  | { readonly kind: 'other' };

export type ShapeOf = (node: Node) => Shape;
