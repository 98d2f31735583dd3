/** What a value says as far as the text decides it. */
import { joinPath } from '../../source/index.ts';
import type { Argument, CallSite, Meaning, Value } from './program.ts';
import type { Slot } from './row.ts';

/** `redis.Redis().get`; of an instance of a class `Request().file`. */
export const nameOf = ({ module, path }: Meaning): string =>
  path === '' ? module : module === '' || path.startsWith('()') ? `${module}${path}` : `${module}.${path}`;

/** `absent`: not written; `unknown`: it may be among arguments that only exist at run time. */
export function slotOf(call: CallSite, slot: Slot): Value | 'absent' | 'unknown' {
  for (const one of Array.isArray(slot) ? slot : [slot]) {
    const found = argumentOf(call.arguments, one as number | string);
    if (found) return found;
  }
  return call.open ? 'unknown' : 'absent';
}

function argumentOf(given: readonly Argument[], slot: number | string): Value | undefined {
  if (typeof slot === 'string') return given.find(({ name }) => name === slot)?.value;
  return given.filter(({ name }) => name === undefined)[slot]?.value;
}

/** The literal a value comes to: of a read of the environment its fallback, of joined parts their text. */
export function literalOf(value: Value): string | number | boolean | null | undefined {
  switch (value.kind) {
    case 'literal':
      return value.literal;
    case 'environment':
      return value.fallback === undefined ? undefined : literalOf(value.fallback);
    case 'joined': {
      const parts = value.parts.map(literalOf);
      if (parts.some((part) => part === undefined || part === null)) return undefined;
      return value.by === '/' ? pathOf(parts.map(String)) : parts.join('');
    }
    default:
      return undefined;
  }
}

/** Later absolute parts win, as path libraries have it. */
function pathOf(parts: readonly string[]): string {
  let text = '';
  for (const part of parts) text = part.startsWith('/') || text === '' ? part : `${text}/${part}`;
  if (text.startsWith('/')) return `/${joinPath('', text.slice(1)) ?? text.slice(1)}`;
  return joinPath('', text) ?? text;
}

export const textOf = (value: Value): string | undefined => {
  const literal = literalOf(value);
  return typeof literal === 'string' ? literal : undefined;
};

/** The folder of a path whose end is only known at run time: of `/data/${name}` it is `/data`. */
export function folderOf(value: Value): string | undefined {
  if (value.kind !== 'joined') return undefined;
  const end = value.parts.findIndex((part) => {
    const literal = literalOf(part);
    return literal === undefined || literal === null;
  });
  const start = { ...value, parts: value.parts.slice(0, end === -1 ? undefined : end) };
  const inner = end === -1 || value.by === '' ? undefined : folderOf(value.parts[end]!);
  const text = [textOf(start), inner].filter((part) => part).join('/');
  const folder = value.by === '/' ? text : text.slice(0, Math.max(0, text.lastIndexOf('/')));
  return folder === '' || folder === '.' || /^\w+:\//.test(folder) ? undefined : folder;
}

/** The variable of the environment that decides a value. */
export function variableIn(value: Value): string | undefined {
  switch (value.kind) {
    case 'environment':
      return value.name;
    case 'joined':
      return first(value.parts, variableIn);
    case 'either':
      return first(value.values, variableIn);
    // `int(os.getenv("PORT"))`, `URL.parse(…)`: the call only changes the form.
    case 'member':
      return first(
        (value.arguments ?? []).map((argument) => argument.value),
        variableIn,
      );
    default:
      return undefined;
  }
}

function first<T, R>(items: readonly T[], pick: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = pick(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The item of a mapping under `a.b`. */
export function itemOf(value: Value, path: string): Value | undefined {
  let found: Value | undefined = value;
  for (const key of path.split('.')) {
    if (found?.kind !== 'map') return undefined;
    found = found.entries.find((entry) => entry.key === key)?.value;
  }
  return found;
}
