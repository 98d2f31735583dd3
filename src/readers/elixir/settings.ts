/** `config :app, Key, options` of the files in config/. https://hexdocs.pm/elixir/Config.html */
import type { Node } from 'web-tree-sitter';
import { type Argument, type Circumstances, stricter, type Value } from '../code/program.ts';
import { field } from '../code/tree.ts';
import { literalOf, textOf, variableIn } from '../code/values.ts';
import { type Collector, placeOf } from './collector.ts';
import { givenTo, itemsOf, keyOf } from './nodes.ts';
import { moduleName, type Scope } from './scopes.ts';
import { push } from './sites.ts';
import { libraryApps } from './tables/engine.ts';
import { evaluate, flattened } from './values.ts';

/** The part a module plays, by the end of its name: `ShopWeb.Endpoint` is `Endpoint`. */
const roleOf = (module: string): string =>
  /(?:^|\.)\w*?(Endpoint|Repo|Scheduler|Mailer|Guardian)$/.exec(module)?.[1] ?? module;

export function addSetting(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const { positional, pairs } = givenTo(node);
  const [app, key, options] = positional;
  if (app?.type !== 'atom') return;
  const library = libraryApps.has(app.text.slice(1)) ? `${app.text.slice(1)}.` : '';
  // `config :app, [key: value]`
  if (!key || key.type === 'list') {
    for (const pair of [...pairs, ...(key ? itemsOf(key).pairs : [])])
      addOne(into, `${library}${keyOf(pair)}`, pair, field(pair, 'value'), scope, now);
    return;
  }
  const name =
    key.type === 'alias'
      ? roleOf(moduleName(key.text, scope.unit))
      : key.type === 'atom'
        ? `${library}${key.text.slice(1)}`
        : undefined;
  if (name === undefined) return;
  const inside = options?.type === 'list' ? itemsOf(options) : undefined;
  const under = [...pairs, ...(inside?.positional.every(({ type }) => type === 'atom') ? inside.pairs : [])];
  if (under.length === 0 && options) {
    addOne(into, name, node, options, scope, now);
    return;
  }
  for (const pair of under) addOne(into, `${name}.${keyOf(pair)}`, pair, field(pair, 'value'), scope, now);
  const given = flattened({
    kind: 'map',
    entries: under.map((pair) => ({ key: keyOf(pair), value: evaluate(field(pair, 'value'), scope) })),
  });
  // What the settings of every environment begin with is often replaced by those of one: no address is taken from them.
  if (into.settings?.read === 'start')
    push(into, now, { node, meaning: { module: '', path: `config ${name}` }, name, given, open: false });
}

/** One key: as a setting, and as a call for what tables of calls alone can say (listeners, pools). */
function addOne(
  into: Collector,
  name: string,
  at: Node,
  node: Node | undefined,
  scope: Scope,
  now: Circumstances,
): void {
  if (!node) return;
  const value = evaluate(node, scope);
  into.sites.push({
    at: placeOf(into, at),
    ...now,
    site: 'setting',
    name,
    value: headOf(value, node),
    ...(into.settings?.read === 'build' ? { overruled: true } : {}),
  });
  const given: readonly Argument[] = value.kind === 'map' ? flattened(value) : [{ value }];
  const open = value.kind !== 'map' && value.kind !== 'literal' && value.kind !== 'list';
  const listens = /^Endpoint\.https?$/.test(name);
  // Keywords of several files are merged: an address without a port is half of a listener.
  const half = listens && into.settings?.read === 'build' && !given.some((one) => one.name === 'port');
  if (!half)
    push(into, listens ? replaceable(into, now) : now, {
      node: at,
      meaning: { module: '', path: name },
      name,
      given,
      open,
    });
  for (const item of value.kind === 'list' ? value.items : [])
    if (textOf(item) !== undefined)
      push(into, now, {
        node: at,
        meaning: { module: '', path: `${name}[]` },
        name,
        given: [{ value: item }],
        open: false,
      });
  if (isFile(name, value))
    push(into, now, { node: at, meaning: { module: '', path: `${name} file` }, name, given: [{ value }], open: false });
}

/** What a build settles may be settled anew when the program starts. */
const replaceable = ({ settings }: Collector, now: Circumstances): Circumstances =>
  settings?.read === 'build' ? { ...now, guard: stricter(now.guard, 'conditional') } : now;

/** `{Hammer.Backend.Redis, [url: …]}`: the module counts. */
const headOf = (value: Value, node: Node): Value =>
  node.type === 'tuple' && value.kind === 'list' ? (value.items[0] ?? value) : value;

/** A database that is named by a path. */
const isFile = (name: string, value: Value): boolean =>
  name === 'Repo.database' &&
  (/\.(?:db|sqlite3?)$/.test(String(literalOf(value) ?? '')) || /_PATH$/.test(variableIn(value) ?? ''));
