/** Languages that share one engine, each with what it brings. JavaScript and TypeScript have a reader of their own. */
import type { CodeLanguage } from './code/language.ts';
import { csharp } from './csharp/index.ts';
import { elixir } from './elixir/index.ts';
import { go } from './go/index.ts';
import { java } from './java/index.ts';
import { kotlin } from './kotlin/index.ts';
import { php } from './php/index.ts';
import { python } from './python/index.ts';
import { ruby } from './ruby/index.ts';
import { rust } from './rust/index.ts';

export const languages: readonly CodeLanguage[] = [python, php, ruby, java, kotlin, csharp, elixir, rust, go];
