/** Reads of the environment on the JVM. Sources: the manuals of Java, Spring, MicroProfile Config and dotenv-java. */
import type { Value } from '../code/program.ts';
import { textOf } from '../code/values.ts';
import { variableOfKey } from './placeholders.ts';

interface Getter {
  readonly library: string;
  /** Names a key of the configuration: a variable only after Spring's rules. */
  readonly key?: true;
  readonly required?: true;
}

const environment = 'org.springframework.core.env';
const sources = ['Environment', 'ConfigurableEnvironment', 'StandardEnvironment', 'PropertyResolver'];
const spring = (method: string): readonly string[] => sources.map((name) => `${environment}.${name}().${method}`);
const dotenv = ['Dotenv.load()', 'Dotenv.configure().load()', 'Dotenv()'].map(
  (name) => `io.github.cdimascio.dotenv.${name}`,
);

/** Calls whose first argument is the name, and whose second, if any, is the fallback. */
const getters: ReadonlyMap<string, Getter> = new Map<string, Getter>([
  ['java.lang.System.getenv', { library: '' }],
  ['java.lang.System.getenv().get', { library: '' }],
  ['java.lang.System.getenv().getOrDefault', { library: '' }],
  ...spring('getProperty').map((name) => [name, { library: environment, key: true }] as const),
  ...spring('getRequiredProperty').map((name) => [name, { library: environment, key: true, required: true }] as const),
  ...dotenv.map((name) => [`${name}.get`, { library: 'io.github.cdimascio.dotenv' }] as const),
  ['io.github.cdimascio.dotenv.dotenv().get', { library: 'io.github.cdimascio.dotenv' }],
]);

export type Read = Extract<Value, { kind: 'environment' }> & { readonly library: string };

export function readOfCall(called: string, given: readonly Value[]): Read | undefined {
  const getter = getters.get(called);
  const written = getter && given[0] && textOf(given[0]);
  if (!getter || written === undefined || written === '') return undefined;
  const plain = /^[A-Z_][A-Z0-9_]*$/.test(written);
  const name = getter.key && !plain ? variableOfKey(written) : written;
  const fallback = given[1];
  const { library } = getter;
  const base = { kind: 'environment', name, library } as const;
  // The second argument of Spring's may be the class of the value.
  if (fallback && (fallback.kind === 'literal' || fallback.kind === 'environment' || given.length > 2))
    return { ...base, need: 'defaulted', fallback: given[2] ?? fallback };
  return { ...base, need: getter.required && plain ? 'required' : 'optional' };
}

/** `a ?: b`, `Optional.ofNullable(a).orElse(b)`: the second is what the first falls back to. */
export function withFallback(value: Value, fallback: Value): Value {
  if (value.kind === 'environment' && value.fallback === undefined) return { ...value, need: 'defaulted', fallback };
  return value.kind === 'environment' ? value : { kind: 'either', values: [value, fallback] };
}

/** `a!!`, `requireNonNull(a)`, `a ?: error("…")` */
export const insistedOn = (value: Value): Value =>
  value.kind === 'environment' && value.need === 'optional' ? { ...value, need: 'required' } : value;
