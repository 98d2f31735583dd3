/** A value of the wrong type, written as the type that Swarm's loader wants there; `undefined` when that cannot be done. */
import { isMap, isScalar, isSeq, type Node, type Scalar, YAMLMap } from 'yaml';
import type { Shape } from '../facts/swarm/shape.ts';
import { documentShape } from '../facts/swarm/top-level-keys.ts';
import { scalar, sequence, textOf } from './edit.ts';
import { scalarOf } from './view.ts';

/** What must stand at a path of the file. */
export function shapeAt(path: readonly string[]): Shape | undefined {
  let shape: Shape | undefined = documentShape;
  for (const key of path) {
    if (shape === undefined) return undefined;
    const field: Shape | undefined = shape.keys && Object.hasOwn(shape.keys, key) ? shape.keys[key]!.shape : undefined;
    shape =
      field ?? (/^\d+$/.test(key) && shape.items ? shape.items : shape.others === true ? undefined : shape.others);
  }
  return shape;
}

export interface Cure {
  readonly node: Node;
  readonly reason: string;
}

export function cure(shape: Shape, node: Node | undefined): Cure | undefined {
  if (isScalar(node)) return ofScalar(shape, node);
  const wantsMap = shape.types.includes('map');
  if (isSeq(node) && wantsMap && !shape.types.includes('list')) {
    const pairs = node.items.map((item) => /^([^=]+)=(.*)$/s.exec(textOf(item) ?? ''));
    if (pairs.length === 0 || pairs.some((one) => one === null)) return undefined;
    const map = new YAMLMap();
    for (const one of pairs) map.set(scalar(one![1]!), scalar(one![2]!));
    return { node: map, reason: 'Swarm wants a mapping here, not a list' };
  }
  if (isMap(node) && shape.types.includes('list') && shape.items?.types.includes('string'))
    return { node: sequence(node.items.map((one) => textOf(one.key) ?? '')), reason: 'Swarm wants a list here' };
  return undefined;
}

function ofScalar(shape: Shape, node: Scalar): Cure | undefined {
  const { raw, type, parts } = scalarOf(node, 0);
  const wants = (...types: readonly Shape['types'][number][]) => types.some((one) => shape.types.includes(one));
  if (type === 'null' || (parts.length > 0 && parts.some((part) => typeof part !== 'string'))) return undefined;
  const copy = (value: string | number | boolean): Node => Object.assign(scalar(value), { comment: node.comment });
  if (shape.format === 'duration') {
    const days = /^(\d{1,6})(d|w)$/.exec(raw);
    if (/^\d{1,9}(?:\.\d+)?$/.test(raw)) return { node: copy(`${raw}s`), reason: 'a duration needs a unit' };
    if (!days) return undefined;
    return {
      node: copy(`${Number(days[1]) * (days[2] === 'd' ? 24 : 168)}h`),
      reason: 'the longest unit of a duration is the hour',
    };
  }
  if ((type === 'number' || type === 'boolean') && wants('string')) {
    const quoted = scalar(raw);
    quoted.type = 'QUOTE_DOUBLE';
    quoted.comment = node.comment;
    return { node: quoted, reason: `Swarm wants text here: a ${type} needs quotes` };
  }
  if (type !== 'string') {
    return wants('list') && shape.items?.types.includes('string')
      ? { node: sequence([raw]), reason: 'Swarm wants a list here' }
      : undefined;
  }
  if (wants('integer', 'number') && /^[+-]?\d{1,15}$/.test(raw))
    return { node: copy(Number(raw)), reason: 'Swarm wants a number here: without quotes' };
  if (wants('number') && /^[+-]?\d{1,15}\.\d{1,15}$/.test(raw))
    return { node: copy(Number(raw)), reason: 'Swarm wants a number here: without quotes' };
  if (wants('boolean') && /^(?:true|yes|on|y|1)$/i.test(raw))
    return { node: copy(true), reason: 'Swarm wants true or false here' };
  if (wants('boolean') && /^(?:false|no|off|n|0)$/i.test(raw))
    return { node: copy(false), reason: 'Swarm wants true or false here' };
  if (wants('list') && !wants('string')) return { node: sequence([node]), reason: 'Swarm wants a list here' };
  return undefined;
}
