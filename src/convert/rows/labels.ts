/** Labels that tools read from services once they run in a Swarm. */
import { isMap, isSeq, type Node, type YAMLMap, YAMLSeq } from 'yaml';
import { keyOf, resolve, type Slot, slotOf, slotsOf, valueAt } from '../draft.ts';
import { pair as entry, ownMap, ownPath, put, scalar, textOf } from '../edit.ts';
import { type Row, type Scope, takeOut, tellIn } from './scope.ts';

export const labelRows: readonly Row[] = [
  { key: 'labels', to: 'deploy.labels', why: 'proxies read labels of services in a Swarm', work: ofLabels },
];

/** Who reads them. */
const readers: readonly { readonly pattern: RegExp; readonly name: string }[] = [
  { pattern: /^traefik\./, name: 'Traefik' },
  { pattern: /^caddy(?:[._]|$)/, name: 'Caddy' },
  { pattern: /^swarm\.cronjob\./, name: 'swarm-cronjob' },
];

const readerOf = (label: string) => readers.find(({ pattern }) => pattern.test(label));

interface Label {
  readonly name: string;
  /** `name=value` of a list, or the value of a mapping. */
  readonly item?: Node;
  readonly value?: Node;
  readonly key?: Node;
}

function labelsOf(scope: Scope, node: unknown): readonly Label[] {
  const { draft } = scope.job;
  if (isMap(node)) return slotsOf(draft, node).map(({ key, pair, value }) => ({ name: key, value, key: pair.key }));
  if (!isSeq(node)) return [];
  return node.items.map((item) => ({
    name: (textOf(resolve(draft, item)) ?? '').split('=', 1)[0]!,
    item: item as Node,
  }));
}

function ofLabels(scope: Scope, { pair, value, holder }: Slot): void {
  const { draft } = scope.job;
  const labels = labelsOf(scope, value);
  const moved = labels.filter(({ name }) => readerOf(name) !== undefined);
  if (moved.length === 0) return;
  const rest = labels.length - moved.length;
  const deploy = ownPath(draft, scope.map, ['deploy']);
  const there = valueAt(draft, deploy, 'labels');
  const whole = rest === 0 && !there && holder === scope.map && pair.value === value && !value!.anchor;
  if (whole) put(deploy, 'labels', value!);
  else add(scope, deploy, there, moved);
  if (rest === 0) takeOut(scope, 'labels');
  else if (isMap(value)) {
    const own = ownMap(draft, scope.map, 'labels');
    own.items = own.items.filter((one) => readerOf(keyOf(one)) === undefined);
  } else if (isSeq(value)) {
    const kept = new YAMLSeq();
    Object.assign(kept, { flow: value.flow, comment: value.comment });
    kept.items = value.items.filter((item) => !moved.some((label) => label.item === item));
    put(scope.map, 'labels', kept);
  }
  const names = [...new Set(moved.map(({ name }) => readerOf(name)!.name))].join(', ');
  tellIn(scope, {
    kind: 'moved',
    key: 'labels',
    to: 'deploy.labels',
    reason: `in a Swarm ${names} reads the labels of services, not of containers`,
    node: pair.key,
  });
  if (names.includes('Traefik')) ofTraefik(scope, moved, deploy);
}

function add(scope: Scope, deploy: YAMLMap, there: unknown, moved: readonly Label[]): void {
  const { draft } = scope.job;
  const names = labelsOf(scope, there).map(({ name }) => name);
  const fresh = moved.filter(({ name }) => !names.includes(name));
  const asList = isSeq(there) || (!there && fresh.every(({ item }) => item !== undefined));
  const list = asList && ((isSeq(there) && there) || new YAMLSeq());
  if (list) {
    for (const { name, item, value } of fresh) list.items.push(item ?? lineOf(name, value));
    put(deploy, 'labels', list);
    return;
  }
  const map = ownMap(draft, deploy, 'labels');
  for (const { name, item, value } of fresh)
    map.items.push(entry(name, value ?? quoted((textOf(item) ?? '').slice(name.length + 1))));
}

const quoted = (text: string): Node => {
  const node = scalar(text);
  node.type = 'QUOTE_DOUBLE';
  return node;
};
const lineOf = (name: string, value: unknown): Node => quoted(`${name}=${textOf(value) ?? ''}`);

/** Traefik cannot see which port a service listens on. */
function ofTraefik(scope: Scope, moved: readonly Label[], deploy: YAMLMap): void {
  const enabled = moved.some(({ name }) => /^traefik\.http\.routers\./.test(name));
  const port = moved.some(({ name }) => /^traefik\.http\.services\..*\.server\.port$/.test(name));
  if (!enabled || port) return;
  const labels = slotOf(scope.job.draft, deploy, 'labels');
  const key = labels?.pair.key;
  const text = `TODO: traefik.http.services.${scope.name}.loadbalancer.server.port=…: in a Swarm Traefik cannot see the port`;
  if (key && !key.commentBefore?.includes(text))
    key.commentBefore = [key.commentBefore, ` ${text}`].filter(Boolean).join('\n');
  tellIn(scope, {
    kind: 'note',
    key: 'deploy.labels',
    reason: 'in a Swarm Traefik must be told the port in a label loadbalancer.server.port',
    todo: true,
  });
}
