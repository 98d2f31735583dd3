/** Libraries that read the environment for the program, and names a bundler replaces before the program runs. */

/** Variables whose value is fixed at build time in client code. Sources: the bundlers' documentation. */
export const inlined =
  /^(?:NEXT_PUBLIC_|VITE_|REACT_APP_|VUE_APP_|GATSBY_|EXPO_PUBLIC_|NG_APP_|PARCEL_|ELM_APP_|STORYBOOK_)/;

/** Objects that hold the environment. https://svelte.dev/docs/kit/$env-dynamic-private */
export const environmentObjects: readonly { readonly module: string; readonly path: string }[] = [
  { module: 'global', path: 'process.env' },
  { module: 'global', path: 'Bun.env' },
  { module: '$env/dynamic/private', path: 'env' },
  { module: '$env/dynamic/public', path: 'env' },
];

/** Modules whose names are variables that the build writes into the program. https://svelte.dev/docs/kit/$env-static-private */
export const writtenByBuild = /^\$env\/static\//;

/** Names whose values are never repeated in a message. */
export const secretName =
  /pass(?:word|wd|phrase)?|secret|token|api_?key|private_?key|credential|auth|signing|encryption|salt|cert|dsn|_key$|_url$|_uri$|connection_?string/i;

/** Calls that name one variable by their first argument. */
export interface Getter {
  readonly module: string;
  readonly callee: readonly string[];
  readonly need: 'required' | 'optional';
  /** Members called on the result that change the need: `env.get('X').required()`. */
  readonly required?: readonly string[];
  readonly defaulted?: readonly string[];
}

export const getters: readonly Getter[] = [
  { module: '@nestjs/config', callee: ['ConfigService().get'], need: 'optional' },
  { module: '@nestjs/config', callee: ['ConfigService().getOrThrow'], need: 'required' },
  { module: 'env-var', callee: ['get'], need: 'optional', required: ['required'], defaulted: ['default'] },
];

/** Calls that describe all variables by one object. */
export interface Schema {
  readonly module: string;
  readonly callee: readonly string[];
  /** Argument with the object, or the path of options that lead to it. */
  readonly argument: number;
  readonly inside?: readonly string[];
  /** Only when another argument is the environment itself. */
  readonly environmentAt?: number;
  readonly need: 'required' | 'optional';
}

/** `need` is what a variable is without a word about it: required in zod and envalid, optional in Joi. */
export const schemas: readonly Schema[] = [
  { module: 'envalid', callee: ['cleanEnv', 'customCleanEnv'], argument: 1, need: 'required' },
  { module: 'znv', callee: ['parseEnv'], argument: 1, need: 'required' },
  { module: '@t3-oss/env-nextjs', callee: ['createEnv'], argument: 0, inside: ['server'], need: 'required' },
  { module: '@t3-oss/env-core', callee: ['createEnv'], argument: 0, inside: ['server'], need: 'required' },
  { module: '@t3-oss/env-nuxt', callee: ['createEnv'], argument: 0, inside: ['server'], need: 'required' },
];

/** Builders of schemas whose result is then handed the environment: `z.object({…}).parse(process.env)`. */
export const builders: readonly {
  readonly module: string;
  readonly callee: readonly string[];
  readonly checks: readonly string[];
  readonly need: 'required' | 'optional';
}[] = [
  { module: 'zod', callee: ['z.object', 'object'], checks: ['parse', 'safeParse', 'parseAsync'], need: 'required' },
  { module: 'joi', callee: ['object'], checks: ['validate', 'validateAsync'], need: 'optional' },
  { module: 'yup', callee: ['object'], checks: ['validateSync', 'validate'], need: 'optional' },
];

export const optionalWords: ReadonlySet<string> = new Set(['optional', 'nullish', 'nullable', 'allow']);
export const defaultWords: ReadonlySet<string> = new Set(['default', 'catch', 'prefault']);
export const requiredWords: ReadonlySet<string> = new Set(['required']);

/** Functions that stop the program when their argument is empty. */
export const assertions: readonly { readonly module: string; readonly callee: readonly string[] }[] = [
  { module: 'node:assert', callee: ['', 'ok', 'strict', 'strict.ok'] },
  { module: 'tiny-invariant', callee: [''] },
  { module: 'invariant', callee: [''] },
  { module: 'ts-invariant', callee: ['invariant', ''] },
];

export const environmentLibraries: readonly string[] = [...new Set([...getters, ...schemas].map((row) => row.module))];
