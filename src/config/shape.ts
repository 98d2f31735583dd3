/** What a configuration file may hold. */
import { targets } from '../facts/settings.ts';

export type Expected =
  | { readonly kind: 'text'; readonly words?: readonly string[] }
  | { readonly kind: 'list'; readonly items: Expected }
  | { readonly kind: 'map'; readonly keys: Readonly<Record<string, Expected>>; readonly required?: readonly string[] };

const text: Expected = { kind: 'text' };
const texts: Expected = { kind: 'list', items: text };

export const settingsShape: Expected = {
  kind: 'map',
  keys: {
    target: { kind: 'text', words: targets },
    deploys: {
      kind: 'list',
      items: { kind: 'map', keys: { files: texts, stack: text, environment: texts }, required: ['files'] },
    },
  },
};
