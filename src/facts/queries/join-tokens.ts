/** Places where a machine is let into the Swarm. */
import { contains, type Located } from '../../source/index.ts';
import type { Facts } from '../model.ts';
import { isCommand, isMeant } from './commands.ts';
import { memoise } from './memoise.ts';

/** A token that is written out, or a `docker swarm join` that gets its token from elsewhere. */
export interface SwarmEntry extends Located {
  readonly written: boolean;
  /** The file stays on the machine where it lies. */
  readonly untracked: boolean;
}

export const swarmEntries = memoise((facts: Facts): readonly SwarmEntry[] => {
  const tokens = facts.joinTokens.map(({ at }) => ({
    at,
    written: true,
    untracked: facts.repository.tracked?.has(at.file) === false,
  }));
  const joins = facts.invocations.filter((one) => isCommand(one, 'swarm', 'join') && isMeant(one));
  return [
    ...tokens,
    ...joins
      .filter(({ at }) => !tokens.some((token) => contains(at, token.at)))
      .map(({ at }) => ({ at, written: false, untracked: false })),
  ];
});
