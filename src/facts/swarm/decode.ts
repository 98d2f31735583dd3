/**
 * What the command line refuses when it turns values into what they stand for: sizes, ports, mounts. `docker stack config` finds it too,
 * without a daemon. Verified on Docker 28.2.
 */
import type { ComposeService, Declaration, Node, Scalar } from '../compose.ts';
import { numberOf } from '../units.ts';
import { type Merged, noteOf, type Rejection } from './convert.ts';
import { childOf, itemsOf } from './nodes.ts';
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
    const problem = mountProblem(mount);
    if (problem) found.push([mount.at, path(`volumes.${index}`), ...problem]);
  }
  for (const key of ['command', 'entrypoint']) {
    const line = childOf(body, key);
    if (line?.kind === 'scalar' && line.type === 'string' && line.value !== undefined && isUnfinished(line.value))
      found.push([line.at, path(key), 'a quote or an escape has no end', 'close it, or write a list of words']);
  }
  return found;
}

function ofDeclaration({
  kind,
  name,
  file,
  driver,
  driverOptions,
  labels,
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
  if (kind === 'volume' && external) {
    for (const [key, values] of [
      ['driver_opts', driverOptions],
      ['labels', labels ?? []],
    ] as const)
      if (values[0])
        found.push([values[0].at, `${path}.${key}`, `an external volume takes no ${key}`, 'leave them out']);
  }
  if (kind === 'secret' && driver && file) found.push([file.at, `${path}.file`, 'driver and file exclude each other']);
  return found;
}

/** Of a type the tables refuse, or not known: not asked here. */
const isSize = ({ type, value }: Scalar): boolean =>
  type !== 'string' ||
  value === undefined ||
  value.length > 100 ||
  /^\+?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)? ?(?:b|[kmgtp](?:i?b)?)?$/i.test(value);

/** Port, range or address of the short form, with a protocol. */
const shortPort =
  /^(?:(?:\d+(?:\.\d+){3}|\[[\da-f:]+\]|[\da-f:]*::[\da-f:]*):)?(?:(\d+)(?:-(\d+))?)?:?(\d+)(?:-(\d+))?(?:\/(?:tcp|udp|sctp)?)?$/i;

function isPort({ type, raw, value }: Scalar): boolean {
  if (type === 'number') return /^\d+$/.test(raw) && Number(raw) <= 65_535;
  if (type !== 'string' || value === undefined) return true;
  if (value.length > 100) return false;
  // Without a colon there is one port or range only: the greedy first group must not take a part of it.
  const match = shortPort.exec(value.includes(':') ? value : `:${value}`);
  if (!match) return false;
  const [published, target] = [rangeOf(match[1], match[2]), rangeOf(match[3], match[4])];
  // Several published ports may lead to one target, and nothing else may differ in length.
  return target !== false && published !== false && (published === 0 || target === 1 || published === target);
}

/** Ports in a range; 0 for none, `false` for one that is none. */
function rangeOf(from: string | undefined, to = from): number | false {
  if (from === undefined) return 0;
  const [first, last] = [Number(from), Number(to)];
  return first <= last && last <= 65_535 ? last - first + 1 : false;
}

function mountProblem(mount: Node): readonly [message: string, instead?: string] | undefined {
  if (mount.kind === 'list') return undefined;
  if (mount.kind === 'map') {
    const [type, source] = [childOf(mount, 'type'), childOf(mount, 'source')];
    const isBind = type?.kind === 'scalar' && type.value === 'bind';
    return isBind && (!source || (source.kind === 'scalar' && source.value === ''))
      ? ['a bind mount needs a source']
      : undefined;
  }
  if (mount.type !== 'string' || mount.value === undefined) return undefined;
  if (mount.value === '') return ['the mount is empty'];
  if (mount.value.length < 3) return undefined;
  // A single letter and its colon are a drive: part of a path.
  const sections = mount.value.replace(/(^|:)\p{L}:/gu, '$1drive').split(':');
  if (sections.includes('')) return ['nothing stands between two colons'];
  return sections.length > 3 ? ['too many colons', 'write the options as one list: ro,z'] : undefined;
}

/** Words are split as a shell does, with both quotes, backslashes and comments. */
function isUnfinished(text: string): boolean {
  let quote = '';
  let inWord = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index]!;
    if (character === '\\' && quote !== "'") {
      if (++index === text.length) return true;
      inWord = true;
    } else if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") {
      quote = character;
      inWord = true;
    } else if (character === '#' && !inWord) {
      const end = text.indexOf('\n', index);
      if (end === -1) return false;
      index = end;
    } else inWord = !/[ \t\r\n]/.test(character);
  }
  return quote !== '';
}
