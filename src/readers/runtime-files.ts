/** Files that name the version of a language runtime: one row per kind of file. */
import type { Reader } from '../facts/reading.ts';
import type { Runtime, RuntimeWish } from '../facts/runtime.ts';
import { fileNameOf, type Source, span } from '../source/index.ts';
import { get, type Json, parseJson } from './manifests/json.ts';

type Found = Omit<RuntimeWish, 'path' | 'at'> & { readonly start: number; readonly end: number };

const chosen = (runtime: Runtime, source: string, version: string, start: number): Found => ({
  runtime,
  source,
  version,
  kind: 'chosen',
  start,
  end: start + version.length,
});

/** The whole file is the version, behind an optional name: `v22.4.0`, `ruby-3.3.1`, `3.12`. */
const wholeFile: ReadonlyMap<string, Runtime> = new Map([
  ['.nvmrc', 'node'],
  ['.node-version', 'node'],
  ['.python-version', 'python'],
  ['.ruby-version', 'ruby'],
  ['.go-version', 'go'],
  ['.php-version', 'php'],
  ['.java-version', 'java'],
  ['rust-toolchain', 'rust'],
]);

/** Names of asdf (https://asdf-vm.com) and mise (https://mise.jdx.dev). */
const tools: ReadonlyMap<string, Runtime> = new Map([
  ['nodejs', 'node'],
  ['node', 'node'],
  ['python', 'python'],
  ['ruby', 'ruby'],
  ['golang', 'go'],
  ['go', 'go'],
  ['php', 'php'],
  ['java', 'java'],
  ['dotnet', 'dotnet'],
  ['rust', 'rust'],
  ['elixir', 'elixir'],
]);

/** Distributions of Java stand in front of the number: `temurin-21.0.4+7`. */
const number = (text: string): string => text.replace(/^[a-z][a-z_-]*-(?=\d)/i, '');

function fromWholeFile(name: string, text: string): readonly Found[] {
  const match = /^\uFEFF?(?:\s*#[^\n]*\n)*\s*(\S+)/.exec(text);
  const runtime = wholeFile.get(name);
  if (!match || !runtime || match[1]!.startsWith('[')) return [];
  const version = number(match[1]!);
  return [chosen(runtime, name, version, match.index + match[0].length - version.length)];
}

/** `nodejs 22.4.0 20.1.0 # comment`: the first that is installed counts, so any may. */
function fromToolVersions(text: string): readonly Found[] {
  return [...text.matchAll(/^[ \t]*([a-z]+)[ \t]+([^\s#]+)/gm)].flatMap(([whole, tool, written], index, all) => {
    const runtime = tools.get(tool!);
    const start = all[index]!.index + whole.length - number(written!).length;
    return runtime ? [chosen(runtime, '.tool-versions', number(written!), start)] : [];
  });
}

/** The `[tools]` table of mise, and `channel` of a Rust toolchain: one key to a line in every file of that kind. */
function fromToml(name: string, text: string): readonly Found[] {
  const found: Found[] = [];
  let table = '';
  for (const line of text.matchAll(/^[ \t]*(?:\[([\w.]+)\]|"?([\w-]+)"?[ \t]*=[ \t]*\[?[ \t]*["']([^"']+)["'])/gm)) {
    const [whole, header, key, version] = line;
    if (header !== undefined) table = header;
    const runtime = name.startsWith('rust') ? (key === 'channel' ? 'rust' : undefined) : tools.get(key ?? '');
    if (!runtime || !version || table !== (name.startsWith('rust') ? 'toolchain' : 'tools')) continue;
    found.push(chosen(runtime, name, number(version), line.index + whole.length - 1 - number(version).length));
  }
  return found;
}

/** Keys of JSON files. */
const jsonKeys: ReadonlyMap<
  string,
  readonly (readonly [keys: readonly string[], runtime: Runtime, kind: RuntimeWish['kind'], source: string])[]
> = new Map([
  [
    'package.json',
    [
      [['engines', 'node'], 'node', 'required', 'engines.node'],
      [['volta', 'node'], 'node', 'chosen', 'volta.node'],
    ],
  ],
  ['composer.json', [[['require', 'php'], 'php', 'required', 'require.php']]],
  ['global.json', [[['sdk', 'version'], 'dotnet', 'chosen', 'global.json']]],
]);

function fromJson(name: string, text: string): readonly Found[] {
  const root = parseJson(text);
  if ('problem' in root) return [];
  return (jsonKeys.get(name) ?? []).flatMap(([keys, runtime, kind, source]): readonly Found[] => {
    const value = keys.reduce<Json | undefined>((node, key) => get(node, key), root);
    if (value?.kind !== 'string') return [];
    return [{ runtime, kind, source, version: value.value, start: value.start, end: value.end }];
  });
}

/** `ruby "3.3.1"` and `python_version = "3.12"`. */
const lines: ReadonlyMap<string, readonly [pattern: RegExp, runtime: Runtime, source: string]> = new Map([
  ['Gemfile', [/^[ \t]*ruby[ \t]+["']([^"']+)["']/m, 'ruby', 'ruby in the Gemfile']],
  ['Pipfile', [/^[ \t]*python_(?:full_)?version[ \t]*=[ \t]*["']([^"']+)["']/m, 'python', 'python_version']],
  ['pyproject.toml', [/^[ \t]*(?:requires-python|python)[ \t]*=[ \t]*["']([^"']+)["']/m, 'python', 'requires-python']],
  ['go.mod', [/^go[ \t]+(\d[\w.]*)/m, 'go', 'the go directive']],
  ['mix.exs', [/^[ \t]*elixir:[ \t]*"([^"\n]+)"/m, 'elixir', 'elixir in mix.exs']],
  ['Cargo.toml', [/^rust-version[ \t]*=[ \t]*["']([^"']+)["']/m, 'rust', 'rust-version']],
]);

function fromLine(name: string, text: string): readonly Found[] {
  const row = lines.get(name);
  const match = row?.[0].exec(text);
  if (!row || !match) return [];
  const start = match.index + match[0].lastIndexOf(match[1]!);
  return [
    { runtime: row[1], kind: 'required', source: row[2], version: match[1]!, start, end: start + match[1]!.length },
  ];
}

const kinds: readonly (readonly [
  claims: (name: string) => boolean,
  read: (name: string, text: string) => readonly Found[],
])[] = [
  [(name) => wholeFile.has(name), fromWholeFile],
  [(name) => name === '.tool-versions', (_, text) => fromToolVersions(text)],
  [(name) => /^\.?mise\.toml$|^rust-toolchain(\.toml)?$/.test(name), fromToml],
  [(name) => jsonKeys.has(name), fromJson],
  [(name) => lines.has(name), fromLine],
];

export const runtimeFileReader: Reader = {
  name: 'runtime versions',
  claims: (path) => kinds.some(([claims]) => claims(fileNameOf(path))),
  read: (source) => ({ runtimeWishes: wishesIn(source) }),
};

function wishesIn({ path, text }: Source): readonly RuntimeWish[] {
  const name = fileNameOf(path);
  return kinds
    .filter(([claims]) => claims(name))
    .flatMap(([, read]) => read(name, text))
    .map(({ start, end, ...wish }) => ({ ...wish, path, at: span(path, start, end) }));
}
