/** Keys that viper looks for in the environment: `viper.AutomaticEnv()`, `viper.BindEnv("port", "PORT")`. */
import type { Node } from 'web-tree-sitter';
import type { Value } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { nameOf, textOf } from '../code/values.ts';
import type { Read } from './environment.ts';
import { meaningOf } from './meanings.ts';
import type { Reading } from './reading.ts';
import { viperCalls } from './tables/environment.ts';
import { evaluate, scopeAt } from './values.ts';

export interface Viper {
  automatic: boolean;
  prefix: string;
  readonly bound: Map<string, string>;
  readonly fallbacks: Map<string, Value>;
}

const module = 'github.com/spf13/viper';

export const newViper = (): Viper => ({ automatic: false, prefix: '', bound: new Map(), fallbacks: new Map() });

/** Fills in what the file tells viper. */
export function collectViper(root: Node, reading: Reading): void {
  const { viper, unit, packages } = reading;
  if (!packages.has(module)) return;
  for (const call of root.descendantsOfType('call_expression')) {
    const callee = call && field(call, 'function');
    const text = callee?.text ?? '';
    if (!call || !callee || !/AutomaticEnv|BindEnv|SetEnvPrefix|SetDefault/.test(text)) continue;
    const scope = scopeAt(call, unit.root, reading);
    const meaning = meaningOf(callee, scope, unit);
    const name = meaning && nameOf(meaning);
    if (name === undefined || meaning?.module !== module) continue;
    const given = childrenOf(field(call, 'arguments') ?? call).map((one) => evaluate(one, scope, reading));
    const texts = given.map(textOf);
    if (viperCalls.automatic.has(name)) viper.automatic = true;
    else if (viperCalls.prefix.has(name)) viper.prefix = texts[0] ?? '';
    else if (viperCalls.bind.has(name) && texts[0] !== undefined)
      viper.bound.set(texts[0].toLowerCase(), texts[1] ?? '');
    else if (viperCalls.fallback.has(name) && texts[0] !== undefined && given[1])
      viper.fallbacks.set(texts[0].toLowerCase(), given[1]);
  }
}

/** Without the word of this file only names in capitals are taken for variables. */
export function viperRead(key: string, { viper }: Reading): Read | undefined {
  const bound = viper.bound.get(key.toLowerCase());
  const capitals = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/.test(key);
  if (bound === undefined && !viper.automatic && !capitals) return undefined;
  const name = bound || `${viper.prefix ? `${viper.prefix}_` : ''}${key}`.toUpperCase().replaceAll(/[.-]/g, '_');
  const fallback = viper.fallbacks.get(key.toLowerCase());
  return { name, module, need: fallback ? 'defaulted' : 'optional', ...(fallback ? { fallback } : {}) };
}
