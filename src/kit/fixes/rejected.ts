/** What makes a stack file acceptable to Swarm's loader, where one answer is the only one or nearly so. */
import type { LoadedKey, Scalar } from '../../facts/index.ts';
import type { Edit, Fix, Plain, Safety } from '../fix.ts';
import { declaration } from './declare.ts';
import { doubled } from './dollars.ts';
import { moved } from './moves.ts';
import { childOf, isAlone, type Spot, serviceAround, spotOf } from './spot.ts';

type Note = NonNullable<LoadedKey['note']>;

export function rejectedFix(one: LoadedKey): Fix | undefined {
  const { note, stack, alsoCompose } = one;
  if (!note) return undefined;
  if (note.needs !== undefined) return newerVersion(one, note.needs);
  const spot = spotOf(note, stack.documents);
  if (!spot) return undefined;
  return (
    typeFix(note, spot) ??
    listFix(note, spot, alsoCompose) ??
    interpolationFix(note, spot) ??
    driverFix(note, spot) ??
    moved(note, spot) ??
    declaredVolume(one, note) ??
    settled(note, spot) ??
    leftOut(note, spot, alsoCompose)
  );
}

const fix = (title: string, safety: Safety, ...edits: [Edit, ...Edit[]]): Fix => ({ title, safety, edits });

const valued = (title: string, safety: Safety, { at }: Spot, value: Plain): Fix =>
  fix(title, safety, { kind: 'value', at, value, everywhere: true });

/** Values of another type than the loader wants, and keys that YAML takes for numbers. */
function typeFix({ message, instead = '' }: Note, spot: Spot): Fix | undefined {
  const { node, at, entries, within } = spot;
  const own = within.kind === 'map' ? entries.at(-1) : undefined;
  if (message === 'keys must be strings')
    return own && /^[\w.:-]+$/.test(own.key)
      ? fix('Quote the key', 'safe', { kind: 'text', at, text: `"${own.key}"` })
      : undefined;
  if (node.kind !== 'scalar') return undefined;
  if (instead.startsWith('quote it')) return valued('Quote the value', 'safe', spot, node.raw);
  if (instead.startsWith('leave out the quotes')) return unquoted(spot, node);
  if (instead.startsWith('write it with a unit') && /^\d+$/.test(node.raw))
    return valued('Give the duration its unit', 'suggested', spot, `${node.raw}s`);
  if (message.includes('a boolean') && node.quoted && /^(?:true|false)$/.test(node.raw))
    return valued('Leave out the quotes', 'safe', spot, node.raw === 'true');
  if (message === 'it must be a list' && node.type === 'string' && /^[^\s,]+$/.test(node.raw))
    return valued('Write a list', 'safe', spot, [node.raw]);
  return undefined;
}

/** A leading zero makes a number of another kind: only file modes have one, and keep it. */
function unquoted(spot: Spot, { raw, at, quoted }: Scalar): Fix | undefined {
  if (/^(?:0|[1-9]\d*)$/.test(raw)) return valued('Leave out the quotes', 'safe', spot, Number(raw));
  const exact = quoted && at.end - at.start === raw.length + 2;
  return exact && spot.entries.at(-1)?.key === 'mode' && /^0[0-7]{3}$/.test(raw)
    ? fix('Leave out the quotes', 'safe', { kind: 'text', at, text: raw })
    : undefined;
}

function listFix({ key, stage, message }: Note, spot: Spot, alsoCompose: boolean): Fix | undefined {
  const { node, at } = spot;
  if (message === 'the list must not hold the same item twice' || message.endsWith('is published twice'))
    return spot.within.kind === 'list' ? fix('Remove the repetition', 'safe', { kind: 'remove', at }) : undefined;
  if (key !== 'depends_on' || stage !== 'schema' || node.kind !== 'map' || node.entries.length === 0) return undefined;
  // Compose waits for the conditions, and stops doing so.
  const names = node.entries.map((entry) => entry.key);
  return {
    ...valued('Write depends_on as a list', alsoCompose ? 'suggested' : 'safe', spot, names),
    brings: ['backing-services/depends-on-ignored'],
  };
}

