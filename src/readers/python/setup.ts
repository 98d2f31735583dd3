/** The call of `setup` in a `setup.py`, as a manifest. https://setuptools.pypa.io/en/latest/references/keywords.html */
import type { Node } from 'web-tree-sitter';
import type { Dependency, Manifest } from '../../facts/manifest.ts';
import type { Reading } from '../../facts/reading.ts';
import { type Source, span, type Text } from '../../source/index.ts';
import { childrenOf, field } from '../code/tree.ts';
import { emptyManifest } from '../manifests/empty.ts';
import { requirementOf } from '../manifests/pep508.ts';
import { lastName } from './collector.ts';

/** `undefined`: put together when the program runs. */
type Known<T> = T | undefined;

interface Program {
  readonly path: string;
  /** What names of the module are bound to; `undefined` where that changes. */
  readonly bound: ReadonlyMap<string, Node | undefined>;
}

const deepest = 8;

export function manifestOf(root: Node, { path }: Source): Reading {
  const program: Program = { path, bound: boundIn(root) };
  const calls = callsOfSetup(root);
  const manifests = calls.map((call) => ofCall(call, program));
  const open = calls.filter((_, index) => manifests[index]!.computed);
  const manifest: Manifest = {
    ...emptyManifest(path, 'python'),
    ...Object.assign({}, ...manifests),
    dependencies: manifests.flatMap(({ dependencies }) => dependencies),
    bins: manifests.flatMap(({ bins }) => bins),
    // Without a call something else makes the package.
    ...(open.length > 0 || calls.length === 0 ? { computed: true } : {}),
  };
  const gaps = open.map((call) => ({
    at: span(path, call.startIndex, (field(call, 'function') ?? call).endIndex),
    why: 'puts its dependencies together when it runs: they are not known',
  }));
  return { manifests: [manifest], ...(gaps.length > 0 ? { gaps } : {}) };
}

/** Assigned once at the top of the module, and never changed by a method or an operator. */
function boundIn(root: Node): ReadonlyMap<string, Node | undefined> {
  const bound = new Map<string, Node | undefined>();
  const note = (name: Node | undefined, value: Node | undefined, isTop: boolean): void => {
    if (name?.type !== 'identifier') return;
    bound.set(name.text, isTop && value && !bound.has(name.text) ? value : undefined);
  };
  walk(root, (node) => {
    if (node.type === 'assignment')
      note(field(node, 'left'), field(node, 'right'), node.parent?.parent?.type === 'module');
    else if (node.type === 'augmented_assignment') note(field(node, 'left'), undefined, false);
    else if (node.type === 'for_statement') note(field(node, 'left'), undefined, false);
    else if (node.type === 'call') {
      const callee = field(node, 'function');
      // `requires.append(…)`; a text or a path has no such method that changes it.
      if (callee?.type === 'attribute' && /^(?:append|extend|insert|remove|update|pop|clear)$/.test(lastName(callee)))
        note(field(callee, 'object'), undefined, false);
    } else if (node.type === 'subscript' && node.parent?.type === 'assignment' && isLeft(node))
      note(field(node, 'value'), undefined, false);
  });
  return bound;
}

const isLeft = (node: Node): boolean => field(node.parent!, 'left')?.id === node.id;

function callsOfSetup(root: Node): readonly Node[] {
  const calls: Node[] = [];
  walk(root, (node) => {
    const callee = node.type === 'call' ? field(node, 'function') : undefined;
    if (callee && lastName(callee) === 'setup') calls.push(node);
  });
  return calls;
}

/** Without recursion: a program may be nested as deep as it likes. */
function walk(root: Node, visit: (node: Node) => void): void {
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    visit(node);
    open.push(...childrenOf(node).toReversed());
  }
}

function ofCall(call: Node, program: Program): Pick<Manifest, 'dependencies' | 'bins'> & Partial<Manifest> {
  const given = new Map<string, Node>();
  const list = field(call, 'arguments');
  let open = false;
  for (const one of list ? childrenOf(list) : []) {
    const name = one.type === 'keyword_argument' ? field(one, 'name')?.text : undefined;
    const value = one.type === 'keyword_argument' ? field(one, 'value') : undefined;
    if (name !== undefined && value) given.set(name, value);
    else if (one.type === 'dictionary_splat') open = true;
  }
  // pbr takes what it finds in files of certain names.
  open ||= given.has('pbr');
  const lists: readonly (readonly [Dependency['group'], Known<readonly Text[]>])[] = [
    ['runtime', textsAt(given.get('install_requires'), program)],
    ['optional', extrasOf(given.get('extras_require'), program)],
    ['development', textsAt(given.get('tests_require'), program)],
  ];
  const [name] = textsAt(given.get('name'), program) ?? [];
  const [runtime] = textsAt(given.get('python_requires'), program) ?? [];
  return {
    ...(name?.value ? { name: name.value } : {}),
    ...(runtime?.value ? { runtime } : {}),
    dependencies: lists.flatMap(([group, texts]) => (texts ?? []).flatMap((text) => dependencyOf(text, group))),
    bins: [
      ...consoleScripts(given.get('entry_points'), program),
      ...(textsAt(given.get('scripts'), program) ?? []).map(({ value = '' }) => value),
    ],
    ...(open || lists.some(([, texts]) => texts === undefined) ? { computed: true } : {}),
  };
}

