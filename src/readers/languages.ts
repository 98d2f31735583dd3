/** Languages that share one engine, each with what it brings. JavaScript and TypeScript have a reader of their own. */
import type { CodeLanguage } from './code/language.ts';
import { go } from './go/index.ts';
import { php } from './php/index.ts';
import { python } from './python/index.ts';

export const languages: readonly CodeLanguage[] = [python, php, go];
