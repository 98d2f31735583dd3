/** Published ports: Swarm publishes on every address of every node. */
import { isMap, isScalar, isSeq, type Node, type YAMLMap, type YAMLSeq } from 'yaml';
import { type Slot, valueAt } from '../draft.ts';
import { commentBefore, removeItem, removePair, retext, scalar, textOf } from '../edit.ts';
import { splitColons } from './colons.ts';
import { defaultOf, type Row, type Scope, takeOut, tellIn } from './scope.ts';

export const portRows: readonly Row[] = [
  {
    key: 'ports',
    why: 'Swarm publishes on every address of every node, and wants numbers in the long form',
    work: ofPorts,
  },
];

const open = /^(?:0\.0\.0\.0|::|\[::\]|0|\*|)$/;
const loopback = /^(?:127\.\d+\.\d+\.\d+|localhost|::1|\[::1\])$/;

function ofPorts(scope: Scope, { value }: Slot): void {
  if (!isSeq(value)) return;
  for (const item of [...value.items] as Node[]) {
    const port = scope.job.draft.anchors.get((item as { source?: string }).source ?? '') ?? item;
    if (isScalar(port)) ofShort(scope, value, port);
    else if (isMap(port)) ofLong(scope, value, port);
  }
  if (value.items.length === 0) takeOut(scope, 'ports', value.comment?.trim());
}

function ofShort(scope: Scope, list: YAMLSeq, port: Node): void {
  const text = textOf(port) ?? '';
  const parts = splitColons(text.startsWith('[') ? text.replace(/^\[[^\]]*\]/, 'v6') : text);
  if (!isScalar(port)) return;
  if (parts.length < 3) {
    const usual = splitColons(defaultOf(port) ?? '');
    if (usual.length < 3 || open.test(usual[0]!)) return;
    commentBefore(
      port,
      `TODO: its default is bound to ${usual[0]}; Swarm opens it on every address of every node`,
      list,
    );
    tellIn(scope, {
      kind: 'note',
      key: 'ports',
      reason: `the default of its variable is bound to ${usual[0]}: Swarm opens it on every address of every node`,
      loss: 'heavy',
      todo: true,
      node: port,
    });
    return;
  }
  const host = text.startsWith('[') ? text.slice(0, text.indexOf(']') + 1) : parts[0]!;
  const rest = parts.slice(-2).join(':').replace(/^:/, '');
  if (ofHost(scope, list, port, host, text) === 'stays') retext(port, rest, port.type !== 'PLAIN');
}

function ofLong(scope: Scope, list: YAMLSeq, port: YAMLMap): void {
  const { draft } = scope.job;
  const host = textOf(valueAt(draft, port, 'host_ip'));
  if (host !== undefined) {
    const what = `${host}:${textOf(valueAt(draft, port, 'published')) ?? ''}:${textOf(valueAt(draft, port, 'target')) ?? ''}`;
    if (ofHost(scope, list, port, host, what) === 'gone') return;
    removePair(port, 'host_ip');
  }
  const published = textOf(valueAt(draft, port, 'published'));
  if (published !== undefined && /^\d+-\d+$/.test(published)) {
    const protocol = textOf(valueAt(draft, port, 'protocol'));
    const short = scalar(
      `${published}:${textOf(valueAt(draft, port, 'target')) ?? ''}${protocol ? `/${protocol}` : ''}`,
    );
    short.type = 'QUOTE_DOUBLE';
    short.commentBefore = port.commentBefore;
    list.items[list.items.indexOf(port)] = short;
    const host = textOf(valueAt(draft, port, 'mode')) === 'host';
    if (host) commentBefore(short, 'TODO: was mode: host; only the long form has it, and that takes no range', list);
    tellIn(scope, {
      kind: 'rewritten',
      key: 'ports',
      reason: host
        ? 'the long form takes no range, and the short one no mode: host: name the ports one by one, or the mesh routes them'
        : 'the long form takes no range',
      ...(host && { loss: 'heavy', todo: true }),
      node: port,
    });
  } else if (published === '') removePair(port, 'published');
}

/** A port that only the machine itself could reach would be open to the world. */
function ofHost(scope: Scope, list: YAMLSeq, port: Node, host: string, text: string): 'gone' | 'stays' {
  const address = /\$/.test(host) ? (defaultOf(scalar(host)) ?? host) : host;
  if (loopback.test(address)) {
    const reason = 'Swarm would open it on every address of every node; services reach each other without it';
    removeItem(list, port, `TODO: ${text} was open to this machine only. ${reason}`);
    tellIn(scope, {
      kind: 'dropped',
      key: 'ports',
      reason: `${text}: ${reason}`,
      loss: 'heavy',
      todo: true,
      node: port,
    });
    return 'gone';
  }
  if (open.test(address))
    tellIn(scope, { kind: 'rewritten', key: 'ports', reason: 'Swarm publishes on every address anyway', node: port });
  else {
    commentBefore(port, `TODO: was bound to ${host}; Swarm opens it on every address of every node`, list);
    tellIn(scope, {
      kind: 'rewritten',
      key: 'ports',
      reason: `it cannot be bound to ${host}: Swarm opens it on every address of every node`,
      loss: 'heavy',
      todo: true,
      node: port,
    });
  }
  return 'stays';
}
