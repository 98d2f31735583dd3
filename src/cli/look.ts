/** How output should look: decided by flags, then the environment, then the terminal. */
import type { Streams } from './streams.ts';

export interface Look {
  readonly colour: boolean;
  readonly unicode: boolean;
  readonly width: number;
}

const DEFAULT_WIDTH = 100;

/** FORCE_COLOR (force-color.org) wins over NO_COLOR (no-color.org), as in Node itself. */
function wantsColour({ env, terminal }: Streams): boolean {
  const force = env.FORCE_COLOR;
  if (force !== undefined) return force !== '0' && force !== 'false';
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  return terminal && env.TERM !== 'dumb';
}

/** A locale that names another encoding than UTF-8, or the console of Linux, shows boxes instead of symbols. */
function wantsUnicode({ env }: Streams): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  if (locale !== '' && !/utf-?8/i.test(locale)) return false;
  return env.TERM !== 'linux';
}

export const lookOf = (streams: Streams, flags: { readonly color: boolean; readonly ascii?: boolean }): Look => ({
  colour: flags.color && wantsColour(streams),
  unicode: !flags.ascii && wantsUnicode(streams),
  width: (streams.terminal ? streams.columns : undefined) || DEFAULT_WIDTH,
});
