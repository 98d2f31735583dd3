/** A YAML document as plain nodes with places: aliases resolved, merge keys applied, everything bounded. */
import { type Document, isAlias, isMap, isPair, isScalar, isSeq, type YAMLMap, type Node as YamlNode } from 'yaml';
import type { Entry, MapNode, Node, Scalar, Variables } from '../../facts/index.ts';
import { type Gap, type Span, span, type Text } from '../../source/index.ts';
import { interpolate } from './interpolate.ts';
import { plainType, textOfNumber } from './plain-type.ts';

/** Nodes after aliases and merge keys are resolved: a real stack file has a few thousand. */
const mostNodes = 100_000;
const tooMany = 'more nodes than can be read, aliases and merge keys expanded';
const deepest = 64;

export interface YamlTree {
  readonly root: MapNode | undefined;
  readonly problems: readonly { readonly at: Span; readonly message: string }[];
  readonly gaps: readonly Gap[];
  readonly tags: readonly Text[];
  /** A bound was reached: what is missing in the tree may well be in the file. */
  readonly overflow: boolean;
}

/** `known`: the environment of the deploy, where it is known. */
export function toTree(document: Document, file: string, text: string, known?: Variables): YamlTree {
  const { length } = text;
  const problems: { at: Span; message: string }[] = [];
  const gaps: Gap[] = [];
  const tags: Text[] = [];
  const anchors = new Map<string, YamlNode>();
  const built = new Map<YamlNode, Node>();
  const open = new Set<YamlNode>();
  const weights = new Map<Node, number>();
  const weigh = (nodes: readonly Node[]): number => nodes.reduce((sum, node) => sum + (weights.get(node) ?? 1), 1);
  let count = 0;
  let overflow = false;

  const place = (node: { range?: readonly [number, number, number] | null } | null | undefined): Span =>
    node?.range ? span(file, Math.min(node.range[0], length), Math.min(node.range[1], length)) : span(file, 0, 0);
  const nothing = (at: Span): Scalar => ({
    kind: 'scalar',
    at,
    raw: '',
    value: '',
    type: 'null',
    parts: [''],
    quoted: false,
  });
  const giveUp = (why: string, at: Span): Node => {
    if (!gaps.some((gap) => gap.why === why)) gaps.push({ at, why });
    return nothing(at);
  };

  const overflowAt = (why: string, at: Span): Node => {
    overflow = true;
    return giveUp(why, at);
  };
  const refuse = (message: string, at: Span): Node => {
    problems.push({ at, message });
    return giveUp(message, at);
  };

  const convert = (node: unknown, at: Span, depth: number): Node => {
    if (node === null || node === undefined || overflow) return nothing(at);
    const yaml = node as YamlNode;
    if (isAlias(yaml)) {
      const target = anchors.get(yaml.source);
      if (!target) return refuse(`unknown alias *${yaml.source}`, place(yaml));
      return open.has(target) ? refuse('an anchor contains itself', place(yaml)) : convert(target, place(yaml), depth);
    }
    if (++count > mostNodes) return overflowAt(tooMany, place(yaml));
    if (depth > deepest) return overflowAt('nested too deeply to be read', place(yaml));
    const known = built.get(yaml);
    if (known) return known;
    if (yaml.anchor) anchors.set(yaml.anchor, yaml);
    if (yaml.tag === '!reset' || yaml.tag === '!override')
      tags.push({ at: place(yaml), raw: yaml.tag, value: yaml.tag });
    open.add(yaml);
    const result: Node = isMap(yaml)
      ? { kind: 'map', at: place(yaml), entries: entriesOf(yaml, depth) }
      : isSeq(yaml)
        ? {
            kind: 'list',
            at: place(yaml),
            items: yaml.items.map((item) => convert(isPair(item) ? item.value : item, place(yaml), depth + 1)),
          }
        : scalarOf(yaml);
    open.delete(yaml);
    // Aliases share nodes, but whoever walks the tree meets them again and again: what counts is the expanded size.
    const size =
      result.kind === 'map'
        ? weigh(result.entries.map(({ value }) => value))
        : result.kind === 'list'
          ? weigh(result.items)
          : 1;
    weights.set(result, size);
    if (size > mostNodes) return overflowAt(tooMany, place(yaml));
    built.set(yaml, result);
    return result;
  };

  const scalarOf = (yaml: YamlNode): Scalar => {
    const at = place(yaml);
    if (!isScalar(yaml)) return nothing(at);
    const quoted = yaml.type !== 'PLAIN';
    const written =
      typeof yaml.value === 'string' ? yaml.value : (yaml.source ?? (yaml.value === null ? '' : String(yaml.value)));
    // A block at the end of a file without a last line end has none either.
    const open = yaml.type?.startsWith('BLOCK') && at.end === length && !text.endsWith('\n');
    const raw = open ? written.replace(/\n$/, '') : written;
    const type =
      yaml.type === 'PLAIN' && !yaml.tag
        ? plainType(yaml.source ?? '')
        : yaml.value === null
          ? 'null'
          : typeof yaml.value === 'boolean'
            ? 'boolean'
            : typeof yaml.value === 'number' || typeof yaml.value === 'bigint'
              ? 'number'
              : 'string';
    // A quoted scalar's text starts behind its quote.
    const inner = quoted && yaml.type?.startsWith('QUOTE') ? span(file, at.start + 1, at.end) : at;
    const { parts, value, invalid, missing } = interpolate(raw, inner, known);
    const number = type === 'number' && !quoted ? textOfNumber(raw) : value;
    return {
      kind: 'scalar',
      at,
      raw,
      value: number,
      type,
      parts,
      quoted,
      ...(invalid === undefined ? {} : { invalid }),
      ...(missing === undefined ? {} : { missing }),
    };
  };

  const entriesOf = (map: YAMLMap, depth: number): readonly Entry[] => {
    const own = new Map<string, Entry>();
    const merges: Entry[] = [];
    let merging = false;
    for (const pair of map.items) {
      const keyNode = convert(pair.key, place(map), depth + 1);
      if (keyNode.kind !== 'scalar') {
        problems.push({ at: keyNode.at, message: 'a key must be one word, not a mapping or a list' });
        continue;
      }
      const key = keyNode.raw;
      const value = convert(pair.value, keyNode.at, depth + 1);
      if (overflow) return [];
      const isMerge = key === '<<' && !keyNode.quoted;
      if (own.has(key) || (isMerge && merging))
        problems.push({ at: keyNode.at, message: `the key "${key}" stands here twice` });
      if (!isMerge) {
        own.set(key, { at: keyNode.at, key, keyType: keyNode.type, value });
        continue;
      }
      merging = true;
      for (const from of value.kind === 'list' ? value.items : [value]) {
        if (from.kind !== 'map') {
          problems.push({ at: keyNode.at, message: 'only mappings can be merged' });
          continue;
        }
        // Every mapping that merges another one holds its entries again.
        count += from.entries.length;
        if (count > mostNodes) {
          overflowAt(tooMany, keyNode.at);
          return [];
        }
        for (const entry of from.entries) merges.push({ ...entry, merged: true });
      }
    }
    for (const entry of merges) if (!own.has(entry.key)) own.set(entry.key, entry);
    return [...own.values()];
  };

  const root = convert(document.contents, span(file, 0, 0), 0);
  return { root: root.kind === 'map' ? root : undefined, problems, gaps, tags, overflow };
}
