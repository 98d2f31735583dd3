import type { Dependency, Manifest, Script } from '../../facts/manifest.ts';
import type { Reader, Reading } from '../../facts/reading.ts';
import { fileNameOf, type Source, span, type Text } from '../../source/index.ts';
import { emptyManifest, unreadable } from './empty.ts';
import { entriesOf, get, type Json, parseJson, stringOf, stringsOf } from './json.ts';
import { overriddenName } from './overridden.ts';

export const packageJsonReader: Reader = {
  name: 'package.json',
  claims: (path) => fileNameOf(path) === 'package.json',
  read: readPackage,
};

/** https://docs.npmjs.com/cli/configuring-npm/package-json */
const GROUPS: readonly (readonly [key: string, group: Dependency['group']])[] = [
  ['dependencies', 'runtime'],
  ['devDependencies', 'development'],
  ['optionalDependencies', 'optional'],
  ['peerDependencies', 'peer'],
];

function readPackage({ path, text }: Source): Reading {
  const root = parseJson(text);
  if ('problem' in root) return unreadable(path, root.offset, `not valid JSON: ${root.problem}`);
  if (root.kind !== 'object') return unreadable(path, root.start, 'not a JSON object');
  return { manifests: [manifestOf(path, text, root)] };
}

function manifestOf(path: string, text: string, root: Json): Manifest {
  const name = stringOf(get(root, 'name'));
  const main = stringOf(get(root, 'main'));
  const manager = stringOf(get(root, 'packageManager'))?.split('@')[0];
  const runtime = textOf(path, text, get(get(root, 'engines'), 'node'));
  const scripts = entriesOf(get(root, 'scripts')).flatMap(({ key, start, value }): readonly Script[] =>
    value.kind === 'string' ? [{ name: key, command: value.value, at: span(path, start, value.end) }] : [],
  );
  const workspaces = get(root, 'workspaces');
  const overridden = overriddenIn(root);
  return {
    ...emptyManifest(path, 'npm'),
    ...(name ? { name } : {}),
    ...(main ? { main } : {}),
    ...(manager ? { manager } : {}),
    ...(runtime ? { runtime } : {}),
    ...(overridden.length > 0 ? { overridden } : {}),
    dependencies: GROUPS.flatMap(([key, group]) => dependenciesOf(path, get(root, key), group)),
    scripts,
    bins: binsOf(get(root, 'bin')),
    workspaces: stringsOf(workspaces?.kind === 'object' ? get(workspaces, 'packages') : workspaces),
    library: isLibrary(text, root, scripts),
  };
}

/** `overrides` of npm and Bun, `resolutions` of Yarn, `pnpm.overrides`: keys of objects inside are names as well. */
function overriddenIn(root: Json): readonly string[] {
  const lists = [get(root, 'overrides'), get(root, 'resolutions'), get(get(root, 'pnpm'), 'overrides')];
  const keys = (node: Json | undefined): readonly string[] =>
    entriesOf(node).flatMap(({ key, value }) => [key, ...keys(value)]);
  return [...new Set(lists.flatMap(keys).flatMap(overriddenName))];
}

const dependenciesOf = (path: string, node: Json | undefined, group: Dependency['group']): readonly Dependency[] =>
  entriesOf(node).map(({ key, start, value }) => {
    const version = stringOf(value) ?? '';
    return { name: key, version, group, pinned: isExact(version), at: span(path, start, value.end) };
  });

/** `1.2.3`, `=1.2.3-rc.1`, `npm:other@1.2.3`, or a commit. */
const isExact = (version: string): boolean =>
  /^(?:npm:@?[^@]+@)?[=v]{0,2}\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]*)?$/.test(version) || /#[0-9a-f]{40}$/.test(version);

const binsOf = (node: Json | undefined): readonly string[] =>
  node?.kind === 'string'
    ? [node.value]
    : entriesOf(node).flatMap(({ key, value }) => [key, stringOf(value) ?? []].flat());

function isLibrary(text: string, root: Json, scripts: readonly Script[]): boolean {
  const secret = get(root, 'private');
  if (secret !== undefined && text.slice(secret.start, secret.end) === 'true') return false;
  const published = get(root, 'exports') ?? get(root, 'files');
  return published !== undefined && !scripts.some(({ name }) => name === 'start');
}

function textOf(path: string, text: string, node: Json | undefined): Text | undefined {
  if (node?.kind !== 'string') return undefined;
  return { raw: text.slice(node.start + 1, node.end - 1), value: node.value, at: span(path, node.start, node.end) };
}
