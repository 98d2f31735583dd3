/**
 * What the command line refuses when it turns values into what they stand for: sizes, ports, mounts. `docker stack config` finds it too,
 * without a daemon. Verified on Docker 28.2.
 */
import type { ComposeService, Declaration, Node, Scalar } from '../compose.ts';
import { numberOf } from '../units.ts';
import { type Merged, noteOf, type Rejection } from './convert.ts';
import type { LoaderNote } from './notes.ts';

export const decode = ({ services, declarations }: Pick<Merged, 'services' | 'declarations'>): readonly LoaderNote[] =>
  [...services.flatMap(ofService), ...declarations.flatMap(ofDeclaration)].map((one) => noteOf(one, 'decode'));

function ofService({ name, body, deploy }: ComposeService): readonly Rejection[] {
  const path = (key: string) => `services.${name}.${key}`;
  const found: Rejection[] = [];
  const replicas = numberOf(deploy?.replicas);
  if (replicas !== undefined && replicas < 0)
    found.push([deploy!.replicas!.at, path('deploy.replicas'), 'it must not be negative']);
  for (const [key, amounts] of [
    ['limits', deploy?.limits],
    ['reservations', deploy?.reservations],
  ] as const) {
    const memory = amounts?.memory;
    if (memory && !isSize(memory))
      found.push([
        memory.at,
        path(`deploy.resources.${key}.memory`),
        'it is no size that Docker knows',
        'write it like 256M',
      ]);
  }
  const shared = childOf(body, 'shm_size');
  if (shared?.kind === 'scalar' && shared.type === 'number')
    found.push([shared.at, path('shm_size'), 'it must be a string', `quote it: "${shared.raw}"`]);
  for (const [index, port] of itemsOf(body, 'ports').entries()) {
    if (port.kind === 'scalar' && !isPort(port))
      found.push([port.at, path(`ports.${index}`), 'it is no port that Docker knows', 'write it like "8080:80"']);
  }
  for (const [index, mount] of itemsOf(body, 'volumes').entries()) {
    if (mount.kind === 'scalar' && mount.value !== undefined && colons(mount.value) > 2) {
      found.push([mount.at, path(`volumes.${index}`), 'too many colons', 'write the options as one list: ro,z']);
    }
  }
  return found;
}

function ofDeclaration({
  kind,
  name,
  file,
  driver,
  external,
  givenName,
  externalName,
}: Declaration): readonly Rejection[] {
  const path = `${kind}s.${name}`;
  const found: Rejection[] = [];
  if (givenName && externalName)
    found.push([externalName.at, `${path}.external.name`, 'it is named twice', 'write the name once, in name']);
  if (kind === 'volume' && external && driver)
    found.push([driver.at, `${path}.driver`, 'an external volume takes no driver', 'leave it out']);
  if (kind === 'secret' && driver && file) found.push([file.at, `${path}.file`, 'driver and file exclude each other']);
  return found;
}

/** Of a type the tables refuse, or not known: not asked here. */
const isSize = ({ type, value }: Scalar): boolean =>
  type !== 'string' || value === undefined || /^\d+(?:\.\d+)? ?(?:[kmgtp](?:i?b)?|b)?$/i.test(value.trim());

/** Port, range or address of the short form, with a protocol. */
const shortPort = /^(?:(?:[\d.]+|\[[\da-f:]+\]|[\da-f:]*::[\da-f:]*):)?(?:\d+(?:-\d+)?)?:?\d+(?:-\d+)?(?:\/[a-z]+)?$/i;

const isPort = ({ type, value }: Scalar): boolean => type !== 'string' || value === undefined || shortPort.test(value);

/** A drive letter in front is part of a path. */
const colons = (text: string): number => text.replace(/^[A-Za-z]:[\\/]/, '').split(':').length - 1;

const childOf = (node: Node, key: string): Node | undefined =>
  node.kind === 'map' ? node.entries.find((entry) => entry.key === key)?.value : undefined;

const itemsOf = (node: Node, key: string): readonly Node[] => {
  const value = childOf(node, key);
  return value?.kind === 'list' ? value.items : [];
};
