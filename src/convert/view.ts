/** The document as the model of Swarm's loader reads it, with a way back to the entry or item each remark is about. */
import { isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Entry, Node as Fact, Scalar } from '../facts/index.ts';
import { interpolate } from '../readers/compose/interpolate.ts';
import { plainType } from '../readers/compose/plain-type.ts';
import { span } from '../source/index.ts';
import { type Draft, slotsOf } from './draft.ts';

/** One entry of a mapping or one item of a list. */
export interface Spot {
  readonly path: readonly string[];
  readonly holder: YAMLMap | YAMLSeq;
  /** Of an entry. */
  readonly pair?: Pair<Node, Node | null>;
  /** Absent: nothing stands behind the key. */
  readonly node: Node | undefined;
}

export interface View {
  readonly root: Fact;
  /** What a remark at this place is about: places of the view are numbers of spots. */
  readonly spotAt: (start: number) => Spot | undefined;
}

export function viewOf(draft: Draft): View {
  const spots: Spot[] = [];
  const place = (number: number) => span('', number, number);

  const convert = (node: Node | undefined, number: number, path: readonly string[]): Fact => {
    if (isMap(node)) {
      const entries = slotsOf(draft, node).map(({ key, pair, value, holder }): Entry => {
        const here = [...path, key];
        const next = spots.push({ path: here, holder, pair, node: value }) - 1;
        return { at: place(next), key, keyType: scalarOf(pair.key, 0).type, value: convert(value, next, here) };
      });
      return { kind: 'map', at: place(number), entries };
    }
    if (isSeq(node)) {
      const items = node.items.map((item, index) => {
        const value = draft.anchors.get((item as { source?: string }).source ?? '') ?? (item as Node);
        const here = [...path, String(index)];
        const next = spots.push({ path: here, holder: node, node: value }) - 1;
        return convert(value, next, here);
      });
      return { kind: 'list', at: place(number), items };
    }
    return scalarOf(node, number);
  };

  const root = convert(draft.root, -1, []);
  return { root, spotAt: (start) => spots[start] };
}

/** As the loader's library reads it, whoever wrote the node. */
export function scalarOf(node: unknown, number: number): Scalar {
  const at = span('', number, number);
  if (!isScalar(node)) return { kind: 'scalar', at, raw: '', value: '', type: 'null', parts: [''], quoted: false };
  const { value } = node;
  const raw = typeof value === 'string' ? value : (node.source ?? (value === null ? '' : String(value)));
  const plain = node.type === undefined || node.type === 'PLAIN';
  const type =
    plain && !node.tag && (typeof value !== 'string' || node.source !== undefined)
      ? plainType(node.source ?? raw)
      : typeof value === 'string'
        ? 'string'
        : value === null
          ? 'null'
          : typeof value === 'boolean'
            ? 'boolean'
            : 'number';
  return { kind: 'scalar', at, raw, type, quoted: !plain, ...interpolate(raw, at) };
}
