/** Compares a document with the tables, key by key. Everything is reported: the real loader stops at the first. */
import type { Entry, Node, Scalar } from '../compose.ts';
import type { LoaderNote } from './notes.ts';
import type { Field, Shape, ValueType } from './shape.ts';

/** A Go duration. */
const durationPattern = /^[+-]?(?:0|(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;

const typeNames: Readonly<Record<ValueType, string>> = {
  string: 'a string',
  number: 'a number',
  integer: 'an integer',
  boolean: 'a boolean',
  null: 'null',
  map: 'a mapping',
  list: 'a list',
};

/** `minor`: minor version of schema 3 that the file declares. */
export function walk(root: Node, shape: Shape, minor: number): readonly LoaderNote[] {
  const notes: LoaderNote[] = [];
  const note = (at: LoaderNote['at'], path: readonly string[], rest: Omit<LoaderNote, 'at' | 'path' | 'key'>) =>
    notes.push({ at, path: path.join('.'), key: path.at(-1) ?? '(root)', ...rest });

  const check = (node: Node, shape: Shape, path: readonly string[], at: LoaderNote['at'], advice?: string): void => {
    const wrong = typeProblem(node, shape);
    if (wrong) {
      note(at, path, {
        verdict: 'rejected',
        stage: 'schema',
        message: wrong.message,
        instead: wrong.instead ?? advice,
      });
      return;
    }
    if (node.kind === 'map') {
      if (shape.mapSince !== undefined && shape.mapSince > minor)
        note(at, path, {
          verdict: 'rejected',
          stage: 'schema',
          needs: shape.mapSince,
          message: `the long form needs version 3.${shape.mapSince} or newer`,
        });
      for (const entry of node.entries) checkEntry(entry, shape, path);
      for (const key of shape.required ?? []) {
        if (!node.entries.some((entry) => entry.key === key))
          note(at, path, { verdict: 'rejected', stage: 'schema', message: `${key} is required` });
      }
    } else if (node.kind === 'list') {
      const seen = new Set<string>();
      for (const [index, item] of node.items.entries()) {
        const here = [...path, String(index)];
        if (shape.items) check(item, shape.items, here, item.at);
        const text = JSON.stringify(plainOf(item));
        if (shape.unique && seen.has(text))
          note(item.at, here, {
            verdict: 'rejected',
            stage: 'schema',
            message: 'the list must not hold the same item twice',
          });
        seen.add(text);
      }
    }
  };

  const checkEntry = (entry: Entry, shape: Shape, path: readonly string[]): void => {
    const { key, keyType, value, at } = entry;
    const here = [...path, key];
    if (keyType !== 'string') {
      note(at, here, {
        verdict: 'rejected',
        stage: 'yaml',
        message: 'keys must be strings',
        instead: `quote it: "${key}"`,
      });
      return;
    }
    const field: Field | undefined = shape.keys && Object.hasOwn(shape.keys, key) ? shape.keys[key] : undefined;
    if (field?.forbidden)
      note(at, here, {
        verdict: 'rejected',
        stage: 'forbidden',
        message: 'the key is not supported',
        instead: field.instead,
      });
    else if (field && field.since !== undefined && field.since > minor) {
      note(at, here, {
        verdict: 'rejected',
        stage: 'version',
        needs: field.since,
        message: `it came with version 3.${field.since}, the file declares 3.${minor}`,
        instead: `declare version: "3.${field.since}" or leave version out`,
      });
    } else if (field) {
      if (field.ignored)
        note(at, here, {
          verdict: 'ignored',
          stage: 'convert',
          message: field.cost ?? 'it has no effect',
          instead: field.instead,
          weight: asksForMore(value, field) ? field.weight : 'none',
        });
      check(value, field.shape, here, at, field.instead);
    } else if (key.startsWith('x-') && shape.extensionsSince !== undefined) {
      if (shape.extensionsSince > minor)
        note(at, here, {
          verdict: 'rejected',
          stage: 'version',
          needs: shape.extensionsSince,
          message: `x- keys came with version 3.${shape.extensionsSince}, the file declares 3.${minor}`,
        });
    } else if (shape.others === true) {
      if (shape.othersSince !== undefined && shape.othersSince > minor)
        note(at, here, {
          verdict: 'rejected',
          stage: 'version',
          needs: shape.othersSince,
          message: 'the key is not known to this version',
        });
      else if (shape.drops && !key.startsWith('x-'))
        note(at, here, { verdict: 'ignored', stage: 'convert', message: shape.drops });
    } else if (shape.others && (!shape.keyPattern || shape.keyPattern.test(key))) check(value, shape.others, here, at);
    else
      note(at, here, {
        verdict: 'rejected',
        stage: 'schema',
        message: 'the key is not known',
        instead: shape.unknown && Object.hasOwn(shape.unknown, key) ? shape.unknown[key] : undefined,
      });
  };

  check(root, shape, [], root.at);
  return notes;
}

/** Nothing, `false` and the like ask for what happens anyway. */
const asksForMore = (value: Node, { harmless = [] }: Field): boolean =>
  value.kind === 'scalar'
    ? value.value !== '' && value.type !== 'null' && ![...harmless, 'false'].includes(value.value ?? '')
    : (value.kind === 'list' ? value.items : value.entries).length > 0;

/** `a`, `a or b`, `a, b or c`. */
const oneOf = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;

function typeProblem(node: Node, shape: Shape): { readonly message: string; readonly instead?: string } | undefined {
  const must = () => `it must be ${oneOf(shape.types.map((type) => typeNames[type]))}`;
  if (node.kind !== 'scalar') return shape.types.includes(node.kind) ? undefined : { message: must() };
  const interpolated = node.parts.some((part) => typeof part !== 'string');
  if (interpolated && node.invalid === undefined && shape.cast) return castProblem(node, shape.cast, shape.minimum);
  const type = node.type;
  const fits =
    shape.types.includes(type) || (type === 'number' && shape.types.includes('integer') && isInteger(node.raw));
  if (!fits) {
    const quote = shape.types.includes('string') && (type === 'number' || type === 'boolean');
    const unquote =
      type === 'string' &&
      node.quoted &&
      (shape.types.includes('integer') || shape.types.includes('number')) &&
      /^\d+$/.test(node.raw);
    return {
      message: must(),
      instead: quote
        ? shape.format === 'duration'
          ? `write it with a unit: ${node.raw}s`
          : `quote it: "${node.raw}"`
        : unquote
          ? `leave out the quotes: ${node.raw}`
          : undefined,
    };
  }
  if (shape.minimum !== undefined && Number(node.value) < shape.minimum) return { message: 'it must not be negative' };
  if (type !== 'string' || node.value === undefined) return undefined;
  if (shape.format === 'duration' && !durationPattern.test(node.value))
    return { message: 'it must be a duration with a unit', instead: 'write it like 30s or 1m30s' };
  if (shape.oneOf && !shape.oneOf.includes(node.value)) return { message: `it must be ${shape.oneOf.join(' or ')}` };
  return undefined;
}

/** A value put in by interpolation is text; only some keys turn it back into what they need. */
function castProblem(
  { value }: Scalar,
  cast: NonNullable<Shape['cast']>,
  minimum?: number,
): { readonly message: string } | undefined {
  if (value === undefined) return undefined;
  const fits =
    cast === 'boolean'
      ? /^(y|yes|true|on|n|no|false|off)$/i.test(value)
      : cast === 'integer'
        ? /^[+-]?\d+$/.test(value)
        : value.trim() !== '' && Number.isFinite(Number(value));
  if (fits && minimum !== undefined && Number(value) < minimum) return { message: 'it must not be negative' };
  return fits ? undefined : { message: `the value of its variable cannot be read as ${typeNames[cast]}` };
}

const isInteger = (raw: string): boolean =>
  /^[+-]?(\d[\d_]*|0x[\da-f]+|0o?[0-7]+|0b[01]+|\d+\.0*|\d+e\+?\d+)$/i.test(raw);

function plainOf(node: Node): unknown {
  if (node.kind === 'scalar') {
    // Items are compared after interpolation, when a number put in by a variable has become one.
    const interpolated = node.parts.some((part) => typeof part !== 'string');
    const value = node.value ?? node.raw;
    return `${interpolated && /^\d+$/.test(value) ? 'number' : node.type} ${value}`;
  }
  return node.kind === 'list' ? node.items.map(plainOf) : node.entries.map(({ key, value }) => [key, plainOf(value)]);
}
