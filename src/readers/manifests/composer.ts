import type { Dependency } from '../../facts/manifest.ts';
import type { Reader, Reading } from '../../facts/reading.ts';
import { fileNameOf, type Source, span } from '../../source/index.ts';
import { composerHash } from './content-hash.ts';
import { emptyManifest, unreadable } from './empty.ts';
import { entriesOf, get, type Json, parseJson, stringOf } from './json.ts';

/** https://getcomposer.org/doc/04-schema.md */
export const composerReader: Reader = {
  name: 'composer.json',
  claims: (path) => fileNameOf(path) === 'composer.json',
  read: readComposer,
};

function readComposer({ path, text }: Source): Reading {
  const root = parseJson(text);
  if ('problem' in root) return unreadable(path, root.offset, `not valid JSON: ${root.problem}`);
  const name = stringOf(get(root, 'name'));
  const dependencies = [
    ...packagesIn(path, get(root, 'require'), 'runtime'),
    ...packagesIn(path, get(root, 'require-dev'), 'development'),
  ];
  const contentHash = composerHash(text);
  const more = { ...(name ? { name } : {}), ...(contentHash ? { contentHashes: [contentHash] } : {}) };
  return { manifests: [{ ...emptyManifest(path, 'php'), ...more, dependencies }] };
}

/** PHP itself and its extensions stand in the same list; packages have a vendor in front. */
const packagesIn = (path: string, node: Json | undefined, group: Dependency['group']): readonly Dependency[] =>
  entriesOf(node)
    .filter(({ key }) => key.includes('/'))
    .map(({ key, start, value }) => {
      const version = stringOf(value) ?? '';
      return {
        name: key,
        version,
        group,
        pinned: /^v?\d+\.\d+\.\d+$|#[0-9a-f]{40}$/.test(version),
        at: span(path, start, value.end),
      };
    });
