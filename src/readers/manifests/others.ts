import type { Ecosystem } from '../../facts/manifest.ts';
import type { Reader, Reading } from '../../facts/reading.ts';
import { fileNameOf, type Source } from '../../source/index.ts';
import { emptyManifest, unreadable } from './empty.ts';
import { parseToml } from './toml.ts';
import { stringAt } from './toml-table.ts';

/** How the name of a package is found, where that is easy. */
type Naming = 'none' | 'cargo';

/** Manifests of which only ecosystem and name are read. */
const OTHERS: readonly (readonly [file: RegExp, ecosystem: Ecosystem, naming: Naming])[] = [
  [/^Cargo\.toml$/, 'rust', 'cargo'],
  [/^Pipfile$/, 'python', 'none'],
  [/^setup\.(?:py|cfg)$/, 'python', 'none'],
];

export const otherManifestReader: Reader = {
  name: 'other manifests',
  claims: (path) => OTHERS.some(([file]) => file.test(fileNameOf(path))),
  read: (source) => {
    const row = OTHERS.find(([file]) => file.test(fileNameOf(source.path)));
    if (row === undefined) return {};
    const name = nameOf(source, row[2]);
    if (typeof name === 'object') return name;
    return { manifests: [{ ...emptyManifest(source.path, row[1]), ...(name ? { name } : {}) }] };
  },
};

function nameOf({ path, text }: Source, naming: Naming): string | undefined | Reading {
  switch (naming) {
    case 'none':
      return undefined;
    case 'cargo': {
      const parsed = parseToml(text);
      if ('problem' in parsed) return unreadable(path, parsed.offset, `not valid TOML: ${parsed.problem}`);
      return stringAt(parsed.table, 'package', 'name');
    }
  }
}
