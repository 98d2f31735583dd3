/** What Rails and its libraries keep in `config/*.yml`, read as the code is. Sources: the Rails guides, and the documentation of Sidekiq. */
import type { CodeFact, Guard, StateFact } from '../../facts/code.ts';
import type { MapNode, Node } from '../../facts/compose.ts';
import type { Reader, Reading } from '../../facts/reading.ts';
import { fileNameOf, type Source, type Span, span } from '../../source/index.ts';
import { factsOf } from '../code/facts.ts';
import type { Argument, Program, Site, Value } from '../code/program.ts';
import type { Tables } from '../code/row.ts';
import { parseFirst } from '../compose/parse.ts';
import { toTree } from '../compose/tree.ts';
import { type Template, templateOf } from './erb.ts';
import { claimsSettings } from './paths.ts';
import { yamlTables } from './tables/yaml.ts';

const largest = 256 * 1024;

export const rubySettingsReader: Reader = {
  name: 'settings of Rails',
  claims: claimsSettings,
  read: readSettings,
};

function readSettings({ path, text }: Source): Reading {
  if (text.length > largest) return {};
  const template = templateOf(text);
  const { document } = parseFirst(template.text);
  const root = document && toTree(document, path, template.text).root;
  if (!root) return {};
  const name = fileNameOf(path).slice(0, -'.yml'.length);
  const facts = [...stateIn(name, root, template), ...readsIn(root, template, path)];
  if (facts.length === 0) return {};
  return {
    code: [{ path, language: 'ruby', at: span(path, 0, text.length), imports: [], packages: [], facts, parsed: true }],
  };
}

const environments: Readonly<Record<string, Guard>> = {
  production: 'always',
  development: 'development',
  test: 'test',
  staging: 'development',
};

/** The settings of production: those under its name, or all of them where no environment is named. */
function productionOf(root: MapNode): MapNode | undefined {
  const named = root.entries.filter(({ key }) => Object.hasOwn(environments, key));
  if (named.length === 0)
    return root.entries.some(({ key }) => key === 'default' || key === 'shared') ? undefined : root;
  const found = named.find(({ key }) => key === 'production')?.value;
  return found?.kind === 'map' ? found : undefined;
}

function stateIn(name: string, root: MapNode, template: Template): readonly CodeFact[] {
  const evaluate = (node: Node): Value => valueOfNode(node, template);
  if (name === 'storage')
    return root.entries.flatMap(({ key, at, value }) =>
      saidBy([setting(at, 'storage', evaluate(value))]).map((fact) => ({ ...fact, defines: key }) as StateFact),
    );
  const production = productionOf(root);
  if (!production) return [];
  if (name === 'database')
    return databasesIn(production).flatMap(({ at, node, primary }) => {
      const map = evaluate(node);
      const given: readonly Argument[] =
        map.kind === 'map' ? map.entries.map(({ key, value }) => ({ name: key, value })) : [];
      return saidBy([setting(at, primary ? 'database' : 'other database', map), ...(primary ? [pool(at, given)] : [])]);
    });
  return saidBy([setting(placeOf(root, production), name, evaluate(production))]);
}

/** The database itself, or several by name, of which the first is the one `DATABASE_URL` is about. */
function databasesIn(
  production: MapNode,
): readonly { readonly at: Span; readonly node: Node; readonly primary: boolean }[] {
  const own = production.entries.find(({ key }) => key === 'adapter' || key === 'url');
  if (own) return [{ at: own.at, node: production, primary: true }];
  const inner = production.entries.filter(({ value }) => value.kind === 'map' && value.entries.length > 0);
  return inner.map(({ value, at }, index) => ({
    at: (value.kind === 'map' && value.entries.find(({ key }) => key === 'adapter')?.at) || at,
    node: value,
    primary: index === 0,
  }));
}

function placeOf(root: MapNode, production: MapNode): Span {
  return (
    production.entries.find(({ key }) => /adapter|store|dispatchers/.test(key))?.at ??
    production.entries[0]?.at ??
    root.at
  );
}

const now = { guard: 'always', onLoad: true, entryOnly: false } as const;

const setting = (at: Span, name: string, value: Value): Site => ({ ...now, site: 'setting', at, name, value });

const pool = (at: Span, given: readonly Argument[]): Site => ({
  ...now,
  site: 'call',
  how: 'call',
  at,
  name: 'pool',
  meaning: { module: 'database.yml', path: 'pool' },
  arguments: given,
  open: false,
});

function saidBy(sites: readonly Site[], tables: Tables = yamlTables): readonly CodeFact[] {
  const program: Program = { language: 'ruby', imports: [], packages: new Set(), sites, reads: [] };
  return factsOf(program, tables);
}

/** Reads in tags; of an environment other than production they are not what is deployed. */
function readsIn(root: MapNode, { tags }: Template, path: string): readonly CodeFact[] {
  const reads = tags.flatMap(({ start, end, value }) => {
    if (value.kind !== 'environment') return [];
    const around = root.entries.find(
      ({ at, value: inside }) => at.start <= start && Math.max(at.end, inside.at.end) >= end,
    );
    const guard = (around && environments[around.key]) ?? 'always';
    const { name, need, fallback } = value;
    return [{ ...now, guard, at: span(path, start, end), name, module: '', need, ...(fallback ? { fallback } : {}) }];
  });
  return factsOf({ language: 'ruby', imports: [], packages: new Set(), sites: [], reads }, yamlTables);
}

function valueOfNode(node: Node, template: Template): Value {
  if (node.kind === 'map')
    return {
      kind: 'map',
      entries: node.entries.map(({ key, value }) => ({
        key: key.replace(/^:/, ''),
        value: valueOfNode(value, template),
      })),
    };
  if (node.kind === 'list') return { kind: 'list', items: node.items.map((item) => valueOfNode(item, template)) };
  if (node.type === 'null') return { kind: 'literal', literal: null };
  if (node.type === 'boolean') return { kind: 'literal', literal: node.raw === 'true' };
  const raw = node.raw.replace(/^["']|["']$/g, '');
  return template.valueIn(raw) ?? { kind: 'literal', literal: raw.replace(/^:/, '') };
}
