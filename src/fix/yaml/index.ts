/**
 * Edits of YAML: found in the document tree, made in the text, so that comments, anchors, order and style stay as they are. Every edit is proved: the
 * text is read again, and must hold what the old one held with this one thing changed.
 */
import { type Document, isAlias, isMap, isSeq, type YAMLMap } from 'yaml';
import type { Edit, Plain } from '../../kit/index.ts';
import type { TextEdit } from '../text-edit.ts';
import {
  entryOf,
  type Found,
  find,
  isShared,
  mergesIn,
  pairAt,
  pathOf,
  type Step,
  startsAt,
  valueAt,
  valueFound,
} from './find.ts';
import { moving } from './move.ts';
import { type Plan, proves, read } from './prove.ts';
import { outermost, removal } from './remove.ts';
import { addEntry, addItem, mapBelow, nest, replaceValue } from './set.ts';
import { columnOf, type Style, styleOf } from './style.ts';

export type YamlEdit = Extract<Edit, { readonly kind: 'value' | 'set' | 'append' | 'remove' | 'move' }>;

/** Undefined: it cannot be made without touching what it is not about. */
export function editYaml(text: string, edit: YamlEdit): readonly TextEdit[] | undefined {
  const document = read(text);
  const found = document && find(document, edit.at.start);
  const plan = document && found && planOf(document, text, found, edit);
  return plan && proves(document, text, plan) ? plan.edits : undefined;
}

function planOf(document: Document, text: string, found: Found, edit: YamlEdit): Plan | undefined {
  const style = styleOf(document, text);
  switch (edit.kind) {
    case 'value':
      return edit.everywhere || !isShared(document, found.steps, valueFound(document, found))
        ? planValue(text, found, edit.value, style)
        : undefined;
    case 'set':
      return planSet(document, text, found, edit.path, edit.value, style, edit.comment);
    case 'append':
      return planItem(document, text, found, edit.value, style);
    case 'remove':
      return planRemoval(document, text, found);
    case 'move': {
      const under = find(document, edit.under.start);
      return under && planMove(document, text, found, under, edit.path, style);
    }
  }
}

function planValue(text: string, found: Found, value: Plain, style: Style): Plan | undefined {
  const step = found.steps.at(-1);
  const path = pathOf(found.steps);
  const edit = step && valueEdit(text, step, value, style);
  return edit && path ? { edits: [edit], outcome: [{ path, value }] } : undefined;
}

/** Behind the colon of a key; where the value of an item begins. */
function valueEdit(text: string, step: Step, value: Plain, style: Style): TextEdit | undefined {
  const pair = pairAt(step);
  const node = pair ? pair.key : step.within.items[step.index];
  const start = startsAt(node);
  if (start === undefined || isAlias(valueAt(step))) return undefined;
  const end = (node as { range: [number, number, number] }).range[1];
  const stop = pair ? text.indexOf(':', end) + 1 : start;
  return replaceValue(text, step, columnOf(text, start), stop, value, style);
}

function planSet(
  document: Document,
  text: string,
  found: Found,
  path: readonly string[],
  value: Plain,
  style: Style,
  comment?: string,
): Plan | undefined {
  const steps = [...found.steps];
  const target = pathOf(steps);
  if (!target) return undefined;
  const outcome = [{ path: [...target, ...path], value }];
  let map = mapBelow(valueFound(document, found));
  for (let depth = 0; ; depth++) {
    if (map === null || isShared(document, steps, map)) return undefined;
    const last = steps.at(-1);
    const key = path[depth]!;
    const rest = path.slice(depth + 1);
    let edit: TextEdit | undefined;
    if (map === undefined || map.items.length === 0)
      edit = last && valueEdit(text, last, nest(path.slice(depth), value), style);
    else {
      const entry = entryOf(map, key);
      if (entry && rest.length > 0) {
        steps.push(entry);
        map = mapBelow(valueAt(entry));
        continue;
      }
      edit = entry
        ? valueEdit(text, entry, value, style)
        : mayMerge(document, map, key)
          ? undefined
          : addEntry(text, map, key, nest(rest, value), style, comment);
    }
    return edit && { edits: [edit], outcome };
  }
}

function planItem(document: Document, text: string, found: Found, value: Plain, style: Style): Plan | undefined {
  const list = valueFound(document, found);
  const path = pathOf(found.steps);
  if (!isSeq(list) || !path || isShared(document, found.steps, list)) return undefined;
  const edit = addItem(text, list, value, style);
  return edit && { edits: [edit], outcome: [{ path: [...path, list.items.length], value }] };
}

/** The key may come in by `<<`: written here, it would stand before all of what comes from there. */
function mayMerge(document: Document, map: YAMLMap, key: string): boolean {
  if (!mergesIn(map)) return false;
  const source = valueAt(entryOf(map, '<<')!);
  return (isSeq(source) ? source.items : [source]).some((one) => {
    const merged = isAlias(one) ? one.resolve(document) : one;
    return !isMap(merged) || entryOf(merged, key) !== undefined || mergesIn(merged);
  });
}

function planRemoval(document: Document, text: string, { steps }: Found): Plan | undefined {
  const kept = outermost(steps);
  const path = pathOf(kept);
  const last = kept.at(-1);
  if (!last || !path || isShared(document, kept, valueAt(last))) return undefined;
  const edit = removal(text, last);
  return edit && { edits: [edit], outcome: [{ path }] };
}

function planMove(
  document: Document,
  text: string,
  found: Found,
  under: Found,
  path: readonly string[],
  style: Style,
): Plan | undefined {
  const from = pathOf(found.steps);
  const to = pathOf(under.steps);
  const step = found.steps.at(-1);
  if (!from || !to || !step || isShared(document, found.steps, valueAt(step))) return undefined;
  const steps = [...under.steps];
  let map = mapBelow(valueFound(document, under));
  let depth = 0;
  for (; map && depth < path.length; depth++) {
    const entry = entryOf(map, path[depth]!);
    if (!entry) break;
    if (depth === path.length - 1) return undefined;
    steps.push(entry);
    map = mapBelow(valueAt(entry));
  }
  if (!map || isShared(document, steps, map) || mayMerge(document, map, path[depth]!)) return undefined;
  const edits = moving(text, step, map, path.slice(depth), style);
  const value = (document.getIn(from, true) as { toJS(document: Document): unknown } | null)?.toJS(document);
  return edits && { edits, outcome: [{ path: from }, { path: [...to, ...path], value }] };
}
