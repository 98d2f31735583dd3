/** Settings of frameworks that are kept in YAML, read as the code is: the same rows say what they mean. */
import type { Guard, Language } from '../../facts/code.ts';
import type { Node, Scalar } from '../../facts/compose.ts';
import type { Reader } from '../../facts/reading.ts';
import { span } from '../../source/index.ts';
import { parseFirst } from '../compose/parse.ts';
import { toTree } from '../compose/tree.ts';
import { factsOf } from './facts.ts';
import { type Program, type ReadSite, type Site, stricter, unknown, type Value } from './program.ts';
import type { Tables } from './row.ts';

/** A kind of file, and how it writes a read of the environment. */
export interface SettingsFiles {
  readonly name: string;
  readonly language: Language;
  readonly claims: (path: string) => boolean;
  readonly guardOf: (path: string) => Guard;
  /** The variable a text stands for. */
  readonly variable: (text: string) => { readonly name: string; readonly fallback?: string } | undefined;
  /** Every variable a text names, wherever it stands in it. */
  readonly named: (text: string) => readonly { readonly name: string; readonly need: ReadSite['need'] }[];
  /** The library whose notation that is. */
  readonly module: string;
  /** What stands for texts that the framework puts in: folders, mostly. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** A key whose mapping holds under a condition, as if it stood outside: `when@prod`. */
  readonly section?: (key: string) => Guard | undefined;
  readonly tables: Tables;
}

const largest = 256 * 1024;

export const yamlSettingsReader = ({
  name,
  language,
  claims,
  guardOf,
  variable,
  named,
  module,
  tables,
  parameters = {},
  section,
}: SettingsFiles): Reader => ({
  name,
  claims,
  read: ({ path, text }) => {
    if (text.length > largest) return {};
    const { document } = parseFirst(text);
    const root = document && toTree(document, path, text).root;
    if (!root) return {};
    const guard = guardOf(path);
    const filled = (text: string): string =>
      Object.entries(parameters).reduce((all, [from, to]) => all.replaceAll(from, to), text);
    const sites = sitesOf(root, guard, { variable: (text) => variable(text), filled, section });
    const reads = scalarsIn(root).flatMap(({ at, raw }) =>
      named(raw).map((read): ReadSite => ({ ...read, at, module, guard, onLoad: true, entryOnly: false })),
    );
    const program: Program = { language, imports: [], packages: new Set(), sites, reads };
    const facts = factsOf(program, tables);
    if (facts.length === 0) return {};
    return {
      code: [{ path, language, at: span(path, 0, text.length), imports: [], packages: [], facts, parsed: true }],
    };
  },
});

function scalarsIn(node: Node): readonly Scalar[] {
  if (node.kind === 'map') return node.entries.flatMap(({ value }) => scalarsIn(value));
  return node.kind === 'list' ? node.items.flatMap(scalarsIn) : [node];
}

/** One setting for each key of the second level, `framework.session`, so that a fact points at it. */
interface Notation extends Pick<SettingsFiles, 'variable' | 'section'> {
  readonly filled: (text: string) => string;
}

function sitesOf(root: Node, guard: Guard, notation: Notation): readonly Site[] {
  if (root.kind !== 'map') return [];
  return root.entries.flatMap((outer): readonly Site[] => {
    const under = notation.section?.(outer.key);
    if (under !== undefined) return sitesOf(outer.value, stricter(guard, under), notation);
    const now = { guard, onLoad: true, entryOnly: false, site: 'setting' } as const;
    if (outer.value.kind !== 'map')
      return [{ ...now, at: outer.at, name: outer.key, value: valueOfNode(outer.value, notation) }];
    return outer.value.entries.map(({ at, key, value }) => ({
      ...now,
      at,
      name: `${outer.key}.${key}`,
      value: valueOfNode(value, notation),
    }));
  });
}

function valueOfNode(node: Node, notation: Notation): Value {
  if (node.kind === 'map')
    return {
      kind: 'map',
      entries: node.entries.map(({ key, value }) => ({ key, value: valueOfNode(value, notation) })),
    };
  if (node.kind === 'list') return { kind: 'list', items: node.items.map((item) => valueOfNode(item, notation)) };
  if (node.type === 'null') return { kind: 'literal', literal: null };
  if (node.type === 'boolean') return { kind: 'literal', literal: node.raw === 'true' };
  const text = notation.filled(node.raw);
  const read = notation.variable(text);
  if (!read) return /[%$#]\{?\w/.test(text) ? unknown : { kind: 'literal', literal: text };
  const fallback: Value | undefined =
    read.fallback === undefined ? undefined : { kind: 'literal', literal: read.fallback };
  return {
    kind: 'environment',
    name: read.name,
    need: fallback ? 'defaulted' : 'required',
    ...(fallback ? { fallback } : {}),
  };
}
