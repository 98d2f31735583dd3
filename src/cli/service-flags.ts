/** What the commands about services share: their options, and the repository they look at. */
import { knownFormat, parseTarget } from './choices.ts';
import { type Examined, examine } from './examine.ts';
import type { Streams } from './streams.ts';

export interface ServiceFlags {
  readonly directory?: string;
  readonly format: string;
  readonly target?: string;
  readonly color: boolean;
  readonly ascii?: boolean;
  readonly debug?: boolean;
}

/** Throws `UsageError` for a format or a target that is not known, and for a directory that is not there. */
export function examineServices({ directory, format, target }: ServiceFlags, streams: Streams): Promise<Examined> {
  knownFormat(format, ['text', 'json']);
  return examine(streams.cwd, directory ? [directory] : [], { target: parseTarget(target) });
}