function interpolationFix({ stage }: Note, { node }: Spot): Fix | undefined {
  const edits = stage === 'interpolation' && node.kind === 'scalar' ? doubled(node) : undefined;
  return edits && fix('Double the dollar signs', 'safe', ...edits);
}

/** Without a driver Compose takes bridge and Swarm takes overlay. */
function driverFix({ key, message }: Note, spot: Spot): Fix | undefined {
  const { node, at, entries, within } = spot;
  const network = entries.at(-2);
  if (key !== 'driver' || !message.startsWith('services cannot use a bridge network') || !network) return undefined;
  if (node.kind !== 'scalar' || node.raw !== 'bridge' || childOf(within, 'driver_opts')) return undefined;
  return isAlone(spot)
    ? fix('Leave the driver to Swarm', 'safe', { kind: 'value', at: network.at, value: null })
    : fix('Leave the driver to Swarm', 'safe', { kind: 'remove', at });
}

/** Choices that the file makes plain, so that one of two settings is left over. */
function settled({ path, instead = '' }: Note, spot: Spot): Fix | undefined {
  const { at, node } = spot;
  if (path.endsWith('.deploy.replicas') && instead === 'leave one of the two out')
    return fix('Remove replicas: every node gets one task', 'suggested', { kind: 'remove', at });
  const condition = path.endsWith('.restart_policy.condition') && /^write (none|any)$/.exec(instead)?.[1];
  if (condition && node.kind === 'scalar' && /^(?:no|always|unless-stopped)$/.test(node.raw))
    return valued(`Write condition: ${condition}`, 'suggested', spot, condition);
  return undefined;
}

/** Where it would take away what protects, or what Compose makes of it, somebody has to choose. */
function leftOut({ key, instead = '', path }: Note, spot: Spot, alsoCompose: boolean): Fix | undefined {
  const { at, node } = spot;
  const remove = (safety: Safety): Fix => fix(`Remove ${key}`, safety, { kind: 'remove', at });
  if (path === 'name') return remove(alsoCompose ? 'suggested' : 'safe');
  const open = node.kind === 'scalar' && (node.raw === '0.0.0.0' || node.raw === '::');
  if (key === 'host_ip' && !open) return undefined;
  // Keys that serve a laptop only: what Swarm does anyway, or what nobody deploys.
  const idle = ['pull_policy', 'develop', 'attach'].includes(key) && serviceAround(spot) !== undefined;
  const named = /^(?:or )?leave (?:it|them) out|, or leave it out/.test(instead) || instead === 'name the subnet only';
  if ((!idle && !named) || (alsoCompose && (idle || key === 'dockerfile')) || isAlone(spot)) return undefined;
  return remove('suggested');
}

/** A mount with a name means a volume: paths begin with a dot or a slash. */
function declaredVolume({ stack: { documents } }: LoadedKey, { message, at }: Note): Fix | undefined {
  const name = /^the volume ([\w.-]+) is not declared$/.exec(message)?.[1];
  const document = documents.find((one) => one.at.file === at.file);
  const edit = document && name !== undefined && declaration(document, 'volumes', name, {});
  return edit ? fix(`Declare the volume ${name}`, 'suggested', edit) : undefined;
}

/** The newest of the versions that its keys ask for, in all files of the deploy. */
function newerVersion({ stack, note }: LoadedKey, needs: number): Fix | undefined {
  const minor = Math.max(needs, ...stack.loaderNotes.map((one) => one.needs ?? 0));
  const edits = stack.documents.flatMap(({ entries }): Edit[] =>
    entries
      .filter(({ key }) => key === 'version')
      .map(({ at }) => ({ kind: 'value', at, value: `3.${minor}`, everywhere: true })),
  );
  const [first, ...others] = edits;
  return first && note && fix(`Declare version 3.${minor}`, 'suggested', first, ...others);
}
