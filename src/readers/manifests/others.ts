import type { Ecosystem } from '../../facts/manifest.ts';
import type { Reader } from '../../facts/reading.ts';
import { fileNameOf, type Source } from '../../source/index.ts';
import { emptyManifest } from './empty.ts';

/** How the name of a package is found, where that is easy. */
type Naming = 'none' | 'file' | 'mix';

/** Manifests of which only ecosystem and name are read. */
const OTHERS: readonly (readonly [file: RegExp, ecosystem: Ecosystem, naming: Naming])[] = [
  [/.\.(?:csproj|fsproj|vbproj)$/, 'dotnet', 'file'],
  [/^mix\.exs$/, 'elixir', 'mix'],
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
    return { manifests: [{ ...emptyManifest(source.path, row[1]), ...(name ? { name } : {}) }] };
  },
};

function nameOf({ path, text }: Source, naming: Naming): string | undefined {
  switch (naming) {
    case 'none':
      return undefined;
    case 'file': {
      const file = fileNameOf(path);
      return file.slice(0, file.lastIndexOf('.'));
    }
    case 'mix':
      return /\bapp:\s*:([a-z_][a-z0-9_]*)/.exec(text)?.[1];
  }
}
