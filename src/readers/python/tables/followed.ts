/** Calls whose functions are looked into, and members that are sites of their own: made from the rows. */
import { addresses, consumers } from './brokers.ts';
import { routes } from './web.ts';
import { workCalls } from './work.ts';

const last = (call: string): string => call.slice(call.lastIndexOf('.') + 1).replace(/\(\)$/, '');

const lastOf = (rows: readonly { readonly calls: readonly string[] }[]): readonly string[] =>
  rows.flatMap(({ calls }) => calls.map(last));

/** `@app.get("/health")`: the definition below. */
export const followedDecorators: ReadonlySet<string> = new Set(lastOf(routes));

/** Calls of consumers are looked for in loops and hooks as well. */
export const consumerCalls: ReadonlySet<string> = new Set(lastOf(consumers));

/** Functions handed to a call. `get` is too common a name: as a call it is hardly ever a route. */
export const followedCalls: ReadonlySet<string> = new Set([
  ...consumerCalls,
  ...lastOf(workCalls.filter(({ kind }) => kind === 'background-work')),
  ...['path', 're_path', 'Route', 'add_get'],
]);

export const namedMembers: ReadonlySet<string> = new Set(
  lastOf(addresses.filter(({ how }) => how === 'member')).map((name) => name.toLowerCase()),
);