function dependencyOf({ value = '', at }: Text, group: Dependency['group']): readonly Dependency[] {
  const requirement = requirementOf(value);
  return requirement ? [{ ...requirement, group, at }] : [];
}

/** The texts of a list, or the lines of one text; nothing where the argument is not given. */
function textsAt(node: Node | undefined, program: Program, depth = 0): Known<readonly Text[]> {
  if (!node) return [];
  if (depth > deepest) return undefined;
  const inner = (child: Node | undefined): Known<readonly Text[]> => child && textsAt(child, program, depth + 1);
  switch (node.type) {
    case 'list':
    case 'tuple':
    case 'set':
    case 'binary_operator': {
      if (node.type === 'binary_operator' && field(node, 'operator')?.text !== '+') return undefined;
      const all = childrenOf(node)
        .filter(({ type }) => type !== 'comment')
        .map(inner);
      return all.some((texts) => texts === undefined) ? undefined : all.flatMap((texts) => texts ?? []);
    }
    case 'parenthesized_expression':
      return inner(childrenOf(node).find(({ type }) => type !== 'comment'));
    case 'identifier':
      return inner(program.bound.get(node.text));
    case 'none':
      return [];
    case 'string':
    case 'concatenated_string':
      return linesOf(node, program);
    default:
      return undefined;
  }
}

/** A text that holds nothing but itself. */
function contentOf(node: Node): Known<string> {
  const parts = node.type === 'concatenated_string' ? childrenOf(node) : [node];
  const inside = parts.flatMap(childrenOf).filter(({ type }) => type !== 'string_start' && type !== 'string_end');
  return inside.every(({ type }) => type === 'string_content') ? inside.map(({ text }) => text).join('') : undefined;
}

function linesOf(node: Node, { path }: Program): Known<readonly Text[]> {
  const content = contentOf(node);
  if (content === undefined) return undefined;
  const at = span(path, node.startIndex, node.endIndex);
  return content
    .split(/\r?\n|\\n/)
    .map((line) => line.replace(/(?:^|\s)#.*$/s, '').trim())
    .filter(Boolean)
    .map((value) => ({ raw: value, value, at }));
}

function pairsOf(node: Node | undefined, { bound }: Program): Known<readonly (readonly [string, Node])[]> {
  if (!node) return [];
  const found = node.type === 'identifier' ? bound.get(node.text) : node;
  if (found?.type !== 'dictionary') return undefined;
  const pairs = childrenOf(found)
    .filter(({ type }) => type !== 'comment')
    .map((pair) => {
      const [key, value] = [field(pair, 'key'), field(pair, 'value')];
      const name = key?.type === 'string' ? contentOf(key) : undefined;
      return pair.type === 'pair' && name !== undefined && value ? ([name, value] as const) : undefined;
    });
  return pairs.some((pair) => pair === undefined) ? undefined : pairs.flatMap((pair) => (pair ? [pair] : []));
}

/** Extras are asked for by name: those that are computed leave the others as they are. */
function extrasOf(node: Node | undefined, program: Program): Known<readonly Text[]> {
  const all = pairsOf(node, program)?.map(([, value]) => textsAt(value, program));
  return all?.some((texts) => texts === undefined) ? undefined : all?.flatMap((texts) => texts ?? []);
}

/** `{'console_scripts': ['shop = shop.main:run']}`, or the same as text with sections. */
function consoleScripts(node: Node | undefined, program: Program): readonly string[] {
  const listed = pairsOf(node, program)?.find(([key]) => key === 'console_scripts')?.[1];
  const lines = listed ? textsAt(listed, program) : node?.type === 'string' ? inSection(linesOf(node, program)) : [];
  return (lines ?? []).flatMap(({ value = '' }) => (value.includes('=') ? value.split('=')[0]!.trim() : []));
}

function inSection(lines: Known<readonly Text[]>): readonly Text[] {
  let inside = false;
  return (lines ?? []).filter(({ value = '' }) => {
    if (value.startsWith('[')) inside = value === '[console_scripts]';
    return inside && !value.startsWith('[');
  });
}
