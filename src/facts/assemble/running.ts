/** Services that were found running: those of one namespace are a stack, and so are those of none. */
import type { Gap } from '../../source/index.ts';
import type { ComposeFile } from '../compose.ts';
import type { LiveCluster, LiveService } from '../live.ts';
import type { Reading } from '../reading.ts';
import type { JudgedDraft } from './stacks.ts';

/** What could not be asked; without a leader nothing can, and that is a finding. */
export const unanswered = ({ live }: Required<Reading>): readonly Gap[] =>
  live
    .filter(({ leaderless }) => !leaderless)
    .flatMap(({ refused }) => refused.map(({ at, path, why }) => ({ at, why: `GET ${path} answered ${why}` })));

/** What services that belong to no stack are listed under. */
export const NO_STACK = '(no stack)';

export const runningStacks = ({ live }: Required<Reading>): readonly JudgedDraft[] => live.flatMap(draftsOf);

function draftsOf(cluster: LiveCluster): readonly JudgedDraft[] {
  const stacks = new Map<string, LiveService[]>();
  for (const one of cluster.services) {
    const stack = one.stack ?? '';
    stacks.set(stack, [...(stacks.get(stack) ?? []), one]);
  }
  return [...stacks]
    .sort(([one], [other]) => (one === other ? 0 : one === '' || (other !== '' && one > other) ? 1 : -1))
    .map(([stack, running]) => draftOf(stack, running, cluster));
}

function draftOf(stack: string, running: readonly LiveService[], cluster: LiveCluster): JudgedDraft {
  const { at } = running[0]!;
  const sorted = [...running].sort((one, other) => (one.name < other.name ? -1 : 1));
  const services = sorted.map(({ service }) => service);
  const declarations = cluster.declarations.get(stack) ?? [];
  const file: ComposeFile = {
    at,
    path: at.file,
    document: { kind: 'map', at, entries: [] },
    services,
    declarations,
    problems: [],
  };
  const runs = { value: true, confidence: 'high', why: 'it runs', at } as const;
  return {
    id: stack === '' ? NO_STACK : stack,
    files: [file],
    deploys: [],
    running: sorted,
    purpose: { ...runs, value: 'production' },
    swarm: runs,
    services,
    declarations,
    loaderNotes: [],
  };
}
