/** Mounts of memory, which Swarm knows as volumes only. */
import { isSeq } from 'yaml';
import { bytesOf } from '../../facts/units.ts';
import { resolve, type Slot } from '../draft.ts';
import { mapping, ownList, scalar, textOf } from '../edit.ts';
import { scalarOf } from '../view.ts';
import { hasTarget } from './mount.ts';
import { defaultOf, type Row, type Scope, takeOut, tellIn } from './scope.ts';

export const memoryRows: readonly Row[] = [
  { key: 'tmpfs', to: 'volumes', why: 'Swarm drops it without a word', work: ofTmpfs },
  { key: 'shm_size', to: 'volumes', why: 'Swarm drops it: /dev/shm would stay at 64 MB', work: ofSharedMemory },
];

/** Whole bytes: the loader takes nothing else here, and no variable. */
const sizeOf = (node: unknown): number | undefined => {
  const text = defaultOf(node);
  const bytes = text === undefined ? undefined : bytesOf({ ...scalarOf(scalar(text), 0), value: text });
  return bytes !== undefined && bytes > 0 && Number.isSafeInteger(bytes) ? bytes : undefined;
};

const memory = (target: string, bytes: number | undefined) =>
  mapping({ type: 'tmpfs', target, ...(bytes !== undefined && { tmpfs: mapping({ size: bytes }) }) });

function ofTmpfs(scope: Scope, { pair, value }: Slot): void {
  const { draft } = scope.job;
  const mounts = isSeq(value) ? value.items.map((item) => resolve(draft, item)) : [value];
  const list = ownList(draft, scope.map, 'volumes');
  for (const mount of mounts) {
    const [target = '', options = ''] = (textOf(mount) ?? '').split(':', 2);
    if (target === '') continue;
    const words = options.split(',').filter((word) => word !== '');
    const size = words.find((word) => word.startsWith('size='))?.slice('size='.length);
    if (!hasTarget(scope, target))
      list.items.push(memory(target, size === undefined ? undefined : sizeOf(scalar(size))));
    const lost = words.filter((word) => !word.startsWith('size=') && word !== 'rw');
    const more = lost.length > 0 ? `; ${lost.map((word) => word.split('=', 1)[0]).join(', ')} cannot be set` : '';
    tellIn(scope, {
      kind: 'moved',
      key: 'tmpfs',
      to: 'volumes',
      reason: `Swarm drops it without a word; a mount of type tmpfs counts${more}`,
      loss: lost.length > 0 ? 'light' : 'none',
      node: pair.key,
    });
  }
  takeOut(scope, 'tmpfs');
}

function ofSharedMemory(scope: Scope, { pair, value }: Slot): void {
  takeOut(scope, 'shm_size');
  const bytes = sizeOf(value);
  if (hasTarget(scope, '/dev/shm')) return;
  ownList(scope.job.draft, scope.map, 'volumes').items.push(memory('/dev/shm', bytes));
  tellIn(scope, {
    kind: 'moved',
    key: 'shm_size',
    to: 'volumes',
    reason: `Swarm leaves /dev/shm at 64 MB; a tmpfs there is as large as it says${bytes === undefined ? ', here without a limit' : ''}`,
    node: pair.key,
  });
}
