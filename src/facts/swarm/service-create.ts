/** What `docker service create` refuses: flags it does not know, values it does not take, and what the daemon says to the rest. */
import type { ComposeService, Declaration } from '../compose.ts';
import type { Flag, Invocation } from '../shell.ts';
import { createFlags } from '../tables/service-create-flags.ts';
import { unknownCreateFlags } from '../tables/service-create-refusals.ts';
import { convert } from './convert.ts';
import type { LoaderNote } from './notes.ts';

/** `service`: what the flags come to, when name and image are known. Verified on Docker 28.2. */
export function serviceCreateRefusals(
  { flags }: Invocation,
  service: ComposeService | undefined,
  declarations: readonly Declaration[],
): readonly LoaderNote[] {
  const notes = flags.map(ofFlag).filter((note) => note !== undefined);
  const clash = noteOnJob(flags);
  const daemon = service ? convert({ services: [service], declarations }) : [];
  return [
    ...notes,
    ...(clash ? [clash] : []),
    ...daemon.flatMap((note): readonly LoaderNote[] => {
      const flag = flags.find(({ at }) => at.start <= note.at.start && note.at.end <= at.end);
      // Jobs, and what is no flag's value, have been looked at above.
      if (!flag || !createFlags.has(flag.name) || note.path.endsWith('_config')) return [];
      return [{ ...note, at: flag.at, path: `--${flag.name}`, key: `--${flag.name}` }];
    }),
  ];
}

const refusal = ({ name, at }: Flag, message: string, instead?: string): LoaderNote => ({
  at,
  path: `--${name}`,
  key: `--${name}`,
  verdict: 'rejected',
  stage: 'schema',
  message,
  instead,
});

function ofFlag(flag: Flag): LoaderNote | undefined {
  const { name, value } = flag;
  if (name.startsWith('-')) return refusal(flag, 'it begins with three dashes', 'write two');
  const instead = unknownCreateFlags.get(name);
  if (instead !== undefined) return refusal(flag, 'it does not know this flag', instead);
  const text = value?.value;
  if (text === undefined) return undefined;
  if (name === 'publish') {
    if (!text.includes('=') && text.replace(/\[[^\][]*\]/, '').split(':').length > 2)
      return refusal(
        flag,
        'a port cannot be bound to one address',
        'leave the address out, or publish with mode=host and filter on the node',
      );
    const mode = /(?:^|,)mode=([^,]*)/.exec(text)?.[1];
    if (mode !== undefined && mode !== 'host' && mode !== 'ingress')
      return refusal(flag, `${mode} is no way to publish a port`, 'write mode=ingress or mode=host');
  }
  if (name === 'placement-pref' && text.includes('=') && !text.startsWith('spread='))
    return refusal(flag, 'tasks can only be spread', 'write --placement-pref spread=node.labels.zone');
  if (name === 'mount' && /(?:^|,)bind-create-src(?:,|$)/.test(text))
    return refusal(flag, 'bind-create-src is no field of a mount', 'create the directory on every node');
  return undefined;
}

function noteOnJob(flags: readonly Flag[]): LoaderNote | undefined {
  const mode = flags.find(({ name }) => name === 'mode')?.value?.value;
  const policy = flags.find(({ name }) => /^(update|rollback)-/.test(name));
  return mode?.endsWith('-job') && policy
    ? refusal(policy, 'jobs take no update or rollback settings', 'leave it out')
    : undefined;
}
