import type { Dependency } from '../../facts/manifest.ts';
import type { Reader, Reading } from '../../facts/reading.ts';
import { fileNameOf, type Source, span, type Text } from '../../source/index.ts';
import { emptyManifest } from './empty.ts';
import { type Term, termsOf } from './mix-terms.ts';

/** https://hexdocs.pm/mix/Mix.Tasks.Deps.html. A manifest is a program: what stands in it literally is read, what it computes is not. */
export const mixReader: Reader = { name: 'mix.exs', claims: (path) => fileNameOf(path) === 'mix.exs', read: readMix };

const largest = 512 * 1024;

function readMix({ path, text }: Source): Reading {
  if (text.length > largest) return { manifests: [emptyManifest(path, 'elixir')] };
  const terms = termsOf(text);
  const all = [...everyList(terms)];
  const name = leafUnder(all, 'app', 'atom')?.value;
  const version = leafUnder(all, 'elixir', 'text');
  const apps = leafUnder(all, 'apps_path', 'text')?.value;
  const runtime: Text | undefined = version && {
    raw: version.value,
    value: version.value,
    at: span(path, version.start + 1, version.end - 1),
  };
  // A package for others says so, and starts nothing.
  const library = all.some((list) => has(list, 'package')) && !all.some((list) => has(list, 'mod'));
  return {
    manifests: [
      {
        ...emptyManifest(path, 'elixir'),
        ...(name === undefined ? {} : { name }),
        ...(runtime ? { runtime } : {}),
        dependencies: dependenciesIn(terms, path),
        workspaces: apps === undefined ? [] : [`${apps}/*`],
        library,
      },
    ],
  };
}

type Leaf = Exclude<Term, { readonly kind: 'group' }>;

const has = (list: readonly Term[], key: string): boolean =>
  list.some((term) => term.kind === 'key' && term.value === key);

/** The term behind `key:` in one list. */
const behind = (list: readonly Term[], key: string): Term | undefined => {
  const at = list.findIndex((term) => term.kind === 'key' && term.value === key);
  return at === -1 ? undefined : list[at + 1];
};

function* everyList(terms: readonly Term[]): Generator<readonly Term[]> {
  yield terms;
  for (const term of terms) if (term.kind === 'group') yield* everyList(term.items);
}

function leafUnder(lists: readonly (readonly Term[])[], key: string, kind: Leaf['kind']): Leaf | undefined {
  for (const list of lists) {
    const found = behind(list, key);
    if (found && found.kind !== 'group' && found.kind === kind) return found;
  }
  return undefined;
}

const requirement = /^(?:~>|>=|<=|==|!=|>|<)?\s*\d/;
const sources = ['git', 'github', 'path', 'in_umbrella', 'hex', 'only', 'optional', 'override', 'repo', 'system_env'];

function dependenciesIn(terms: readonly Term[], path: string): readonly Dependency[] {
  return terms.flatMap((term): readonly Dependency[] => {
    if (term.kind !== 'group') return [];
    const found = term.open === '{' ? dependencyOf(term.items, path, term) : undefined;
    return found ? [found] : dependenciesIn(term.items, path);
  });
}

/** `{:phoenix, "~> 1.7"}`, `{:shared, in_umbrella: true}`, `{:credo, "~> 1.7", only: [:dev, :test]}`; other tuples look otherwise. */
function dependencyOf(
  items: readonly Term[],
  path: string,
  { start, end }: { readonly start: number; readonly end: number },
): Dependency | undefined {
  const [name, second] = items;
  if (name?.kind !== 'atom' || !second) return undefined;
  const written = second.kind === 'text' && requirement.test(second.value) ? second.value : undefined;
  // Options may stand in brackets of their own.
  const options = items.find((one) => one.kind === 'group' && one.open === '[' && one.items[0]?.kind === 'key');
  const keys = options?.kind === 'group' && !items.some((one) => one.kind === 'key') ? options.items : items;
  if (written === undefined && !sources.some((key) => has(keys, key))) return undefined;
  const version = sourceOf(keys) ?? written ?? '';
  return {
    name: name.value,
    version,
    group: groupOf(keys),
    // A bare number means exactly this one.
    pinned: /^(?:==\s*)?\d+\.\d+\.\d+$/.test(version) || /#[0-9a-f]{40}$/.test(version),
    at: span(path, start, end),
  };
}

const textBehind = (keys: readonly Term[], key: string): string | undefined => {
  const found = behind(keys, key);
  return found?.kind === 'text' ? found.value : undefined;
};

/** Where it comes from when not from Hex, in the words other manifests use. */
function sourceOf(keys: readonly Term[]): string | undefined {
  const local = textBehind(keys, 'path');
  if (local !== undefined) return `file:${local}`;
  if (has(keys, 'in_umbrella')) return 'workspace:*';
  const github = textBehind(keys, 'github');
  const git = textBehind(keys, 'git');
  const reference = ['ref', 'tag', 'branch'].map((key) => textBehind(keys, key)).find((one) => one !== undefined);
  const fragment = reference === undefined ? '' : `#${reference}`;
  if (github !== undefined) return `github:${github}${fragment}`;
  return git === undefined ? undefined : `${/^[a-z]+:\/\//.test(git) ? `git+${git}` : git}${fragment}`;
}

/** `only:` names the environments it is for; without `:prod` it is a tool of developers. */
function groupOf(keys: readonly Term[]): Dependency['group'] {
  const only = behind(keys, 'only');
  const names = only?.kind === 'group' ? only.items : only ? [only] : [];
  const environments = names.flatMap((one) => (one.kind === 'atom' ? [one.value] : []));
  if (environments.length > 0 && environments.every((one) => /^(?:dev|test|docs|ci|lint|bench)$/.test(one)))
    return 'development';
  const optional = behind(keys, 'optional');
  return optional?.kind === 'word' && optional.value === 'true' ? 'optional' : 'runtime';
}
