/**
 * Services that `docker compose up` does not start. Swarm knows no profiles: they stay in the file with no task, until somebody scales them up.
 * Where that cannot be said they are left out.
 */
import { isMap, isSeq, type Node, type YAMLMap } from 'yaml';
import { directoryOf, joinPath } from '../source/index.ts';
import { resolve, type Slot, slotOf, slotsOf, valueAt } from './draft.ts';
import { commentBehind, ownPath, put, removeItem, removePair, scalar, textOf } from './edit.ts';
import type { Job } from './job.ts';
import { splitColons } from './rows/colons.ts';

interface Service {
  readonly slot: Slot;
  readonly map: YAMLMap;
  readonly profiles: readonly string[];
  /** Where they are written: in the service, or in a mapping that it shares. */
  readonly written: Slot | undefined;
}

export function parkProfiles(job: Job): void {
  const { draft, tell } = job;
  const services = valueAt(draft, draft.root, 'services');
  if (!isMap(services)) return;
  const all = slotsOf(draft, services).flatMap((slot): readonly Service[] => {
    if (!isMap(slot.value)) return [];
    const written = slotOf(draft, slot.value, 'profiles');
    const list = isSeq(written?.value) ? written.value.items : [];
    const profiles = list.map((item) => textOf(resolve(draft, item)) ?? '');
    return [{ slot, map: slot.value, profiles, written }];
  });
  const started = startedOf(job, all);
  const gone = new Set<string>();
  for (const { slot, map, profiles, written } of all) {
    if (profiles.length === 0 || !written) continue;
    const { key } = slot;
    const node = written.pair.key;
    const names = `profile${profiles.length > 1 ? 's' : ''} ${profiles.join(', ')}`;
    const why = started.has(key) ? undefined : whyNotParked(job, all, started, map);
    if (why !== undefined) {
      gone.add(key);
      removePair(slot.holder, key);
      tell({
        kind: 'dropped',
        path: `services.${key}`,
        reason: `only the ${names} start${profiles.length > 1 ? '' : 's'} it, Swarm knows none, and ${why}; --profile ${profiles[0]} keeps it`,
        loss: 'light',
        node,
      });
      continue;
    }
    const keys = job.doomed.get(written.holder) ?? new Map();
    job.doomed.set(written.holder, keys.set('profiles', undefined));
    if (!started.has(key)) park(job, key, map, names);
    tell({
      kind: 'dropped',
      path: `services.${key}.profiles`,
      reason: started.has(key)
        ? 'Swarm knows no profiles: the stack starts it always'
        : `Swarm knows no profiles. What docker compose up does not start gets no task either (replicas: 0), until you scale it; --profile ${profiles[0]} starts it`,
      node,
    });
  }
  for (const { map } of all) forget(job, map, gone);
}

/** Names of services that run: of no profile, of one that is wanted, or needed by one that runs. */
function startedOf({ draft, request }: Job, all: readonly Service[]): ReadonlySet<string> {
  const wanted = request.profiles?.length ? request.profiles : ofEnvironment(request, draft.path);
  const isWanted = ({ profiles }: Service): boolean =>
    profiles.length === 0 || wanted.includes('*') || profiles.some((profile) => wanted.includes(profile));
  const first = all.filter(isWanted);
  // Where nothing would run, somebody names the profiles whenever they start it: which ones is not known.
  const started = new Set((first.length > 0 ? first : all).map(({ slot }) => slot.key));
  // A set grows while it is gone through.
  for (const name of started) {
    const waits = valueAt(draft, all.find(({ slot }) => slot.key === name)?.map, 'depends_on');
    if (isMap(waits))
      for (const { key, value } of slotsOf(draft, waits))
        if (textOf(valueAt(draft, value, 'required')) !== 'false') started.add(key);
    if (isSeq(waits)) for (const item of waits.items) started.add(textOf(resolve(draft, item)) ?? '');
  }
  return started;
}

/** `COMPOSE_PROFILES` of the `.env` beside the file, which `docker compose up` reads. */
function ofEnvironment(request: Job['request'], path: string): readonly string[] {
  const file = joinPath(directoryOf(path), '.env');
  const text = file === undefined ? undefined : request.read(file);
  const line = /^[ \t]*(?:export[ \t]+)?COMPOSE_PROFILES=[ \t]*["']?([\w.,*-]*)/m.exec(text ?? '')?.[1] ?? '';
  return line.split(',').filter((profile) => profile !== '');
}

function whyNotParked(
  { draft }: Job,
  all: readonly Service[],
  started: ReadonlySet<string>,
  map: YAMLMap,
): string | undefined {
  const mode = textOf(valueAt(draft, valueAt(draft, map, 'deploy'), 'mode'));
  if (mode !== undefined && mode !== 'replicated') return `mode: ${mode} takes no replicas: 0`;
  const ports = portsOf(draft, map);
  // Others of a profile may be alternatives to this one: the first in the file keeps the port.
  const rivals = all.slice(
    0,
    all.findIndex((one) => one.map === map),
  );
  const rival = all.find(
    (one) =>
      one.map !== map &&
      (started.has(one.slot.key) || rivals.includes(one)) &&
      portsOf(draft, one.map).some((port) => ports.includes(port)),
  );
  return rival && `${rival.slot.key} publishes the same port`;
}

/** Published ones, as written. */
function portsOf(draft: Job['draft'], map: YAMLMap): readonly string[] {
  const list = valueAt(draft, map, 'ports');
  return (isSeq(list) ? (list.items as Node[]) : []).flatMap((item) => {
    const port = resolve(draft, item);
    if (isMap(port)) return textOf(valueAt(draft, port, 'published')) ?? [];
    const parts = splitColons(textOf(port) ?? '');
    return parts.length > 1 ? parts.at(-2)! : [];
  });
}

function park({ draft, request }: Job, name: string, map: YAMLMap, names: string): void {
  const deploy = ownPath(draft, map, ['deploy']);
  const before = textOf(valueAt(draft, deploy, 'replicas')) ?? '1';
  const none = scalar(0);
  commentBehind(none, `${names}: docker service scale ${request.project}_${name}=${before}`);
  put(deploy, 'replicas', none);
  // It says the same.
  removePair(map, 'scale');
}

/** Nobody waits for what is gone. */
function forget({ draft }: Job, map: YAMLMap, gone: ReadonlySet<string>): void {
  const waits = valueAt(draft, map, 'depends_on');
  if (gone.size === 0 || !(isMap(waits) || isSeq(waits))) return;
  if (isMap(waits)) for (const name of gone) removePair(waits, name);
  else for (const item of [...waits.items]) if (gone.has(textOf(resolve(draft, item)) ?? '')) removeItem(waits, item);
  if (waits.items.length === 0) removePair(map, 'depends_on');
}
