/** Calls whose functions are looked into, and members that are sites of their own: made from the rows. */
import { addresses, consumers } from './around.ts';
import { routes } from './web.ts';
import { workCalls } from './work.ts';

const last = (call: string): string => call.slice(call.lastIndexOf('.') + 1).replace(/\(\)$/, '');

export const followedCalls: ReadonlySet<string> = new Set(
  [...consumers, ...routes, ...workCalls.filter(({ kind }) => kind === 'background-work')].flatMap(({ calls }) =>
    calls.map(last),
  ),
);

export const namedMembers: ReadonlySet<string> = new Set(
  addresses.filter(({ how }) => how === 'member').flatMap(({ calls }) => calls.map((call) => last(call).toLowerCase())),
);
