/** The proof of an edit: the text that it leaves, read again, against what the document must hold then. */
import { isDeepStrictEqual } from 'node:util';
import { type Document, parseDocument } from 'yaml';
import { applyEdits, type TextEdit } from '../text-edit.ts';

type Path = readonly (string | number)[];

/** What is written, and what the document must hold then: each path with its value, or without one. */
export interface Plan {
  readonly edits: readonly TextEdit[];
  readonly outcome: readonly { readonly path: Path; readonly value?: unknown }[];
}

/**
 * Reports ask for the fixes of one file one after another, and of a fix with several edits each begins where the one before was proved: by text,
 * the one that was asked for last behind.
 */
const known = new Map<string, Document | undefined>();
const most = 4;

/** Undefined: it is no YAML. To be looked at only: others get the same document. */
export const read = (text: string): Document | undefined => {
  const document = known.has(text) ? known.get(text) : parsed(text);
  known.delete(text);
  known.set(text, document);
  if (known.size > most) known.delete(known.keys().next().value!);
  return document;
};

const parsed = (text: string): Document | undefined => {
  const document = parseDocument(text, { uniqueKeys: false, strict: false, logLevel: 'silent', version: '1.2' });
  // What follows a second marker is another document, which nobody reads: its error is no obstacle.
  return document.errors.every(({ code }) => code === 'MULTIPLE_DOCS') ? document : undefined;
};

/** Nothing but the outcome has changed. */
export function proves(document: Document, text: string, { edits, outcome }: Plan): boolean {
  const after = read(applyEdits(text, edits));
  if (!after) return false;
  try {
    const expected = document.toJS();
    for (const { path, ...rest } of outcome) if (!put(expected, path, rest)) return false;
    return isDeepStrictEqual(after.toJS(), expected);
  } catch {
    // More aliases than the parser unfolds.
    return false;
  }
}

type Holder = Record<string | number, unknown>;

function put(root: unknown, path: Path, outcome: { readonly value?: unknown }): boolean {
  let holder = root as Holder;
  for (const key of path.slice(0, -1)) {
    if (holder[key] === null || holder[key] === undefined) holder[key] = {};
    holder = holder[key] as Holder;
    if (typeof holder !== 'object') return false;
  }
  const last = path.at(-1);
  if (last === undefined) return false;
  if ('value' in outcome) holder[last] = outcome.value;
  else if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else delete holder[last];
  return true;
}
