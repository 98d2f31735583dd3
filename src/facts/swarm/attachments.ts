/** Mounts, secrets, configs and networks: what a service attaches must be declared, and what is declared must make sense. */
import type { ComposeService, Declaration, Node } from '../compose.ts';
import type { Merged, Rejection } from './convert.ts';
import { ofDrivers, ofExternalGrants, ofExternalNetwork, ofStoredFile } from './given.ts';
import { entryOf, itemsOf } from './nodes.ts';

export function ofMounts(service: ComposeService, merged: Merged): readonly Rejection[] {
  const { name } = service;
  const found: Rejection[] = [];
  const targets = new Set<string>();
  const nodes = itemsOf(service.body, 'volumes');
  for (const [index, mount] of service.mounts.entries()) {
    const path = `services.${name}.volumes.${index}`;
    const node = nodes.find((one) => one.at.start === mount.at.start && one.at.file === mount.at.file);
    const oneLetter = mount.form === 'short' && mount.source !== undefined && /^[A-Za-z]$/.test(mount.source);
    if (
      mount.type === 'volume' &&
      mount.source &&
      !oneLetter &&
      !declared(merged, 'volume', mount.source) &&
      !mount.source.includes('$')
    ) {
      found.push([
        mount.at,
        path,
        `the volume ${mount.source} is not declared`,
        `declare it under volumes, or write ./${mount.source} for a path`,
      ]);
    }
    if (mount.form === 'long' && node?.kind === 'map') found.push(...ofLongMount(node, path));
    if (mount.target !== undefined && !mount.target.includes('$')) {
      if (targets.has(mount.target)) found.push([mount.at, path, `two mounts at ${mount.target}`]);
      targets.add(mount.target);
    }
  }
  return found;
}

const mountTypes = ['volume', 'bind', 'tmpfs', 'npipe', 'cluster'];

function ofLongMount(node: Node, path: string): readonly Rejection[] {
  const scalar = (key: string) => {
    const value = entryOf(node, key)?.value;
    return value?.kind === 'scalar' ? value : undefined;
  };
  const type = scalar('type');
  if (type?.value === undefined) return [];
  if (!mountTypes.includes(type.value))
    return [[type.at, `${path}.type`, 'it must be volume, bind, tmpfs, npipe or cluster']];
  const source = scalar('source');
  if (type.value === 'tmpfs' && source?.value)
    return [[source.at, `${path}.source`, 'a tmpfs has no source', 'leave it out']];
  if (type.value === 'bind' && !source) return [[node.at, `${path}.source`, 'a bind mount needs a source']];
  const options = ['bind', 'volume', 'tmpfs']
    .filter((key) => key !== type.value)
    .flatMap((key) => entryOf(node, key) ?? []);
  return options.map(
    ({ at, key }): Rejection => [at, `${path}.${key}`, `${key} options do not go with type: ${type.value}`],
  );
}

export function ofGrants(service: ComposeService, merged: Merged): readonly Rejection[] {
  const inSwarm = ofExternalGrants(service, merged);
  const inFile = (['secret', 'config'] as const).flatMap((kind) => {
    const targets = new Set<string>();
    return itemsOf(service.body, `${kind}s`).flatMap((node): readonly Rejection[] => {
      const path = `services.${service.name}.${kind}s`;
      const scalar = (key: string) => {
        const value = entryOf(node, key)?.value;
        return value?.kind === 'scalar' ? value.value : undefined;
      };
      const source = node.kind === 'scalar' ? node.value : (scalar('source') ?? '');
      if (source === undefined) return [];
      if (!declared(merged, kind, source))
        return [[node.at, path, `the ${kind} ${source} is not declared`, `declare it under ${kind}s`]];
      const target = (node.kind === 'scalar' ? undefined : scalar('target')) ?? source;
      const twice = targets.has(target) && node.kind !== 'scalar';
      targets.add(target);
      return twice ? [[node.at, path, `two ${kind}s are mounted at ${target}`]] : [];
    });
  });
  return [...inFile, ...inSwarm];
}

export function ofDeclaration(one: Declaration, { services, surroundings }: Merged): readonly Rejection[] {
  const { kind, name, at, file, driver, external, givenName } = one;
  const path = `${kind}s.${name}`;
  const found: Rejection[] = [];
  if ((kind === 'secret' || kind === 'config') && !external && !driver) {
    if (!file) found.push([at, path, 'it names no file and is not external']);
    else found.push(...ofStoredFile(one, surroundings));
  }
  const attached = services.some(
    (service) =>
      service.networks.some((network) => network.name === name) ||
      (name === 'default' && service.networks.length === 0),
  );
  if (kind === 'network' && attached)
    found.push(...(external ? ofExternalNetwork(one, surroundings) : ofDrivers(one, surroundings)));
  if (kind === 'secret') found.push(...ofDrivers(one, surroundings));
  if (
    kind === 'network' &&
    !external &&
    attached &&
    driver?.value !== undefined &&
    ['bridge', 'host', 'macvlan', 'ipvlan', 'null'].includes(driver.value)
  ) {
    found.push([
      driver.at,
      `${path}.driver`,
      `services cannot use a ${driver.value} network made by the stack`,
      'leave the driver out: overlay is the default',
    ]);
  }
  if (
    givenName?.value !== undefined &&
    (kind === 'secret' || kind === 'config') &&
    !/^[a-zA-Z0-9-_.]{1,64}$/.test(givenName.value)
  )
    found.push([givenName.at, `${path}.name`, 'a name has 64 characters at most: letters, digits, - _ .']);
  return found;
}

export const declared = ({ declarations }: Merged, kind: Declaration['kind'], name: string): boolean =>
  declarations.some((one) => one.kind === kind && one.name === name);
