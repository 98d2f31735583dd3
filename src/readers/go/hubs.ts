/** Sets of sockets to which everything is sent: the hub of every chat example. */
import type { Node } from 'web-tree-sitter';
import type { Circumstances } from '../code/program.ts';
import { field } from '../code/tree.ts';
import { type Collector, placeOf } from './collector.ts';

const socketSet = /\bmap\[\*?(?:\w{1,40}\.)?(?:Conn|Socket|WebSocket)\]|\bmap\[string\]\*?websocket\.Conn\b/;
const clientSet = /^map\[\*(?:Client|Subscriber|Connection|Session|Conn)\]/;
const channel = /^(?:<-)?chan\b/;

export function addHubs(into: Collector, root: Node, now: Circumstances): void {
  for (const fields of into.reading.unit.structs.values()) {
    const all = [...fields.values()];
    const set = all.find(({ type }) => socketSet.test(type?.text ?? ''));
    const clients = all.find(({ type }) => clientSet.test(type?.text ?? ''));
    const speaks = all.some(
      ({ name, type }) => /broadcast|publish|messages?$/i.test(name) && channel.test(type?.text ?? ''),
    );
    const found = set ?? (speaks ? clients : undefined);
    if (found) addHub(into, found.node, now);
  }
  for (const spec of root.descendantsOfType('var_spec')) {
    if (!spec || spec.parent?.parent?.type === 'statement_list') continue;
    const written = (field(spec, 'type') ?? field(spec, 'value'))?.text ?? '';
    if (socketSet.test(written.slice(0, 120))) addHub(into, spec, now);
  }
}

const addHub = (into: Collector, node: Node, now: Circumstances): void => {
  const meaning = { module: '', path: 'hub of sockets' };
  into.sites.push({
    at: placeOf(into, node),
    ...now,
    site: 'call',
    how: 'call',
    name: '',
    arguments: [],
    open: false,
    meaning,
  });
};
