/** One service of the file, while its keys are translated. */
import type { Node, YAMLMap } from 'yaml';
import { interpolate } from '../../readers/compose/interpolate.ts';
import { span } from '../../source/index.ts';
import type { Change } from '../change.ts';
import { type Slot, slotOf, valueAt } from '../draft.ts';
import { ownPath, put, removePair, textOf } from '../edit.ts';
import type { Job } from '../job.ts';

export interface Scope {
  readonly job: Job;
  readonly name: string;
  readonly map: YAMLMap;
  /** Directories of the repository that the image is built from. */
  readonly contexts: string[];
}

/** One key of a service: where it goes, and why. */
export interface Row {
  readonly key: string;
  /** Below the service: `deploy.resources.limits.memory`. Absent: it goes away, or stays in other words. */
  readonly to?: string;
  readonly why: string;
  readonly loss?: Change['loss'];
  /** The value in its new place; `undefined`: it cannot be said there. Absent: as it is. */
  readonly value?: (node: Node, scope: Scope) => Node | undefined;
  /** Whatever is more than a move. */
  readonly work?: (scope: Scope, slot: Slot) => void;
}

export const pathIn = ({ name }: Scope, key: string): string => `services.${name}.${key}`;

export interface Telling {
  readonly kind: Change['kind'];
  readonly key: string;
  readonly reason: string;
  readonly to?: string;
  readonly loss?: Change['loss'];
  readonly todo?: true;
  readonly node?: unknown;
}

export const tellIn = (scope: Scope, { key, ...rest }: Telling): void =>
  scope.job.tell({ ...rest, path: pathIn(scope, key) });

/** Takes a key out of the service. From a mapping that others share it goes when all of them have been translated. */
export function takeOut({ job, map }: Scope, key: string, comment?: string): void {
  const slot = slotOf(job.draft, map, key);
  if (!slot) return;
  if (slot.holder === map) removePair(map, key, comment);
  else {
    const keys = job.doomed.get(slot.holder) ?? new Map();
    job.doomed.set(slot.holder, keys.set(key, comment));
  }
}

/** Whether something stands at a path below the service. */
export const hasPath = ({ job, map }: Scope, path: string): boolean => {
  let here: Node | undefined = map;
  for (const key of path.split('.')) here = valueAt(job.draft, here, key);
  return here !== undefined;
};

export function putAt({ job, map }: Scope, path: string, value: Node): void {
  const keys = path.split('.');
  put(ownPath(job.draft, map, keys.slice(0, -1)), keys.at(-1)!, value);
}

/** What a text comes to when the environment of the deploy says nothing; `undefined` when that decides. */
export const defaultOf = (node: unknown): string | undefined => {
  const text = textOf(node);
  return text === undefined ? undefined : interpolate(text, span('', 0, 0)).value;
};

export const hasVariable = (node: unknown): boolean => /\$(?!\$)/.test((textOf(node) ?? '').replaceAll('$$', ''));
