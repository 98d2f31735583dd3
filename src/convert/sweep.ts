/** Whatever the model of Swarm's loader still refuses or drops: written as it wants it, or taken out with the loader's own reason. */
import { isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import { documentNotes } from '../facts/swarm/document.ts';
import type { LoaderNote, Weight } from '../facts/swarm/notes.ts';
import { cure, shapeAt } from './cure.ts';
import { rewriteDollars } from './dollars.ts';
import { isMergeKey, keyOf, resolve } from './draft.ts';
import { removeItem, removePair, retext, textOf } from './edit.ts';
import type { Job } from './job.ts';
import { costOf } from './losses.ts';
import { type Spot, viewOf } from './view.ts';

/** Every round mends all that is seen; what was hidden behind it shows in the next. */
const mostRounds = 40;

/** Kept, though Swarm drops it: it says to people how services hang together. */
const isKept = ({ key, path, verdict }: LoaderNote): boolean =>
  verdict === 'ignored' && key === 'depends_on' && path.split('.')[0] === 'services';

export function sweep(job: Job): void {
  for (let round = 0; round < mostRounds; round++) {
    const view = viewOf(job.draft);
    const notes = documentNotes(view.root).filter(
      (note) => (note.verdict === 'rejected' || note.verdict === 'ignored') && !isKept(note),
    );
    if (notes.length === 0) return;
    const gone = new Set<Spot>();
    for (const note of notes) {
      const spot = note.at.start < 0 ? undefined : view.spotAt(note.at.start);
      if (note.stage === 'version') dropVersion(job);
      else if (spot && !gone.has(spot)) {
        gone.add(spot);
        mend(job, note, spot);
      }
    }
  }
}

function dropVersion({ draft: { root }, tell }: Job): void {
  const node = root.items.find((one) => keyOf(one) === 'version')?.key;
  if (!node) return;
  tell({
    kind: 'dropped',
    path: 'version',
    reason: 'the keys of the file need another version; without one the newest that Docker knows counts',
    node,
  });
  removePair(root, 'version');
}

function mend(job: Job, note: LoaderNote, spot: Spot) {
  const { node, pair } = spot;
  if (note.stage === 'interpolation') {
    const { text } = rewriteDollars(textOf(node) ?? '');
    if (isScalar(node) && text !== textOf(node)) return retext(node, text);
  }
  if (note.stage === 'yaml') {
    const odd = isScalar(pair?.key) && note.message.startsWith('keys') ? pair.key : node;
    if (isScalar(odd) && odd.value !== null && !isMergeKey({ key: odd } as Pair)) {
      job.tell({ kind: 'rewritten', path: spot.path.join('.'), reason: `${note.message}: it needs quotes`, node: odd });
      return retext(odd, odd.source ?? String(odd.value), true);
    }
  }
  const shape = note.stage === 'schema' && note.message !== 'the key is not known' ? shapeAt(spot.path) : undefined;
  const better = shape && !/twice|required|negative/.test(note.message) ? cure(shape, node) : undefined;
  if (better) {
    job.tell({ kind: 'rewritten', path: spot.path.join('.'), reason: better.reason, node: pair?.key ?? node });
    return replace(job, spot, better.node);
  }
  drop(job, note, spot);
}

function replace({ draft }: Job, { pair, holder, node }: Spot, better: Node): void {
  if (pair) pair.value = better;
  else if (isSeq(holder)) holder.items = holder.items.map((item) => (resolve(draft, item) === node ? better : item));
}

function drop(job: Job, note: LoaderNote, spot: Spot): void {
  const { path, holder, pair, node } = spot;
  const loss: Weight = note.weight ?? costOf(path);
  const nothing = !isMap(node) && !isSeq(node) && textOf(node) === undefined;
  const reason = nothing && note.verdict === 'rejected' ? 'nothing stands there' : reasonOf(note);
  const todo = loss === 'heavy' && !nothing;
  job.tell({
    kind: 'dropped',
    path: path.join('.'),
    reason,
    loss: nothing ? 'none' : loss,
    ...(todo && { todo }),
    node: pair?.key ?? node,
  });
  const comment = todo ? `TODO: ${path.at(-1)} is gone: ${reason}` : undefined;
  if (!pair) {
    const item = isSeq(holder) ? holder.items.findLast((one) => resolve(job.draft, one) === node) : undefined;
    if (isSeq(holder)) removeItem(holder, item, comment);
  } else if (isMap(holder)) {
    removePair(holder, keyOf(pair), comment);
  }
  if (holder.items.length === 0 && path.length > 3) prune(job, path.slice(0, -1));
}

/** A mapping that lost all its entries goes, too. */
function prune({ draft }: Job, path: readonly string[]): void {
  let here: Node | undefined = draft.root;
  for (const key of path.slice(0, -1)) here = isMap(here) ? resolve(draft, here.get(key, true)) : undefined;
  const last = path.at(-1)!;
  const value = isMap(here) ? here.get(last, true) : undefined;
  if (!isMap(here) || !isMap(value) || value.items.length > 0) return;
  const text = value.comment ?? value.commentBefore;
  removePair(here, last, text?.trim());
  if (here.items.length === 0 && path.length > 3) prune({ draft } as Job, path.slice(0, -1));
}

const reasonOf = ({ stage, message, instead }: LoaderNote): string => {
  const said = stage === 'forbidden' || message === 'the key is not known' ? 'Swarm refuses this key' : message;
  return instead === undefined || instead === 'leave it out' ? said : `${said}; ${instead}`;
};
