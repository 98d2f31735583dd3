/** Calls that read the environment. Sources: the documentation of Elixir's System, of Dotenvy, Envy and Skogsra. */
import type { EnvRead } from '../../../facts/code.ts';

export interface Getter {
  readonly calls: readonly string[];
  readonly need: EnvRead['need'];
  /** Position of the name; the first argument unless given. */
  readonly variable?: number;
  /** Position of the fallback. */
  readonly fallback?: number;
}

export const getters: readonly Getter[] = [
  { calls: ['System.get_env'], need: 'optional', fallback: 1 },
  { calls: ['System.fetch_env'], need: 'optional' },
  { calls: ['System.fetch_env!'], need: 'required' },
  { calls: [':os.getenv'], need: 'optional', fallback: 1 },
  // `env!("PORT", :integer, 4000)`
  { calls: ['env!', 'Dotenvy.env!'], need: 'required', fallback: 2 },
];

/** Calls that raise when they are handed nothing. */
export const strict: ReadonlySet<string> = new Set([
  'String.to_integer',
  'String.to_float',
  'String.to_existing_atom',
  'String.to_atom',
  'Base.decode64!',
]);
