/** The language in which the tables say what Swarm's loader accepts. */
import type { Weight } from './notes.ts';

export type ValueType = 'string' | 'number' | 'integer' | 'boolean' | 'null' | 'map' | 'list';

/** What a value must look like. */
export interface Shape {
  readonly types: readonly ValueType[];
  /** Keys of a map. */
  readonly keys?: Readonly<Record<string, Field>>;
  /** Keys that are not listed: this shape when they match `keyPattern`, refused when absent, anything when `true`. */
  readonly others?: Shape | true;
  readonly keyPattern?: RegExp;
  /** Minor version of schema 3 from which a mapping may stand here. */
  readonly mapSince?: number;
  /** Minor version of schema 3 from which keys that are not listed pass. */
  readonly othersSince?: number;
  /** What to write instead of keys that are not known. */
  readonly unknown?: Readonly<Record<string, string>>;
  /** Minor version of schema 3 from which `x-…` keys are allowed; absent: never. */
  readonly extensionsSince?: number;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly unique?: true;
  readonly format?: 'duration';
  readonly oneOf?: readonly string[];
  /** Keys that are not listed are taken and dropped: what that costs. */
  readonly drops?: string;
  readonly minimum?: number;
  /** What an interpolated value is turned into before its type is checked. */
  readonly cast?: 'integer' | 'number' | 'boolean';
}

/** One key: its shape, and what becomes of it. */
export interface Field {
  readonly shape: Shape;
  /** Minor version of schema 3 that brought it; refused below. */
  readonly since?: number;
  /** Accepted and dropped. `said`: the command line prints that it ignores the key. */
  readonly ignored?: 'silently' | 'said';
  /** Refused, with a text of its own. */
  readonly forbidden?: true;
  /** What dropping or refusing it costs. */
  readonly cost?: string;
  readonly weight?: Weight;
  /** Values that ask for nothing but what Swarm does anyway. */
  readonly harmless?: readonly string[];
  readonly instead?: string;
}

export const text: Shape = { types: ['string'] };
export const flag: Shape = { types: ['boolean'], cast: 'boolean' };
export const integer: Shape = { types: ['integer'], cast: 'integer' };
/** Counts are unsigned in the command line. */
export const count: Shape = { ...integer, minimum: 0 };
export const duration: Shape = { types: ['string'], format: 'duration' };
export const anything: Shape = { types: ['string', 'number', 'boolean', 'null', 'map', 'list'], others: true };
const plain: Shape = { types: ['string', 'number', 'null'] };

export const list = (items: Shape, unique?: true): Shape => ({ types: ['list'], items, unique });
export const texts = list(text, true);
export const textOrTexts: Shape = { types: ['string', 'list'], items: text, unique: true };
export const words: Shape = { types: ['string', 'list'], items: text };
/** `{ A: 1 }` or `[A=1]`. */
export const pairs: Shape = { types: ['map', 'list'], others: plain, items: text, unique: true };
export const mapOf = (keys: Readonly<Record<string, Field>>, more: Partial<Shape> = {}): Shape => ({
  types: ['map'],
  keys,
  ...more,
});
export const namesTo = (others: Shape, more: Partial<Shape> = {}): Shape => ({ types: ['map'], others, ...more });

/** Fields that are simply honoured. */
export const fields = (shapes: Readonly<Record<string, Shape>>): Readonly<Record<string, Field>> =>
  Object.fromEntries(Object.entries(shapes).map(([key, shape]) => [key, { shape }]));
