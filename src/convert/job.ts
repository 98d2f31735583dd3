/** One conversion under way. */
import type { YAMLMap } from 'yaml';
import type { Beside } from '../facts/swarm/surroundings.ts';
import type { Change } from './change.ts';
import { type Draft, placeOf } from './draft.ts';

export interface Request {
  /** In the order in which `docker compose` would merge them; paths are relative to the top of the repository. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** Text of another file of the repository; `undefined` for what is not there, or not inside. */
  readonly read: (path: string) => string | undefined;
  readonly beside: (path: string) => Beside | undefined;
  /** What the stack and its images are named after. */
  readonly project: string;
  /** Services of these profiles are kept; `*` keeps all. */
  readonly profiles?: readonly string[];
  /** What people want and Swarm does not need: update settings, rotation of logs, remarks about health checks and limits. */
  readonly proposals: boolean;
}

export interface Job {
  readonly request: Request;
  readonly draft: Draft;
  readonly tell: (change: Told) => void;
  /** Taken out of mappings that several services share, once all of them have been looked at. */
  readonly doomed: Map<YAMLMap, Map<string, string | undefined>>;
}

/** `node`: where the original stands. */
export type Told = Omit<Change, 'at' | 'loss'> & { readonly loss?: Change['loss']; readonly node?: unknown };

export function newJob(request: Request, draft: Draft, changes: Change[]): Job {
  const said = new Set<string>();
  return {
    request,
    draft,
    doomed: new Map(),
    tell: ({ node, loss = 'none', ...rest }) => {
      const change = { ...rest, loss, at: placeOf(draft.origins, node) };
      const text = JSON.stringify(change);
      if (!said.has(text)) changes.push(change);
      said.add(text);
    },
  };
}
