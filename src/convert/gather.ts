/** One document out of several: files laid over each other, `include`, `extends`. */
import { isMap, isSeq, type Node, type YAMLMap } from 'yaml';
import { directoryOf, joinPath } from '../source/index.ts';
import { ConvertError } from './change.ts';
import {
  type Draft,
  expanded,
  keyOf,
  type Origins,
  openDraft,
  placeOf,
  resolve,
  slotOf,
  slotsOf,
  valueAt,
} from './draft.ts';
import { ownMap, put, removePair, textOf } from './edit.ts';
import type { Job, Request } from './job.ts';
import { mergeMaps, mergeValues } from './merge.ts';
import { rebaseService } from './relative.ts';

const sections = ['services', 'networks', 'volumes', 'secrets', 'configs'] as const;
/** Files of one conversion: more are a circle, or an attack. */
const mostFiles = 200;

interface Gathering {
  readonly request: Request;
  readonly origins: Origins;
  readonly tell: Job['tell'];
  files: number;
}

export function gather(request: Request, first: Draft, tell: Job['tell']): void {
  const gathering: Gathering = { request, origins: first.origins, tell, files: 0 };
  open(gathering, first, [first.path]);
  for (const file of request.files.slice(1)) {
    const over = openDraft(file.path, file.text, first.origins);
    open(gathering, over, [file.path], directoryOf(first.path));
    mergeMaps(first, first.root, expanded(over, over.root) as YAMLMap);
    tell({ kind: 'note', path: file.path, reason: `laid over ${first.path} as docker compose does it` });
  }
}

/** Follows what a document includes and extends. `base`: paths in it are relative to this directory. */
function open(gathering: Gathering, draft: Draft, chain: readonly string[], base = directoryOf(draft.path)): void {
  const services = valueAt(draft, draft.root, 'services');
  if (isMap(services)) {
    for (const { key } of slotsOf(draft, services)) extend(gathering, draft, services, key, [], base, chain);
  }
  include(gathering, draft, chain, base);
}

function extend(
  gathering: Gathering,
  draft: Draft,
  services: YAMLMap,
  name: string,
  before: readonly string[],
  base: string,
  chain: readonly string[],
): void {
  const slot = slotOf(draft, services, name);
  const from = isMap(slot?.value) ? slotOf(draft, slot.value, 'extends') : undefined;
  if (!slot || !isMap(slot.value) || !from?.value) return;
  const at = placeOf(draft.origins, from.pair.key);
  if (before.includes(name))
    throw new ConvertError(`services extend each other in a circle: ${[...before, name].join(', ')}`, at);
  const wanted = isMap(from.value) ? textOf(valueAt(draft, from.value, 'service')) : textOf(from.value);
  const file = isMap(from.value) ? textOf(valueAt(draft, from.value, 'file')) : undefined;
  if (wanted === undefined) throw new ConvertError('extends names no service', at);
  const low = file === undefined ? ofThisFile() : ofOtherFile(file);
  const high = expanded(draft, slot.value) as YAMLMap;
  removePair(high, 'extends');
  for (const key of ['extends', 'profiles']) removePair(low, key);
  const merged = mergeValues(draft, '', low, high);
  put(services, name, merged);
  gathering.tell({
    kind: 'rewritten',
    path: `services.${name}.extends`,
    reason: `Swarm refuses it: what ${wanted} says${file === undefined ? '' : ` in ${file}`} is written out`,
    node: from.pair.key,
  });

  function ofThisFile(): YAMLMap {
    extend(gathering, draft, services, wanted!, [...before, name], base, chain);
    const value = valueAt(draft, services, wanted!);
    if (!isMap(value)) throw new ConvertError(`there is no service ${wanted} to extend`, at);
    return expanded(draft, value) as YAMLMap;
  }

  function ofOtherFile(written: string): YAMLMap {
    const path = joinPath(base, written);
    const other = read(gathering, path, written, at, chain);
    const theirs = valueAt(other, other.root, 'services');
    const folder = directoryOf(other.path);
    if (isMap(theirs)) extend(gathering, other, theirs, wanted!, [], folder, [...chain, other.path]);
    const value = valueAt(other, theirs, wanted!);
    if (!isMap(value)) throw new ConvertError(`${written} has no service ${wanted}`, at);
    const copy = expanded(other, value) as YAMLMap;
    rebaseService(copy, folder, base);
    return copy;
  }
}

function read(
  gathering: Gathering,
  path: string | undefined,
  written: string,
  at: ReturnType<typeof placeOf>,
  chain: readonly string[],
): Draft {
  if (path !== undefined && chain.includes(path))
    throw new ConvertError(`files name each other in a circle: ${[...chain, path].join(', ')}`, at);
  if (++gathering.files > mostFiles) throw new ConvertError(`more than ${mostFiles} files are named`, at);
  const text = path === undefined ? undefined : gathering.request.read(path);
  if (text === undefined) throw new ConvertError(`${written} is no file of this repository`, at);
  return openDraft(path!, text, gathering.origins);
}

function include(gathering: Gathering, draft: Draft, chain: readonly string[], base: string): void {
  const slot = slotOf(draft, draft.root, 'include');
  if (!slot) return;
  const at = placeOf(draft.origins, slot.pair.key);
  for (const item of isSeq(slot.value) ? slot.value.items : []) {
    const one = resolve(draft, item);
    const paths = isMap(one) ? valueAt(draft, one, 'path') : one;
    const names = (isSeq(paths) ? paths.items : [paths]).map((node) => textOf(resolve(draft, node)) ?? '');
    const [first, ...over] = names.map((name) => {
      const path = joinPath(base, name);
      const other = read(gathering, path, name, at, chain);
      open(gathering, other, [...chain, other.path]);
      return other;
    });
    if (!first) continue;
    const root = expanded(first, first.root) as YAMLMap;
    for (const other of over) mergeMaps(first, root, expanded(other, other.root) as YAMLMap);
    const directory = isMap(one) ? textOf(valueAt(draft, one, 'project_directory')) : undefined;
    const folder = directory === undefined ? directoryOf(first.path) : (joinPath(base, directory) ?? base);
    take(gathering, draft, root, folder, base, first.path);
    if (isMap(one) && valueAt(draft, one, 'env_file'))
      gathering.tell({
        kind: 'note',
        path: 'include',
        reason: 'Swarm reads no file of variables: set them where it is deployed',
        node: slot.pair.key,
      });
  }
  removePair(draft.root, 'include');
  gathering.tell({
    kind: 'rewritten',
    path: 'include',
    reason: 'Swarm refuses it: what the files say is written out',
    node: slot.pair.key,
  });
}

/** What an included file declares; what stands here already wins. */
function take(gathering: Gathering, draft: Draft, root: YAMLMap, folder: string, base: string, path: string): void {
  for (const section of sections) {
    const theirs = root.get(section, true) as Node | undefined;
    if (!isMap(theirs)) continue;
    const ours = ownMap(draft, draft.root, section);
    for (const pair of theirs.items) {
      const key = keyOf(pair);
      if (isMap(pair.value) && section !== 'networks' && section !== 'volumes') rebaseService(pair.value, folder, base);
      if (!slotOf(draft, ours, key)) {
        // Services stand apart, unless they do not in this file.
        if (section === 'services' && ours.items.slice(1).every((one) => (one.key as Node).spaceBefore))
          (pair.key as Node).spaceBefore = ours.items.length > 0;
        ours.items.push(pair);
      } else
        gathering.tell({
          kind: 'note',
          path: `${section}.${key}`,
          reason: `${path} declares it, too: what stands in ${draft.path} counts`,
        });
    }
  }
}
