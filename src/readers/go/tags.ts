/**
 * Variables that tags of struct fields name. Sources: caarlos0/env, sethvargo/go-envconfig, ilyakaznacheev/cleanenv, kelseyhightower/envconfig,
 * alecthomas/kong, jessevdk/go-flags, alexflint/go-arg, spf13/viper (mapstructure).
 */
import type { EnvRead } from '../../facts/code.ts';
import type { Value } from '../code/program.ts';
import type { StructField } from './scopes.ts';

export interface TagRead {
  readonly name: string;
  readonly need: EnvRead['need'];
  readonly fallback?: Value;
}

export const keysOf = (tag: string): ReadonlyMap<string, string> =>
  new Map([...tag.matchAll(/(?<![\w-])([\w-]+):"((?:[^"\\]|\\.)*)"/g)].map(([, key, value]) => [key!, value!]));

const variable = /^[A-Za-z_]\w*$/;
const isTrue = (text: string | undefined): boolean => text === 'true' || text === '1';

/** What the fields of a nested struct have in front: `envPrefix:"DB_"`, `env:", prefix=DB_"`. */
export function prefixIn(tag: string): string | undefined {
  const keys = keysOf(tag);
  return keys.get('envPrefix') ?? /(?:^|,)\s*prefix=(\w*)/.exec(keys.get('env') ?? '')?.[1] ?? keys.get('env-prefix');
}

export function tagRead({ tag = '', name: field }: Pick<StructField, 'tag' | 'name'>): TagRead | undefined {
  if (!/env|mapstructure|arg:/.test(tag)) return undefined;
  const keys = keysOf(tag);
  const env = keys.get('env');
  if (env !== undefined) return ofEnv(env, keys);
  const name = keys.get('envconfig');
  if (name !== undefined && variable.test(name))
    return needed(name, keys.get('default'), isTrue(keys.get('required')) ? 'required' : 'optional');
  const arg = /(?:^|,)\s*env(?::(\w+))?(?:,|$)/.exec(keys.get('arg') ?? '');
  if (arg) return needed(arg[1] ?? field.toUpperCase(), keys.get('default'), 'optional');
  const key = keys.get('mapstructure');
  // Viper looks for the key in the environment when it is told to; names in capitals say that it is.
  return key !== undefined && /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(key) ? { name: key, need: 'optional' } : undefined;
}

function ofEnv(env: string, keys: ReadonlyMap<string, string>): TagRead | undefined {
  const [first = '', ...options] = env.split(',').map((part) => part.trim());
  if (!variable.test(first)) return undefined;
  const inside = /(?:^|,)\s*default=(.*)$/s.exec(env)?.[1];
  const fallback = keys.get('envDefault') ?? keys.get('env-default') ?? inside ?? keys.get('default');
  // A second name may be set instead.
  const others = options.some((option) => /^[A-Z][A-Z0-9_]*$/.test(option));
  const insists = options.includes('required') || options.includes('notEmpty') || isTrue(keys.get('env-required'));
  // `required:"true"` of a command line: the option itself may be given.
  return needed(first, fallback, insists && !others ? 'required' : 'optional');
}

const needed = (name: string, fallback: string | undefined, need: EnvRead['need']): TagRead =>
  fallback === undefined
    ? { name, need }
    : { name, need: 'defaulted', fallback: { kind: 'literal', literal: fallback } };
