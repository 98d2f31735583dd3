/** Names that `tsconfig.json`, `jsconfig.json` and settings of bundlers give to folders: an import of them is no package. */
import type { Reader } from '../facts/reading.ts';
import { fileNameOf, span } from '../source/index.ts';

const settings =
  /^(?:[tj]sconfig(?:\.[\w-]+)*\.json|(?:vite|webpack|rollup|babel|metro|vitest|jest)\.config\.[cm]?[jt]s|\.babelrc(?:\.js(?:on)?)?)$/;

/** Keys that look like names of modules, in front of a list or a text. Bounded: time is linear. */
const key = /["']([@~#$\w][^"'\n*]{0,80}?)(?:\/?\*)?["']\s{0,4}:\s{0,4}[["'`pfrn]/g;

export const pathAliasReader: Reader = {
  name: 'path aliases',
  claims: (path) => settings.test(fileNameOf(path)),
  read: ({ path, text }) => {
    if (text.length > 256 * 1024) return {};
    const names = [...text.matchAll(key)].map(([, name]) => name!.replace(/\/$/, ''));
    return names.length === 0
      ? {}
      : { aliases: [{ path, at: span(path, 0, text.length), names: [...new Set(names)] }] };
  },
};
