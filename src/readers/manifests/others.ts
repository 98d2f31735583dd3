import type { Ecosystem } from '../../facts/manifest.ts';
import type { Reader } from '../../facts/reading.ts';
import { fileNameOf } from '../../source/index.ts';
import { emptyManifest } from './empty.ts';

/** Manifests of which only the ecosystem is read: programs of their own, which nobody here runs. */
const OTHERS: readonly (readonly [file: RegExp, ecosystem: Ecosystem])[] = [[/^setup\.(?:py|cfg)$/, 'python']];

export const otherManifestReader: Reader = {
  name: 'other manifests',
  claims: (path) => OTHERS.some(([file]) => file.test(fileNameOf(path))),
  read: ({ path }) => {
    const row = OTHERS.find(([file]) => file.test(fileNameOf(path)));
    return row === undefined ? {} : { manifests: [emptyManifest(path, row[1])] };
  },
};
